package dev.ricci.cpu.index;

import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Rows of a table, or slices along any axis, chosen by index. */
public final class Gather {
    private static final long GRAIN_BYTES = 64 << 10;

    private Gather() {}

    /** out[.., j.., ..] = table[.., index[j..], ..] along axis, for elements of any type. */
    public static void gather(Pool pool, View out, View table, View index, int axis) {
        Indices.check("gather", "indices", index, table.size(axis));
        if (out.size() == 0) {
            return;
        }
        Grid all = grid(out.layout(), table.layout(), index.layout(), axis);
        boolean runs = all.rank() > 0 && all.stride(2, all.rank() - 1) == 0; // one index for the whole last axis
        int run = runs ? all.length(all.rank() - 1) : 1;
        int size = out.dtype().bytes();
        long toStep = runs ? all.stride(0, all.rank() - 1) * size : 0;
        long fromStep = runs ? all.stride(1, all.rank() - 1) * size : 0;
        Grid rows = runs ? all.outer() : all;
        long to = HostBlock.address(out);
        long from = HostBlock.address(table);
        long chosen = HostBlock.address(index);
        long jump = table.layout().stride(axis);
        pool.range(rows.size(), Math.max(1, GRAIN_BYTES / ((long) run * size)), (first, end) -> {
            Walk w = rows.walk(first, 0, 0, 0);
            for (long r = first; r < end; r++) {
                long row = Memory.getInt(chosen + w.at(2) * Integer.BYTES);
                Elements.copy(size, run, to + w.at(0) * size, toStep, from + (w.at(1) + row * jump) * size, fromStep);
                w.next();
            }
        });
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
