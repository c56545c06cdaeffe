package dev.ricci.demos.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page around the contents: markup, style, script and the chart library, read from resources. */
final class Template {
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private Template() {}

    /** Fills every {@code {{name}}} of the page; what was filled in is not looked at again. */
    static String page(Map<String, String> contents) throws IOException {
        String library = resource(CHARTS);
        if (library.contains("</script")) {
            throw new AssertionError("report: the chart library would end its script element");
        }
        Matcher places = PLACE.matcher(resource("page.html"));
        StringBuilder page = new StringBuilder();
        while (places.find()) {
            String text = switch (places.group(1)) {
                case "style" -> resource("page.css");
                case "script" -> resource("page.js");
                case "library" -> library;
                default -> contents.get(places.group(1));
            };
            places.appendReplacement(page, "");
            page.append(text);
        }
        return places.appendTail(page).toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("report: the resource " + name + " is not on the class path; build demos again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
