package dev.ricci.demos.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well each class is known.
 *
 * @param precision for each class, the share right of what was taken for it
 * @param recall    for each class, the share of its samples that were found
 */
public record ClassChart(String title, String caption, double[] precision, double[] recall, String[] classes) implements Section {
    @Override
    public boolean wide() {
        return false;
    }

    @Override
    public Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "classes");
        chart.put("classes", classes);
        chart.put("measures", List.of(Map.of("name", "precision", "values", precision), Map.of("name", "recall", "values", recall)));
        return chart;
    }

    @Override
    public Numbers numbers() {
        Numbers numbers = new Numbers("class", "precision", "recall");
        for (int c = 0; c < classes.length; c++) {
            numbers.row(classes[c], Axis.Form.PERCENT.text(precision[c]), Axis.Form.PERCENT.text(recall[c]));
        }
        return numbers;
    }
}
