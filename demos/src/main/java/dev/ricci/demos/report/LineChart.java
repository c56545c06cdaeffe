package dev.ricci.demos.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Lines over a common axis: curves of training, and how a speed grows. */
public record LineChart(String title, String caption, Axis x, Axis y, List<Series> series) implements Section {
    @Override
    public boolean wide() {
        return false;
    }

    @Override
    public Map<String, Object> chart() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Series s : series) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < s.x().length; i++) {
                points.add(new double[] {s.x()[i], s.y()[i]});
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", s.name());
            line.put("points", points);
            lines.add(line);
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "lines");
        chart.put("x", axis(x));
        chart.put("y", axis(y));
        chart.put("series", lines);
        return chart;
    }

    private static Map<String, Object> axis(Axis a) {
        return Map.of("name", a.name(), "scale", a.scaleWord(), "form", a.form().word());
    }

    @Override
    public Numbers numbers() {
        List<String> headings = new ArrayList<>(List.of(x.name()));
        TreeSet<Double> places = new TreeSet<>();
        for (Series s : series) {
            headings.add(s.name());
            for (double place : s.x()) {
                places.add(place);
            }
        }
        Numbers numbers = new Numbers(headings.toArray(String[]::new));
        for (double place : places) {
            List<String> row = new ArrayList<>(List.of(x.form().text(place)));
            for (Series s : series) {
                row.add(at(s, place));
            }
            numbers.row(row.toArray(String[]::new));
        }
        return numbers;
    }

    private String at(Series s, double place) {
        for (int i = 0; i < s.x().length; i++) {
            if (s.x()[i] == place) {
                return Double.isFinite(s.y()[i]) ? y.form().text(s.y()[i]) : "–";
            }
        }
        return "–";
    }
}
