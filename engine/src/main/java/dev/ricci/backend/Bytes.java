package dev.ricci.backend;

import java.util.Locale;

/** Sizes of memory as people read them. */
public final class Bytes {
    private static final String UNITS = "KMGT";

    private Bytes() {}

    /** As in {@code 512 bytes} or {@code 1.5 GiB}, in powers of 1024. */
    public static String text(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " bytes";
        }
        int unit = Math.min((63 - Long.numberOfLeadingZeros(bytes)) / 10, 4);
        return String.format(Locale.ROOT, "%.1f %ciB", bytes / (double) (1L << 10 * unit), UNITS.charAt(unit - 1));
    }
}
