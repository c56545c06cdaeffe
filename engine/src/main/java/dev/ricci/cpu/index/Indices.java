package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import java.util.concurrent.atomic.AtomicBoolean;

/** Positions given as data, which must be checked before anything is done with them. */
public final class Indices {
    private static final int GRAIN = 1 << 16;

    private final long base;
    private final Grid rows;
    private final int run;
    private final long step;

    private Indices(View index) {
        Grid all = Grid.of(index.layout());
        int last = all.rank() - 1;
        run = last < 0 ? 1 : all.length(last);
        step = last < 0 ? 0 : all.stride(0, last) * Integer.BYTES;
        rows = all.outer();
        base = HostBlock.address(index);
    }

    /**
     * Reads all indices and refuses those outside [0, limit).
     *
     * @throws IllegalArgumentException naming the operation, the first index out of range, the range, and its row-major position
     */
    public static void check(Pool pool, String op, String what, View index, int limit) {
        Check.dtype(op + ", " + what, index.dtype(), DType.INT32);
        if (index.size() == 0) {
            return;
        }
        Indices all = new Indices(index);
        AtomicBoolean bad = new AtomicBoolean();
        if (all.rows.size() == 1) {
            pool.range(all.run, GRAIN, (first, end) -> {
                if (!all.inside(all.base, (int) first, (int) end, limit)) {
                    bad.set(true);
                }
            });
        } else {
            pool.range(all.rows.size(), Math.max(1, GRAIN / all.run), (first, end) -> {
                Walk w = all.rows.walk(first, 0);
                for (long r = first; r < end; r++) {
                    if (!all.inside(all.base + w.at(0) * Integer.BYTES, 0, all.run, limit)) {
                        bad.set(true);
                    }
                    w.next();
                }
            });
        }
        if (bad.get()) {
            all.refuse(op, what, limit);
        }
    }

    private boolean inside(long line, int first, int end, int limit) {
        int least = 0;
        int most = -1;
        for (int i = first; i < end; i++) {
            int v = Memory.getInt(Memory.at(line + i * step));
            least = Math.min(least, v);
            most = Math.max(most, v);
        }
        return least >= 0 && most < limit;
    }

    private void refuse(String op, String what, int limit) {
        Walk w = rows.walk(0, 0);
        for (long r = 0; r < rows.size(); r++) {
            for (int i = 0; i < run; i++) {
                int v = Memory.getInt(base + w.at(0) * Integer.BYTES + i * step);
                if (v < 0 || v >= limit) {
                    Check.indexAt(op, what, v, limit, r * run + i);
                }
            }
            w.next();
        }
    }
}
