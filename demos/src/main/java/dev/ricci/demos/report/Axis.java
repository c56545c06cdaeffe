package dev.ricci.demos.report;

import dev.ricci.demos.console.Quantities;
import java.util.Locale;

/**
 * One axis of a chart.
 *
 * @param name  what it measures, with its unit
 * @param scale how numbers are spread along it
 * @param form  how its numbers are written
 */
public record Axis(String name, Scale scale, Form form) {
    /** How numbers are spread along an axis. */
    public enum Scale { LINEAR, LOG, CATEGORIES }

    /** How numbers are written. */
    public enum Form {
        /** As in 12.4k. */
        COUNT,
        /** A share, as in 97.3 %. */
        PERCENT,
        /** As in 3.2 ms. */
        SECONDS,
        /** As in 0.0731. */
        PLAIN;

        /** The number with its unit. */
        public String text(double x) {
            return switch (this) {
                case COUNT -> Quantities.count(x);
                case PERCENT -> Quantities.percent(x);
                case SECONDS -> Quantities.seconds(x);
                case PLAIN -> x == Math.rint(x) && Math.abs(x) < 1e9 ? Long.toString((long) x) : String.format(Locale.ROOT, "%.4g", x);
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String scaleWord() {
        return scale.name().toLowerCase(Locale.ROOT);
    }
}
