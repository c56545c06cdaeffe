package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rows of a table, or slices along any axis, chosen by index. */
public final class Gather {
    private static final long GRAIN_BYTES = 64 << 10;
    private static final int GRAIN = 1 << 14;

    private Gather() {}

    /** out[.., j.., ..] = table[.., index[j..], ..] along axis, for elements of any type. */
    public static void gather(Pool pool, View out, View table, View index, int axis) {
        if (!line(pool, out, table, index)) {
            Indices.check(pool, "gather", "indices", index, table.size(axis));
            run(pool, out, table, index, axis);
        }
    }

    /** Single elements of four bytes of a dense line, each index checked as it is used; false where there is more to it. */
    private static boolean line(Pool pool, View out, View table, View index) {
        boolean takes = out.rank() == 1 && table.rank() == 1 && out.dtype().bytes() == 4 && index.dtype() == DType.INT32
                && out.layout().isDense() && table.layout().isDense() && index.layout().isDense();
        if (!takes) {
            return false;
        }
        long to = HostBlock.address(out);
        long from = HostBlock.address(table);
        long chosen = HostBlock.address(index);
        int limit = table.size(0);
        AtomicBoolean bad = new AtomicBoolean();
        pool.range(out.size(), GRAIN, (first, end) -> {
            if (!pick(to + 4 * first, from, chosen + 4 * first, (int) (end - first), limit)) {
                bad.set(true);
            }
        });
        return !bad.get(); // the other way says what is wrong
    }

    private static boolean pick(long to, long from, long chosen, int n, int limit) {
        for (int i = 0; i < n; i++) {
            int j = Memory.getInt(Memory.at(chosen + 4L * i));
            if (Integer.compareUnsigned(j, limit) >= 0) {
                return false;
            }
            Memory.setInt(Memory.at(to + 4L * i), Memory.getInt(Memory.at(from + 4L * j)));
        }
        return true;
    }

    /** The same by an index that has been checked. */
    static void run(Pool pool, View out, View table, View index, int axis) {
        if (out.size() == 0) {
            return;
        }
        Grid all = grid(out.layout(), table.layout(), index.layout(), axis);
        int last = all.rank() - 1;
        int n = last < 0 ? 1 : all.length(last);
        int size = out.dtype().bytes();
        long toStep = last < 0 ? 0 : all.stride(0, last) * size;
        long fromStep = last < 0 ? 0 : all.stride(1, last) * size;
        long indexStep = last < 0 ? 0 : all.stride(2, last) * Integer.BYTES;
        Grid rows = all.outer();
        long to = HostBlock.address(out);
        long from = HostBlock.address(table);
        long chosen = HostBlock.address(index);
        long jump = table.layout().stride(axis) * size;
        if (rows.size() == 1 && indexStep != 0) { // one line of single elements
            pool.range(n, GRAIN, (first, end) -> pick(size, (int) (end - first), to + first * toStep, toStep,
                    from + first * fromStep, fromStep, chosen + first * indexStep, indexStep, jump));
            return;
        }
        long grain = Math.max(1, GRAIN_BYTES / ((long) n * size));
        pool.range(rows.size(), grain, (first, end) -> {
            Walk w = rows.walk(first, 0, 0, 0);
            for (long r = first; r < end; r++) {
                long target = to + w.at(0) * size;
                long source = from + w.at(1) * size;
                long which = chosen + w.at(2) * Integer.BYTES;
                if (indexStep == 0) { // one index for the whole last axis
                    Elements.copy(size, n, target, toStep, source + Memory.getInt(which) * jump, fromStep);
                } else {
                    pick(size, n, target, toStep, source, fromStep, which, indexStep, jump);
                }
                w.next();
            }
        });
    }

    /** A last axis with an index for each element. */
    static void pick(int size, int n, long to, long toStep, long from, long fromStep, long index, long indexStep, long jump) {
        switch (size) {
            case 1 -> {
                for (int i = 0; i < n; i++) {
                    long source = Memory.at(from + i * fromStep + Memory.getInt(Memory.at(index + i * indexStep)) * jump);
                    Memory.setByte(Memory.at(to + i * toStep), Memory.getByte(source));
                }
            }
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    long source = from + i * fromStep + Memory.getInt(index + i * indexStep) * jump;
                    Memory.setShort(to + i * toStep, Memory.getShort(source));
                }
            }
            case 4 -> {
                for (int i = 0; i < n; i++) {
                    long source = Memory.at(from + i * fromStep + Memory.getInt(Memory.at(index + i * indexStep)) * jump);
                    Memory.setInt(Memory.at(to + i * toStep), Memory.getInt(source));
                }
            }
            case 8 -> {
                for (int i = 0; i < n; i++) {
                    long source = Memory.at(from + i * fromStep + Memory.getInt(Memory.at(index + i * indexStep)) * jump);
                    Memory.setLong(Memory.at(to + i * toStep), Memory.getLong(source));
                }
            }
            default -> throw new AssertionError(size);
        }
    }

    /** The axes of out with the steps of out, of the table (0 where the index decides) and of the index (0 elsewhere). */
    private static Grid grid(Layout out, Layout table, Layout index, int axis) {
        Grid g = new Grid(3);
        for (int i = 0; i < axis; i++) {
            g.axis(out.size(i), out.stride(i), table.stride(i), 0);
        }
        for (int j = 0; j < index.rank(); j++) {
            g.axis(index.size(j), out.stride(axis + j), 0, index.stride(j));
        }
        for (int i = axis + index.rank(); i < out.rank(); i++) {
            g.axis(out.size(i), out.stride(i), table.stride(i - index.rank() + 1), 0);
        }
        return g;
    }
}
