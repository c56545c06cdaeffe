package dev.ricci.demos.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Test pictures with the network's answers and its probability for each class, the wrong ones marked and first. */
public record DigitGallery(String title, String caption, List<Digit> digits) implements Section {
    private static final int BAR_HEIGHT = 16;
    private static final String BAR = "<rect%s x=\"%d\" y=\"%.1f\" width=\"4\" height=\"%.1f\"><title>%d: %.1f %%</title></rect>";

    @Override
    public boolean wide() {
        return true;
    }

    @Override
    public Map<String, Object> chart() {
        return Map.of();
    }

    @Override
    public Numbers numbers() {
        return null;
    }

    @Override
    public String body() {
        StringBuilder html = new StringBuilder("<div class=\"switch\" role=\"group\" aria-label=\"Which pictures\">");
        for (String which : List.of("all", "wrong", "right")) {
            html.append("<button type=\"button\" data-show=\"").append(which).append("\" aria-pressed=\"").append(which.equals("all"))
                    .append("\">").append(which).append("</button>");
        }
        html.append("</div><ul class=\"digits\">");
        digits.stream().filter(d -> !d.right()).forEach(d -> html.append(tile(d)));
        digits.stream().filter(Digit::right).forEach(d -> html.append(tile(d)));
        return html.append("</ul>").toString();
    }

    private static String tile(Digit d) {
        int predicted = d.predicted();
        String sure = String.format(Locale.ROOT, "%.0f %%", 100 * d.probabilities()[predicted]);
        String answer = d.right() ? "✓ " + predicted : "✗ " + predicted + " <small>is " + d.label() + "</small>";
        String spoken = "a " + d.label() + ", read as " + predicted + (d.right() ? ", right" : ", wrong") + ", " + sure + " sure";
        return "<li class=\"" + (d.right() ? "right" : "wrong") + "\"><img width=\"56\" height=\"56\" alt=\"" + spoken + "\" src=\""
                + Html.address(d.picture()) + "\"><b>" + answer + "</b><span>" + sure + "</span>" + bars(d, predicted) + "</li>";
    }

    /** One bar for each class, as high as its probability. */
    private static String bars(Digit d, int predicted) {
        int classes = d.probabilities().length;
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + 5 * classes + " " + (BAR_HEIGHT + 1) + "\" aria-hidden=\"true\">");
        for (int c = 0; c < classes; c++) {
            double height = Math.max(1, BAR_HEIGHT * d.probabilities()[c]);
            String kind = c == d.label() ? " class=\"truth\"" : c == predicted ? " class=\"error\"" : "";
            svg.append(String.format(Locale.ROOT, BAR, kind, 5 * c, BAR_HEIGHT + 1 - height, height, c, 100 * d.probabilities()[c]));
        }
        return svg.append("</svg>").toString();
    }
}
