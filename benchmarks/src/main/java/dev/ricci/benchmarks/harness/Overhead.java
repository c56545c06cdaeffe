package dev.ricci.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the host itself spends on work that it hands to a device: all the time, less that spent inside of the driver.
 *
 * <p>Time is that for which the processor worked for this thread: others may have it in between.
 *
 * @param what the work
 * @param launches how often a time of it gives the device work
 * @param parts of how many operations a time consists; the figures are of one
 * @param total seconds
 * @param driver seconds inside of the driver
 * @param host the median over rounds of the difference
 * @param low its first quartile
 * @param high its third quartile
 * @param allocated bytes of the heap
 * @param most seconds that the host may take; NaN where nothing was asked for
 */
public record Overhead(String what, long launches, long parts, double total, double driver, double host, double low, double high,
        double allocated, double most) implements Line {
    /** Of a table of these. */
    public static final Columns COLUMNS = new Columns().text("what", 46).number("launches", 8).number("total", 8).number("driver", 8)
            .number("host", 8).number("quartiles", 19).number("allocated", 9).number("target", 10).number("", 6);

    private static final double WARM_UP = 3;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Measures work that is done on this thread.
     *
     * @param driverNanos the nanoseconds spent in the driver so far
     */
    public static Overhead of(String what, Subject work, LongSupplier driverNanos, Timing timing) {
        long times = timing.times(timing.warmUp(work));
        long warm = THREADS.getCurrentThreadCpuTime() + (long) (WARM_UP * timing.warmUpSeconds() * 1e9);
        while (THREADS.getCurrentThreadCpuTime() < warm) { // on a busy machine the compiler comes late
            work.seconds(times);
        }
        int rounds = timing.rounds();
        double[] total = new double[rounds];
        double[] driver = new double[rounds];
        double[] host = new double[rounds];
        double[] allocated = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long before = driverNanos.getAsLong();
            long start = THREADS.getCurrentThreadCpuTime();
            work.seconds(times);
            double seconds = (THREADS.getCurrentThreadCpuTime() - start) * 1e-9;
            driver[i] = (driverNanos.getAsLong() - before) * 1e-9 / times;
            total[i] = seconds / times;
            host[i] = total[i] - driver[i];
            allocated[i] = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / (double) times;
        }
        return new Overhead(what, 1, 1, Ratio.quantile(total, 0.5), Ratio.quantile(driver, 0.5), Ratio.quantile(host, 0.5),
                Ratio.quantile(host, 0.25), Ratio.quantile(host, 0.75), Ratio.quantile(allocated, 0.5), Double.NaN);
    }

    /** With how often a time of it gave the device work. */
    public Overhead launches(long counted) {
        return new Overhead(what, counted, parts, total, driver, host, low, high, allocated, most);
    }

    /** Of one of so many operations that a time consists of. */
    public Overhead each(String name, long operations) {
        double n = operations;
        return new Overhead(name, launches, operations, total / n, driver / n, host / n, low / n, high / n, allocated / n, most);
    }

    public Overhead target(double seconds) {
        return new Overhead(what, launches, parts, total, driver, host, low, high, allocated, seconds);
    }

    /** Whether the host takes no longer than it may. */
    public boolean isMet() {
        return Double.isNaN(most) || host <= most;
    }

    @Override
    public String[] cells(boolean judging) {
        boolean asked = !Double.isNaN(most);
        return new String[] {
            what, Long.toString(launches), Units.seconds(total), Units.seconds(driver), Units.seconds(host),
            Units.seconds(low) + " - " + Units.seconds(high), Units.number(allocated) + " B", asked ? "<= " + Units.seconds(most) : "",
            !judging || !asked ? "" : isMet() ? "met" : "missed"
        };
    }

    @Override
    public Map<String, Object> json(boolean judging) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("what", what);
        m.put("launches", launches);
        m.put("operations", parts);
        m.put("totalSeconds", total);
        m.put("driverSeconds", driver);
        m.put("hostSeconds", host);
        m.put("lowerQuartile", low);
        m.put("upperQuartile", high);
        m.put("allocatedBytes", allocated);
        m.put("target", Row.finite(most));
        m.put("met", !judging || Double.isNaN(most) ? null : (Object) isMet());
        return m;
    }
}
