package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** A plain copy of memory: each thread copies one equal part by one call, which is the fastest way that the JDK has. */
public final class Copy implements Subject, AutoCloseable {
    private final long from;
    private final long to;
    private final Subject copy;

    /** A copy that reads and writes so many bytes in all, half of them each. */
    public Copy(Pool pool, long traffic) {
        long bytes = traffic / 2;
        from = Memory.allocate(bytes);
        to = Memory.allocate(bytes);
        if (from == 0 || to == 0) {
            close();
            throw new IllegalStateException("copy: no memory for 2 x " + bytes + " bytes; use --quick, or a machine with more");
        }
        Memory.fill(from, bytes, (byte) 1);
        Memory.fill(to, bytes, (byte) 2);
        int parts = pool.threads();
        copy = Subject.of(() -> pool.run(parts, part -> {
            long begin = bytes * part / parts;
            long end = bytes * (part + 1) / parts;
            Memory.copy(from + begin, to + begin, end - begin);
        }));
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
