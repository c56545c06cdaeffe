package dev.ricci.cuda.index;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.driver.Kernel;

/** Adds values into chosen rows, or slices along any axis; repeated indices add up in index order. */
public final class ScatterAdd {
    /** Up to so many indices are compared with each other; more are sorted. */
    private static final int FEW = 1024;

    private static final int BLOCK = 256;
    private static final int WARPS = BLOCK / 32;
    /** The columns that a warp takes where indices are few. */
    private static final int COLUMNS = 128;

    private static final int MOST_BLOCKS = 1 << 24;
    private static final int PACK = 16;

    private final Context context;
    private final Sort sort;
    private final Family few;
    private final Family sorted;
    private final Family wide;

    public ScatterAdd(Context context, Sort sort) {
        this.context = context;
        this.sort = sort;
        few = new Family(context, "scatterAdd", "scatterAdd_few");
        sorted = new Family(context, "scatterAdd", "scatterAdd_sorted");
        wide = new Family(context, "scatterAdd", "scatterAdd_wide");
    }

    /** out[.., index[j..], ..] += values[.., j.., ..] along axis, for the types that are computed in. */
    public void scatterAdd(View out, View index, View values, int axis) {
        Check.dtype("scatterAdd", out.dtype(), DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64);
        Check.dtype("scatterAdd, values", values.dtype(), out.dtype());
        Check.dtype("scatterAdd, indices", index.dtype(), DType.INT32);
        if (values.size() == 0) {
            return;
        }
        Work w = new Work(out, index, values, axis);
        try (Scope _ = Scope.open()) {
            launch(w);
        }
    }

    /** The axes that the index does not touch, with the steps of out and of values; and its own, with those of values and index. */
    private static final class Work {
        final Lines columns;
        final Lines spots;
        final DType type;
        final int limit;
        final long jump;
        final Backend backend;

        Work(View out, View index, View values, int axis) {
            type = out.dtype();
            limit = out.size(axis);
            jump = out.layout().stride(axis);
            backend = out.backend();
            Layout rest = values.layout();
            Layout own = values.layout();
            for (int d = values.rank() - 1; d >= 0; d--) {
                if (d >= axis && d < axis + index.rank()) {
                    rest = rest.select(d, 0);
                } else {
                    own = own.select(d, 0);
                }
            }
            columns = Lines.of("scatterAdd", out.with(out.layout().select(axis, 0)), values.with(rest));
            spots = Lines.inOrder("scatterAdd", values.with(own), index);
        }
    }

    private void launch(Work w) {
        if (w.spots.count() <= FEW) {
            long warps = w.spots.count() * ((w.columns.count() + COLUMNS - 1) / COLUMNS);
            Arguments a = w.spots.write(w.columns.write(Arguments.start())).int32(w.limit).int64(w.jump);
            w.spots.address(a, 1);
            w.columns.address(a, 1);
            w.columns.address(a, 0);
            a.pointer(context.faults().address());
            few.of(w.type).launch(Math.toIntExact((warps + WARPS - 1) / WARPS), BLOCK, 0, a);
            return;
        }
        int m = Math.toIntExact(w.spots.count());
        View keys = w.backend.allocate(DType.INT32, m);
        Arguments a = w.spots.write(Arguments.start()).int32(w.limit);
        w.spots.address(a, 1).address(keys).pointer(context.faults().address());
        context.kernel("scatterAdd", "scatterAdd_keys").launch(blocks(m), BLOCK, 0, a);
        sorted(w, keys, m);
    }

    /** The same for elements of a dense vector at positions that have been checked; those out of range are no positions. */
    void addAt(View out, View positions, View values) {
        try (Scope _ = Scope.open()) {
            sorted(new Work(out, positions, values, 0), positions, positions.size(0));
        }
    }

    private void sorted(Work w, View keys, int m) {
        View rows = w.backend.allocate(DType.INT32, m);
        View order = w.backend.allocate(DType.INT32, m);
        sort.sort(rows, order, keys, 0);
        boolean packs = w.jump * w.type.bytes() % PACK == 0 && w.spots.isMultiple(0, PACK) && w.columns.widen(PACK, 2);
        Kernel kernel = (packs ? wide : sorted).of(w.type);
        Arguments a = w.spots.write(w.columns.write(Arguments.start())).int64(w.jump).address(rows).address(order);
        w.columns.address(a, 1);
        w.columns.address(a, 0);
        kernel.launch(blocks(m * w.columns.count()), BLOCK, 0, a);
    }

    private static int blocks(long threads) {
        return (int) Math.min((threads + BLOCK - 1) / BLOCK, MOST_BLOCKS);
    }
}
