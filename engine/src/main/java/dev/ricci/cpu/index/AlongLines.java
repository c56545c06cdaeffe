package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.memory.Recycler;

/** Elements of lines taken from, put to or added to where an index with lines of its own says; each line is one thread's. */
public final class AlongLines {
    private static final int GRAIN = 1 << 14;

    private AlongLines() {}

    /** out[.., i, ..] = in[.., index[.., i, ..], ..] along axis. */
    public static void takeAlong(Pool pool, View out, View in, View index, int axis) {
        Indices.check(pool, "takeAlong", "indices", index, in.size(axis));
        if (isOne(index, axis)) {
            Gather.run(pool, line(out, axis), line(in, axis), line(index, axis), 0);
            return;
        }
        int size = in.dtype().bytes();
        long jump = in.layout().stride(axis) * size;
        long step = out.layout().stride(axis) * size;
        long which = index.layout().stride(axis) * Integer.BYTES;
        int n = index.size(axis);
        each(pool, out, in, index, axis, (to, from, chosen) -> Gather.pick(size, n, to, step, from, 0, chosen, which, jump));
    }

    /** out[.., index[.., i, ..], ..] = values[.., i, ..] along axis; the last i of equal indices. */
    public static void putAlong(Pool pool, Recycler memory, View out, View index, View values, int axis) {
        Indices.check(pool, "putAlong", "indices", index, out.size(axis));
        if (isOne(index, axis)) {
            ScatterAdd.run(pool, memory, false, line(out, axis), line(index, axis), line(values, axis), 0);
            return;
        }
        int size = out.dtype().bytes();
        long jump = out.layout().stride(axis) * size;
        long step = values.layout().stride(axis) * size;
        long which = index.layout().stride(axis) * Integer.BYTES;
        int n = index.size(axis);
        each(pool, out, values, index, axis, (to, from, chosen) -> {
            for (int i = 0; i < n; i++) {
                long target = to + Memory.getInt(Memory.at(chosen + i * which)) * jump;
                Elements.copy(size, 1, target, 0, from + i * step, 0);
            }
        });
    }

    /** out[.., index[.., i, ..], ..] += values[.., i, ..] along axis, in the order of i, for the types that are computed in. */
    public static void scatterAddAlong(Pool pool, Recycler memory, View out, View index, View values, int axis) {
        Check.dtype("scatterAddAlong", out.dtype(), DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64);
        Indices.check(pool, "scatterAddAlong", "indices", index, out.size(axis));
        if (isOne(index, axis)) {
            ScatterAdd.run(pool, memory, true, line(out, axis), line(index, axis), line(values, axis), 0);
            return;
        }
        DType type = out.dtype();
        long jump = out.layout().stride(axis) * type.bytes();
        long step = values.layout().stride(axis) * type.bytes();
        long which = index.layout().stride(axis) * Integer.BYTES;
        int n = index.size(axis);
        each(pool, out, values, index, axis, (to, from, chosen) -> {
            for (int i = 0; i < n; i++) {
                add(type, to + Memory.getInt(Memory.at(chosen + i * which)) * jump, from + i * step);
            }
        });
    }

    private static void add(DType type, long target, long source) {
        long t = Memory.at(target);
        long s = Memory.at(source);
        switch (type) {
            case FLOAT32 -> Memory.setFloat(t, Memory.getFloat(t) + Memory.getFloat(s));
            case FLOAT64 -> Memory.setDouble(t, Memory.getDouble(t) + Memory.getDouble(s));
            case INT32 -> Memory.setInt(t, Memory.getInt(t) + Memory.getInt(s));
            case INT64 -> Memory.setLong(t, Memory.getLong(t) + Memory.getLong(s));
            case BOOL, FLOAT16, BFLOAT16 -> throw new AssertionError(type);
        }
    }

    /** What is done with a line of each view. */
    private interface Lines {
        void run(long first, long second, long index);
    }

    private static void each(Pool pool, View first, View second, View index, int axis, Lines lines) {
        if (index.size() == 0) {
            return;
        }
        Grid all = Grid.without(axis, index.layout(), first.layout(), second.layout());
        long a = HostBlock.address(first);
        long b = HostBlock.address(second);
        long chosen = HostBlock.address(index);
        int size = first.dtype().bytes();
        pool.range(all.size(), Math.max(1, GRAIN / index.size(axis)), (begin, end) -> {
            Walk w = all.walk(begin, 0, 0, 0);
            for (long i = begin; i < end; i++) {
                lines.run(a + w.at(1) * size, b + w.at(2) * size, chosen + w.at(0) * Integer.BYTES);
                w.next();
            }
        });
    }

    private static boolean isOne(View index, int axis) {
        return index.size() == index.size(axis) && index.size() > 0;
    }

    /** The one line of a view along an axis. */
    private static View line(View v, int axis) {
        Layout l = v.layout();
        for (int d = v.rank() - 1; d >= 0; d--) {
            l = d == axis ? l : l.select(d, 0);
        }
        return v.with(l);
    }
}
