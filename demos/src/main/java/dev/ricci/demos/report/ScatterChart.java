package dev.ricci.demos.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Samples as points in the plane of two principal components, coloured by class.
 *
 * @param points each sample's coordinates, the first two or three components
 * @param labels each sample's class
 */
public record ScatterChart(String title, String caption, float[][] points, int[] labels, String[] classes) implements Section {
    @Override
    public boolean wide() {
        return false;
    }

    @Override
    public Map<String, Object> chart() {
        double[][] rounded = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            rounded[i] = new double[points[i].length];
            for (int j = 0; j < points[i].length; j++) {
                rounded[i][j] = Math.round(1000.0 * points[i][j]) / 1000.0;
            }
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "scatter");
        chart.put("points", rounded);
        chart.put("labels", labels);
        chart.put("classes", classes);
        return chart;
    }

    /** Thousands of points say little as numbers: the table holds the middle of each class. */
    @Override
    public Numbers numbers() {
        Numbers numbers = new Numbers("class", "samples", "mean of component 1", "mean of component 2");
        for (int c = 0; c < classes.length; c++) {
            int count = 0;
            double first = 0;
            double second = 0;
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == c) {
                    count++;
                    first += points[i][0];
                    second += points[i].length > 1 ? points[i][1] : 0;
                }
            }
            numbers.row(classes[c], Integer.toString(count), mean(first, count), mean(second, count));
        }
        return numbers;
    }

    private static String mean(double sum, int count) {
        return count == 0 ? "–" : String.format(Locale.ROOT, "%.3f", sum / count);
    }
}
