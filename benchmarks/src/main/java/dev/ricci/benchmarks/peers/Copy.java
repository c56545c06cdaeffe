package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/**
 * A copy of memory with as many threads as ours.
 *
 * <p>In whole parts, one call a thread, the JDK may write past the caches ("streaming stores") and moves two bytes over the bus for
 * each byte copied. In pieces that are too small for that it moves three, as memory is fetched into the cache before it is written,
 * and so must every loop of the Vector API, which has no such stores.
 */
public final class Copy implements Traffic {
    private static final long PIECE = 256 << 10;

    private final long from;
    private final long to;
    private final long bytes;
    private Subject copy;

    private Copy(long traffic) {
        bytes = traffic / 2;
        from = Memory.allocate(bytes);
        to = Memory.allocate(bytes);
        if (from == 0 || to == 0) {
            close();
            throw new IllegalStateException("copy: no memory for 2 x " + bytes + " bytes; use --quick, or a machine with more");
        }
        Memory.fill(from, bytes, (byte) 1);
        Memory.fill(to, bytes, (byte) 2);
    }

    /** Reads and writes so many bytes in all, half of them each: one equal part for each thread. */
    public static Copy whole(Pool pool, long traffic) {
        Copy c = new Copy(traffic);
        int parts = pool.threads();
        c.copy = Subject.of(() -> pool.run(parts, part -> c.copy(c.bytes * part / parts, c.bytes * (part + 1) / parts)));
        return c;
    }

    /** The same in small pieces. */
    public static Copy pieces(Pool pool, long traffic) {
        Copy c = new Copy(traffic);
        c.copy = Subject.of(() -> pool.range(c.bytes, PIECE, c::copy));
        return c;
    }

    private void copy(long begin, long end) {
        Memory.copy(from + begin, to + begin, end - begin);
    }

    @Override
    public double seconds(long times) {
        return copy.seconds(times);
    }

    @Override
    public void close() {
        Memory.free(from);
        Memory.free(to);
    }
}
