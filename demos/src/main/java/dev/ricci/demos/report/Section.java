package dev.ricci.demos.report;

import java.util.Map;

/** One card of the report: a heading, a sentence that says what to see, and what is to be seen. */
public sealed interface Section permits LineChart, ScreeChart, ScatterChart, ConfusionChart, ClassChart, DigitGallery,
        PictureGallery {
    String title();

    /** What to look at, in a sentence or two. */
    String caption();

    /** Whether the card needs the whole width of the page. */
    boolean wide();

    /** What the script needs to draw; its {@code kind} names the drawing function. Empty where the body says it all. */
    Map<String, Object> chart();

    /** The markup of what is not drawn by the script: pictures, and empty where there is only the chart. */
    default String body() {
        return "";
    }

    /** The same in numbers, for those who cannot see the chart or want to copy them; null where the body says it all. */
    Numbers numbers();
}
