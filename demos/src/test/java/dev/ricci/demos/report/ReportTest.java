package dev.ricci.demos.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    /** What makes a browser fetch something: attributes, style rules and script calls that name another place. */
    private static final Pattern FETCH = Pattern.compile(
            "(?i)(\\b(src|href|srcset|action|poster)\\s*=\\s*[\"']?\\s*(https?:)?//|@import|url\\(\\s*[\"']?(https?:)?//|<link\\b)");

    @TempDir private Path folder;

    private static String page() throws IOException {
        return SampleReport.make().html();
    }

    @Test
    void fetchesNothing() throws IOException {
        Matcher fetch = FETCH.matcher(page());
        assertFalse(fetch.find(), () -> "the page fetches at: " + fetch.group());
        assertTrue(page().contains("default-src 'none'"));
    }

    @Test
    void isWholeAndEveryPlaceIsFilled() throws IOException {
        String html = page();
        assertTrue(html.startsWith("<!doctype html>") && html.endsWith("</html>\n"));
        assertFalse(Pattern.compile("\\{\\{\\w+}}").matcher(html.replaceAll("(?s)<script>.*?</script>", "")).find());
        assertEquals(3, html.split("</script>", -1).length - 1, "data, library and our own script");
        assertEquals(html.split("<article", -1).length, html.split("</article>", -1).length);
    }

    @Test
    void holdsTheDataOfEveryChartAndItsNumbers() throws IOException {
        String html = page();
        String data = html.substring(html.indexOf("id=\"data\">") + 10, html.indexOf("</script>"));
        for (String kind : new String[] {"lines", "scree", "scatter", "confusion", "classes"}) {
            assertTrue(data.contains("\"kind\":\"" + kind + "\""), kind);
        }
        int charts = data.split("\"kind\":", -1).length - 1;
        for (int i = 0; i < charts; i++) {
            assertTrue(html.contains("id=\"chart" + i + "\" role=\"img\" aria-label=\""), "chart " + i);
        }
        assertEquals(charts, html.split("<details>", -1).length - 1, "each chart has its table");
        assertEquals(60 + 10, html.substring(0, html.indexOf("<script")).split("<img ", -1).length - 1);
        assertTrue(html.contains("alt=\"a "));
    }

    @Test
    void textCannotBecomeMarkup() throws IOException {
        String html = new Report("<b>&", "\"x\"").fact("a<b", "</script><script>").chapter("<i>", "<u>")
                .add(new ScatterChart("</script>", "<p>", new float[][] {{1, 2}}, new int[] {0}, new String[] {"</script>"})).html();
        assertTrue(html.contains("<h1>&lt;b&gt;&amp;</h1>"));
        assertEquals(3, html.split("</script>", -1).length - 1);
        assertFalse(html.contains("<script><"));
    }

    @Test
    void isWrittenWhole() throws IOException {
        Path file = folder.resolve("report.html");
        SampleReport.make().write(file);
        assertEquals(page(), Files.readString(file));
    }
}
