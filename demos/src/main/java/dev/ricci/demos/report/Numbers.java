package dev.ricci.demos.report;

import java.util.ArrayList;
import java.util.List;

/** A table of figures, folded away under a chart. */
final class Numbers {
    private final String[] headings;
    private final List<String[]> rows = new ArrayList<>();

    Numbers(String... headings) {
        this.headings = headings;
    }

    Numbers row(String... cells) {
        rows.add(cells);
        return this;
    }

    String html() {
        StringBuilder html = new StringBuilder("<details><summary>The numbers</summary>");
        html.append("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        for (String h : headings) {
            html.append("<th scope=\"col\">").append(Html.escape(h)).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (String[] row : rows) {
            html.append("<tr>");
            for (String cell : row) {
                html.append("<td>").append(Html.escape(cell)).append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table></div></details>").toString();
    }
}
