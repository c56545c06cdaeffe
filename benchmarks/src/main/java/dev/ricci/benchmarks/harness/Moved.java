package dev.ricci.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The bytes of a device's memory that a piece of work moved, beside those that it cannot do without.
 *
 * @param what the work and its size
 * @param floor each input read once, each output written once
 * @param read bytes that threads asked for, all accesses of all launches
 * @param written bytes that threads wrote
 * @param touched bytes of the sectors of 32 that were read or written, each once a launch: what crosses the bus if what a launch
 *     uses again is still in the caches
 * @param launches of kernels, by their names
 */
public record Moved(String what, long floor, long read, long written, long touched, Map<String, Long> launches) implements Line {
    /** Of a table of these. */
    public static final Columns COLUMNS = new Columns().text("what", 42).number("floor", 10).number("asked", 10).number("touched", 10)
            .number("asked/", 6).number("touched/", 8).text("  launches", 40);

    /** How often the floor the threads ask for. */
    public double asked() {
        return (read + written) / (double) floor;
    }

    /** How often the floor crosses the bus at least. */
    public double crossing() {
        return touched / (double) floor;
    }

    @Override
    public String[] cells(boolean judging) {
        String kernels = launches.entrySet().stream()
                .map(e -> (e.getValue() == 1 ? "" : e.getValue() + " ") + e.getKey()).collect(Collectors.joining(", "));
        return new String[] {
            what, bytes(floor), bytes(read + written), bytes(touched), Units.number(asked()), Units.number(crossing()), "  " + kernels
        };
    }

    private static String bytes(long n) {
        return n < 1 << 20 ? Units.number(n / 1024.0) + " KiB" : Units.number(n / (double) (1 << 20)) + " MiB";
    }

    @Override
    public Map<String, Object> json(boolean judging) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("what", what);
        m.put("floorBytes", floor);
        m.put("readBytes", read);
        m.put("writtenBytes", written);
        m.put("touchedBytes", touched);
        m.put("launches", launches);
        return m;
    }
}
