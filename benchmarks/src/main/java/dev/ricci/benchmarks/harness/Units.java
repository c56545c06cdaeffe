package dev.ricci.benchmarks.harness;

import java.util.Locale;

/** Numbers as people read them: three digits and a unit. */
public final class Units {
    private static final String[] NAMES = {"s", "ms", "µs", "ns"};

    private Units() {}

    /** Like {@code 12.3 µs}; nothing for NaN. */
    public static String seconds(double seconds) {
        if (Double.isNaN(seconds)) {
            return "";
        }
        int unit = 0;
        double value = seconds;
        while (value < 1 && unit < NAMES.length - 1) {
            value *= 1000;
            unit++;
        }
        return number(value) + " " + NAMES[unit];
    }

    /** Three digits, and more only before the point. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
