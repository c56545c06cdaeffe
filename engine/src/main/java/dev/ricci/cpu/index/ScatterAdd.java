package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cpu.memory.Recycler;

/**
 * Adds values into chosen rows, or slices along any axis.
 *
 * <p>Each element of out is the business of one part alone, which adds in the order of the indices: the sums are the same for any
 * number of threads. Parts are stretches of the axes that the index does not touch; where those are short, ranges of target rows.
 */
public final class ScatterAdd {
    private static final boolean VECTORS = VectorApi.present();
    private static final int STRETCH = 512;
    /** So many bytes of one column stay in a core's own cache, whatever the order of their rows. */
    private static final long NEAR = 1 << 20;
    /** Threads from which on buckets, which move everything once more, are quicker than one thread even then. */
    private static final int WORTH_BUCKETS = 4;
    private static final int FEW_PARTS = 4;
    private static final long WORTH_SHARING = 1 << 15;

    private final DType type;
    private final boolean adds;
    private final Grid columns;
    private final Grid indexRows;
    private final int indexRun;
    private final long indexStep;
    private final long valueStep;
    private final int run;
    private final long toStep;
    private final long fromStep;
    private final long to;
    private final long from;
    private final long chosen;
    private final long jump;

    private ScatterAdd(boolean adds, View out, View index, View values, int axis) {
        this.adds = adds;
        type = out.dtype();
        Grid all = untouched(out.layout(), values.layout(), axis, index.rank());
        int last = all.rank() - 1;
        boolean runs = axis < out.rank() - 1 && last >= 0;
        run = runs ? all.length(last) : 1;
        toStep = runs ? all.stride(0, last) * type.bytes() : 0;
        fromStep = runs ? all.stride(1, last) * type.bytes() : 0;
        columns = runs ? all.outer() : all;
        Grid indices = new Grid(2);
        for (int j = 0; j < index.rank(); j++) {
            indices.axis(index.size(j), values.layout().stride(axis + j), index.layout().stride(j));
        }
        int end = indices.rank() - 1;
        indexRows = indices.outer();
        indexRun = end < 0 ? 1 : indices.length(end);
        valueStep = end < 0 ? 0 : indices.stride(0, end) * type.bytes();
        indexStep = end < 0 ? 0 : indices.stride(1, end) * Integer.BYTES;
        to = HostBlock.address(out);
        from = HostBlock.address(values);
        chosen = HostBlock.address(index);
        jump = out.layout().stride(axis) * type.bytes();
    }

    /** out[.., index[j..], ..] += values[.., j.., ..] along axis, for the types that are computed in. */
    public static void scatterAdd(Pool pool, Recycler memory, View out, View index, View values, int axis) {
        Check.dtype("scatterAdd", out.dtype(), DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64);
        Check.dtype("scatterAdd, values", values.dtype(), out.dtype());
        Indices.check(pool, "scatterAdd", "indices", index, out.size(axis));
        run(pool, memory, true, out, index, values, axis);
    }

    /** Adds or puts values at indices that have been checked, in the order of those. */
    static void run(Pool pool, Recycler memory, boolean adds, View out, View index, View values, int axis) {
        if (values.size() == 0) {
            return;
        }
        ScatterAdd s = new ScatterAdd(adds, out, index, values, axis);
        boolean single = s.run == 1 && s.columns.size() == 1 && s.indexRows.size() == 1;
        boolean near = (long) out.size(axis) * s.type.bytes() <= NEAR;
        if (single && near && pool.threads() < WORTH_BUCKETS) { // the same bits: each row's values come in their order
            if (adds) {
                s.column();
            } else {
                s.put();
            }
            return;
        }
        if (single && Buckets.takes(s.indexRun)) {
            Buckets buckets = new Buckets(s.type, adds, out.size(axis), s.indexRun, s.from, s.valueStep, s.chosen, s.indexStep);
            buckets.run(pool, memory, s.to, s.jump);
            return;
        }
        long stretches = (s.run + STRETCH - 1) / STRETCH;
        long apart = s.columns.size() * stretches;
        int ranges = apart >= FEW_PARTS || values.size() < WORTH_SHARING ? 1 : FEW_PARTS;
        long perPart = Math.max(1, WORTH_SHARING / 2 / Math.max(1, index.size() * Math.min(s.run, STRETCH)));
        int rows = out.size(axis);
        pool.range(apart * ranges, ranges > 1 ? 1 : perPart, (first, end) -> {
            for (long p = first; p < end; p++) {
                long r = p % ranges;
                long c = p / ranges;
                s.part(c / stretches, (int) (c % stretches) * STRETCH, (int) (rows * r / ranges), (int) (rows * (r + 1) / ranges));
            }
        });
    }

    /** The axes that the index does not touch, with the steps of out and of values. */
    private static Grid untouched(Layout out, Layout values, int axis, int indexRank) {
        Grid g = new Grid(2);
        for (int i = 0; i < out.rank(); i++) {
            if (i != axis) {
                g.axis(out.size(i), out.stride(i), values.stride(i < axis ? i : i - 1 + indexRank));
            }
        }
        return g;
    }

    /** One stretch of one column, for the target rows from least to before limit. */
    private void part(long column, int start, int least, int limit) {
        Walk c = columns.walk(column, 0, 0);
        long target = to + c.at(0) * type.bytes() + start * toStep;
        long source = from + c.at(1) * type.bytes() + start * fromStep;
        int n = Math.min(STRETCH, run - start);
        Walk w = indexRows.walk(0, 0, 0);
        for (long r = 0; r < indexRows.size(); r++) {
            long which = chosen + w.at(1) * Integer.BYTES;
            long values = source + w.at(0) * type.bytes();
            for (int j = 0; j < indexRun; j++) {
                int row = Memory.getInt(which + j * indexStep);
                if (row >= least && row < limit) {
                    add(n, target + row * jump, values + j * valueStep);
                }
            }
            w.next();
        }
    }

    /** All values of one column. */
    private void column() {
        switch (type) {
            case FLOAT32 -> {
                for (int j = 0; j < indexRun; j++) {
                    long t = Memory.at(to + Memory.getInt(Memory.at(chosen + j * indexStep)) * jump);
                    Memory.setFloat(t, Memory.getFloat(t) + Memory.getFloat(Memory.at(from + j * valueStep)));
                }
            }
            case INT32 -> {
                for (int j = 0; j < indexRun; j++) {
                    long t = Memory.at(to + Memory.getInt(Memory.at(chosen + j * indexStep)) * jump);
                    Memory.setInt(t, Memory.getInt(t) + Memory.getInt(Memory.at(from + j * valueStep)));
                }
            }
            case FLOAT64 -> {
                for (int j = 0; j < indexRun; j++) {
                    long t = Memory.at(to + Memory.getInt(Memory.at(chosen + j * indexStep)) * jump);
                    Memory.setDouble(t, Memory.getDouble(t) + Memory.getDouble(Memory.at(from + j * valueStep)));
                }
            }
            case INT64 -> {
                for (int j = 0; j < indexRun; j++) {
                    long t = Memory.at(to + Memory.getInt(Memory.at(chosen + j * indexStep)) * jump);
                    Memory.setLong(t, Memory.getLong(t) + Memory.getLong(Memory.at(from + j * valueStep)));
                }
            }
            case BOOL, FLOAT16, BFLOAT16 -> throw new AssertionError(type);
        }
    }

    private void put() {
        int size = type.bytes();
        for (int j = 0; j < indexRun; j++) {
            long t = to + Memory.getInt(Memory.at(chosen + j * indexStep)) * jump;
            Elements.copy(size, 1, t, 0, from + j * valueStep, 0);
        }
    }

    private void add(int n, long target, long source) {
        if (!adds) {
            Elements.copy(type.bytes(), n, target, toStep, source, fromStep);
            return;
        }
        if (type == DType.FLOAT32 && VECTORS && n >= VectorAdd.WORTH && toStep == Float.BYTES && fromStep == Float.BYTES) {
            VectorAdd.floats(n, target, source);
            return;
        }
        switch (type) {
            case FLOAT32 -> {
                for (int i = 0; i < n; i++) {
                    long t = target + i * toStep;
                    Memory.setFloat(t, Memory.getFloat(t) + Memory.getFloat(source + i * fromStep));
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < n; i++) {
                    long t = target + i * toStep;
                    Memory.setDouble(t, Memory.getDouble(t) + Memory.getDouble(source + i * fromStep));
                }
            }
            case INT32 -> {
                for (int i = 0; i < n; i++) {
                    long t = target + i * toStep;
                    Memory.setInt(t, Memory.getInt(t) + Memory.getInt(source + i * fromStep));
                }
            }
            case INT64 -> {
                for (int i = 0; i < n; i++) {
                    long t = target + i * toStep;
                    Memory.setLong(t, Memory.getLong(t) + Memory.getLong(source + i * fromStep));
                }
            }
            case BOOL, FLOAT16, BFLOAT16 -> throw new AssertionError(type);
        }
    }
}
