package dev.ricci.demos.report;

import java.util.List;
import java.util.Map;

/** Rows of pictures with a word under each: the components of an image set, and pictures rebuilt from few of them. */
public record PictureGallery(String title, String caption, List<Row> rows) implements Section {
    /** One row of pictures; as many labels as pictures. */
    public record Row(String name, List<Picture> pictures, List<String> labels) {}

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
        StringBuilder html = new StringBuilder();
        for (Row row : rows) {
            html.append("<h3>").append(Html.escape(row.name())).append("</h3><ul class=\"pictures\">");
            for (int i = 0; i < row.pictures().size(); i++) {
                String label = Html.escape(row.labels().get(i));
                html.append("<li><img width=\"64\" height=\"64\" alt=\"").append(Html.escape(row.name())).append(": ").append(label)
                        .append("\" src=\"").append(Html.address(row.pictures().get(i))).append("\"><span>").append(label)
                        .append("</span></li>");
            }
            html.append("</ul>");
        }
        return html.toString();
    }
}
