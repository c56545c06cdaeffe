package dev.ricci.cpu.index;

import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.memory.Recycler;

/** Puts values into chosen rows, or slices along any axis; of equal indices the last one counts, whatever the number of threads. */
public final class Scatter {
    private Scatter() {}

    /** out[.., index[j..], ..] = values[.., j.., ..] along axis, for elements of any type. */
    public static void scatter(Pool pool, Recycler memory, View out, View index, View values, int axis) {
        Indices.check(pool, "scatter", "indices", index, out.size(axis));
        ScatterAdd.run(pool, memory, false, out, index, values, axis);
    }
}
