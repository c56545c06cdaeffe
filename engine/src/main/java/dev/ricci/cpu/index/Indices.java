package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;

/** Positions given as data, which must be checked before anything is done with them. */
public final class Indices {
    private Indices() {}

    /**
     * Reads all indices and refuses those outside [0, limit).
     *
     * @throws IllegalArgumentException naming the operation, an index out of range, and the range
     */
    public static void check(String op, String what, View index, int limit) {
        Check.dtype(op + ", " + what, index.dtype(), DType.INT32);
        if (index.size() == 0) {
            return;
        }
        Grid all = Grid.of(index.layout());
        int last = all.rank() - 1;
        int run = last < 0 ? 1 : all.length(last);
        long step = last < 0 ? 0 : all.stride(0, last) * Integer.BYTES;
        Grid rows = all.outer();
        long base = HostBlock.address(index);
        Walk w = rows.walk(0, 0);
        int least = 0;
        int most = 0;
        for (long r = 0; r < rows.size(); r++) {
            long a = base + w.at(0) * Integer.BYTES;
            for (int i = 0; i < run; i++) {
                int v = Memory.getInt(a + i * step);
                least = Math.min(least, v);
                most = Math.max(most, v);
            }
            w.next();
        }
        Check.range(op, what, least, most, limit);
    }
}
