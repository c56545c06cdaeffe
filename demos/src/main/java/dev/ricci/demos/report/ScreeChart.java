package dev.ricci.demos.report;

import dev.ricci.demos.console.Quantities;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The share of the variance that each principal component explains, the sum so far, and where the cut was made.
 *
 * @param ratios the shares, the largest first; more than were kept, where they are known
 * @param kept   the number of components kept
 */
public record ScreeChart(String title, String caption, double[] ratios, int kept) implements Section {
    @Override
    public boolean wide() {
        return false;
    }

    @Override
    public Map<String, Object> chart() {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "scree");
        chart.put("ratios", ratios);
        chart.put("sums", sums());
        chart.put("kept", kept);
        return chart;
    }

    private double[] sums() {
        double[] sums = ratios.clone();
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
        return sums;
    }

    @Override
    public Numbers numbers() {
        Numbers numbers = new Numbers("component", "explains", "together");
        double[] sums = sums();
        for (int i = 0; i < ratios.length; i++) {
            numbers.row(Integer.toString(i + 1), Quantities.percent(ratios[i]), Quantities.percent(sums[i]));
        }
        return numbers;
    }
}
