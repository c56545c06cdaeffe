package dev.ricci.cuda.index;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.formula.Formula;

/** Ascending, stable sorting along an axis; NaN comes last, -0 and 0 are equal. */
public final class Sort {
    /** The pairs that a block sorts, and its threads, as network.cuh has them. */
    static final int TILE = 2048;

    static final int SORTERS = 512;
    /** Lines side by side up to this length are sorted as they lie: a tile holds as many as fill what is read at once. */
    private static final int SIDE_BY_SIDE = 256;

    private final Family lines;
    private final Family tiles;
    private final Family merge;
    private final Family last;

    public Sort(Context context) {
        lines = new Family(context, "sort", "sort_lines");
        tiles = new Family(context, "sort", "sort_tiles");
        merge = Keys.family(context, "sort", "sort_merge");
        last = new Family(context, "sort", "sort_last");
    }

    /** Sorts each line into values and says in order where each value stood; values may be in. */
    public void sort(View values, View order, View in, int axis) {
        Check.dtype("sort, order", order.dtype(), DType.INT32);
        Check.dtype("sort, values", values.dtype(), in.dtype());
        if (in.size() == 0) {
            return;
        }
        int n = in.size(axis);
        Lines where = Lines.along("sort", axis, in, values, order);
        boolean across = where.sideBySide(in.layout().stride(axis) * in.dtype().bytes());
        try (Scope _ = Scope.open()) {
            if (across && n > SIDE_BY_SIDE) {
                View to = Straight.empty(in.dtype(), in, axis);
                View from = Straight.empty(DType.INT32, in, axis);
                sort(to, from, Straight.copy(in, axis), axis);
                Backend b = in.backend();
                b.map(Formula.X, values, to);
                b.map(Formula.X, order, from);
            } else if (n <= TILE) {
                inTiles(where, across, values, order, in, axis);
            } else if (values.buffer() == in.buffer()) { // the last pass reads what it might have written
                View copy = Straight.copy(in, axis);
                byMerging(Lines.along("sort", axis, copy, values, order), values, order, copy, axis);
            } else {
                byMerging(where, values, order, in, axis);
            }
        }
    }

    /** The power of two that a short line takes of a tile. */
    static int stretch(int n) {
        return n <= 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
    }

    private void inTiles(Lines where, boolean across, View values, View order, View in, int axis) {
        int n = in.size(axis);
        int stretch = stretch(n);
        int together = TILE / stretch;
        Arguments a = where.write(Arguments.start()).int32(n).int32(stretch).int32(across ? 1 : 0);
        steps(a, values, order, in, axis);
        addresses(a, where);
        lines.of(in.dtype()).launch(Math.toIntExact((where.count() + together - 1) / together), SORTERS, 0, a);
    }

    private void byMerging(Lines where, View values, View order, View in, int axis) {
        int n = in.size(axis);
        int blocks = Math.toIntExact(where.count() * ((n - 1L) / TILE + 1));
        long room = where.count() * n * Keys.pairBytes(in.dtype());
        View pairs = Straight.bytes(in.backend(), room);
        View merged = n > 2 * TILE ? Straight.bytes(in.backend(), room) : pairs;
        Arguments a = where.write(Arguments.start()).int32(n).int64(in.layout().stride(axis));
        where.address(a, 0).address(pairs);
        tiles.of(in.dtype()).launch(blocks, SORTERS, 0, a);
        long run = TILE;
        for (; 2 * run < n; run *= 2) {
            a = Arguments.start().int32(n).int32((int) run).address(pairs).address(merged);
            merge.of(in.dtype()).launch(blocks, SORTERS, 0, a);
            View used = pairs;
            pairs = merged;
            merged = used;
        }
        a = where.write(Arguments.start()).int32(n).int32((int) run);
        steps(a, values, order, in, axis).address(pairs);
        addresses(a, where);
        last.of(in.dtype()).launch(blocks, SORTERS, 0, a);
    }

    static Arguments steps(Arguments a, View values, View order, View in, int axis) {
        return a.int64(in.layout().stride(axis)).int64(values.layout().stride(axis)).int64(order.layout().stride(axis));
    }

    static void addresses(Arguments a, Lines where) {
        where.address(a, 0);
        where.address(a, 1);
        where.address(a, 2);
    }
}
