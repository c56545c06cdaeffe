package dev.ricci.demos.console;

import java.util.Locale;

/** Numbers as people read them: three digits and a unit. */
public final class Quantities {
    private Quantities() {}

    /** A count with a thousands suffix, as in {@code 950}, {@code 12.4k} or {@code 3.05M}. */
    public static String count(double n) {
        if (n < 1_000) {
            return digits(n);
        }
        if (n < 1e6) {
            return digits(n / 1e3) + "k";
        }
        return n < 1e9 ? digits(n / 1e6) + "M" : digits(n / 1e9) + "G";
    }

    /** A time as a clock shows it, as in {@code 0:07} or {@code 1:02:30}. */
    public static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    /** A time with the unit that suits it, as in {@code 840 µs}, {@code 12.5 ms} or {@code 3.20 s}. */
    public static String seconds(double s) {
        if (s < 1e-3) {
            return digits(s * 1e6) + " µs";
        }
        return s < 1 ? digits(s * 1e3) + " ms" : digits(s) + " s";
    }

    /** A share as a percentage with two decimals. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** Three significant digits. */
    private static String digits(double x) {
        if (x >= 99.95 || x == Math.rint(x)) {
            return String.format(Locale.ROOT, "%.0f", x);
        }
        return String.format(Locale.ROOT, x >= 9.995 ? "%.1f" : "%.2f", x);
    }
}
