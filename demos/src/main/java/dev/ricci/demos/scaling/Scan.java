package dev.ricci.demos.scaling;

import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Table;
import dev.ricci.demos.report.Axis;
import dev.ricci.demos.report.LineChart;
import dev.ricci.demos.report.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What was measured while one size grew and all else stayed. */
public record Scan(
        String title, String caption, String size, Axis.Form sizeForm, String speed, Axis.Form speedForm, List<Measurement> points) {
    /** The table: one row for each size, one column for each device or method. */
    public void print(Console console) {
        List<String> lines = lines();
        Table table = new Table(Stream.concat(Stream.of(size), lines.stream()).toArray(String[]::new));
        for (double x : sizes()) {
            List<String> row = new ArrayList<>(List.of(sizeForm.text(x)));
            for (String line : lines) {
                row.add(at(line, x));
            }
            table.row(row.toArray(String[]::new));
        }
        console.heading(title + ": " + speed);
        table.print(console);
    }

    private String at(String line, double x) {
        return points.stream()
                .filter(p -> p.x() == x && p.device().equals(line))
                .map(p -> speedForm.text(p.y()))
                .findAny()
                .orElse("–");
    }

    /** The chart. */
    LineChart chart() {
        return new LineChart(title, caption, new Axis(size, Axis.Scale.CATEGORIES, sizeForm), new Axis(speed, Axis.Scale.LOG, speedForm),
                lines().stream().map(this::series).toList());
    }

    private Series series(String line) {
        List<Measurement> own = points.stream()
                .filter(p -> p.device().equals(line))
                .sorted(Comparator.comparingDouble(Measurement::x))
                .toList();
        return new Series(line, own.stream().mapToDouble(Measurement::x).toArray(), own.stream().mapToDouble(Measurement::y).toArray());
    }

    private List<String> lines() {
        return points.stream().map(Measurement::device).distinct().toList();
    }

    private double[] sizes() {
        return points.stream().mapToDouble(Measurement::x).distinct().sorted().toArray();
    }
}
