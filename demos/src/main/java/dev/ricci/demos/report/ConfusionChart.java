package dev.ricci.demos.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each class was taken for each.
 *
 * @param counts rows are true classes, columns predicted ones
 */
public record ConfusionChart(String title, String caption, int[][] counts, String[] classes) implements Section {
    @Override
    public boolean wide() {
        return false;
    }

    @Override
    public Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "confusion");
        chart.put("counts", counts);
        chart.put("classes", classes);
        return chart;
    }

    @Override
    public Numbers numbers() {
        String[] headings = new String[classes.length + 1];
        headings[0] = "true class";
        for (int c = 0; c < classes.length; c++) {
            headings[c + 1] = "read as " + classes[c];
        }
        Numbers numbers = new Numbers(headings);
        for (int c = 0; c < classes.length; c++) {
            String[] row = new String[headings.length];
            row[0] = classes[c];
            for (int p = 0; p < classes.length; p++) {
                row[p + 1] = Integer.toString(counts[c][p]);
            }
            numbers.row(row);
        }
        return numbers;
    }
}
