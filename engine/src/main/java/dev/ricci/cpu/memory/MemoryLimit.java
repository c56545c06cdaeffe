package dev.ricci.cpu.memory;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How much memory the engine may take: the property {@code ricci.memory}, or 80 % of what the machine or container has. */
public final class MemoryLimit {
    /** The property's name. */
    public static final String PROPERTY = "ricci.memory";

    private static final String UNITS = "kmgt";

    private MemoryLimit() {}

    /** The limit in bytes. @throws IllegalArgumentException for a property that is no size */
    public static long bytes() {
        String wish = System.getProperty(PROPERTY);
        return wish == null || wish.isBlank() ? physical() / 5 * 4 : parse(wish.strip());
    }

    /** A size such as {@code 4096}, {@code 512m} or {@code 8g}, in powers of 1024. */
    static long parse(String size) {
        String s = size.toLowerCase(Locale.ROOT);
        int unit = UNITS.indexOf(s.charAt(s.length() - 1)) + 1;
        String digits = unit > 0 ? s.substring(0, s.length() - 1) : s;
        try {
            long n = Math.multiplyExact(Long.parseLong(digits), 1L << 10 * unit);
            if (n <= 0) {
                throw wrong(size);
            }
            return n;
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(size);
        }
    }

    private static IllegalArgumentException wrong(String size) {
        return new IllegalArgumentException(PROPERTY + ": a size such as 4096, 512m or 8g, got " + size);
    }

    /** The memory of the machine, or of the container where that is less. */
    static long physical() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os) {
            return os.getTotalMemorySize();
        }
        return 4 * Runtime.getRuntime().maxMemory(); // the heap's default is a quarter of the machine
    }

    /** Room for what is in use and asked for, and as much again where that is little; as the property is written. */
    static String suggestion(long limit, long wanted) {
        long mib = Math.ceilDiv(Math.max(2 * limit, wanted), 1L << 20);
        return mib < 10 << 10 ? mib + "m" : (mib >> 10) + "g";
    }
}
