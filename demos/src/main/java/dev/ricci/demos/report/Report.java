package dev.ricci.demos.report;

import dev.ricci.data.AtomicFile;
import dev.ricci.data.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page about a run, built chapter by chapter and written as one file. */
public final class Report {
    private record Figure(String name, String value, String note) {}

    private record Chapter(String title, String lead, List<Section> sections) {}

    private final String title;
    private final String lead;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Chapter> chapters = new ArrayList<>();

    /** @param lead one sentence under the title */
    public Report(String title, String lead) {
        this.title = title;
        this.lead = lead;
    }

    /** One of the few numbers shown large at the top. */
    public Report figure(String name, String value, String note) {
        figures.add(new Figure(name, value, note));
        return this;
    }

    /** One of the settings and circumstances of the run. */
    public Report fact(String name, String value) {
        facts.put(name, value);
        return this;
    }

    /** Begins a chapter; the sections added next stand in it. */
    public Report chapter(String name, String words) {
        chapters.add(new Chapter(name, words, new ArrayList<>()));
        return this;
    }

    /** Adds a card to the last chapter. */
    public Report add(Section section) {
        chapters.getLast().sections().add(section);
        return this;
    }

    /** Writes the page, whole or not at all. */
    public void write(Path file) throws IOException {
        byte[] page = html().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(page));
    }

    String html() throws IOException {
        List<Map<String, Object>> charts = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < chapters.size(); i++) {
            chapter(body, charts, chapters.get(i), i);
        }
        return Template.page(Map.of(
                "title", Html.escape(title),
                "lead", Html.escape(lead),
                "contents", contents(),
                "figures", figuresHtml(),
                "facts", factsHtml(),
                "chapters", body.toString(),
                "data", Json.write(charts)));
    }

    private String contents() {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < chapters.size(); i++) {
            html.append("<a href=\"#chapter").append(i).append("\">").append(Html.escape(chapters.get(i).title())).append("</a>");
        }
        return html.toString();
    }

    private String figuresHtml() {
        StringBuilder html = new StringBuilder();
        for (Figure f : figures) {
            html.append("<div><dt>").append(Html.escape(f.name())).append("</dt><dd>").append(Html.escape(f.value()))
                    .append("<small>").append(Html.escape(f.note())).append("</small></dd></div>");
        }
        return html.toString();
    }

    private String factsHtml() {
        StringBuilder html = new StringBuilder();
        facts.forEach((name, value) -> html.append("<div><dt>").append(Html.escape(name)).append("</dt><dd>")
                .append(Html.escape(value)).append("</dd></div>"));
        return html.toString();
    }

    private static void chapter(StringBuilder html, List<Map<String, Object>> charts, Chapter chapter, int number) {
        html.append("<section class=\"chapter\" id=\"chapter").append(number).append("\"><h2>").append(Html.escape(chapter.title()))
                .append("</h2><p>").append(Html.escape(chapter.lead())).append("</p><div class=\"cards\">");
        for (Section s : chapter.sections()) {
            card(html, charts, s);
        }
        html.append("</div></section>");
    }

    private static void card(StringBuilder html, List<Map<String, Object>> charts, Section s) {
        html.append("<article class=\"card").append(s.wide() ? " wide" : "").append("\"><h3>").append(Html.escape(s.title()))
                .append("</h3><p>").append(Html.escape(s.caption())).append("</p>");
        if (!s.chart().isEmpty()) {
            String spoken = Html.escape(s.title() + ". " + s.caption());
            html.append("<div class=\"chart ").append(s.chart().get("kind")).append("\" id=\"chart").append(charts.size())
                    .append("\" role=\"img\" aria-label=\"").append(spoken).append("\"></div>");
            charts.add(s.chart());
        }
        html.append(s.body());
        if (s.numbers() != null) {
            html.append(s.numbers().html());
        }
        html.append("</article>");
    }
}
