package dev.ricci.cuda.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.formula.Formula;

/** The k largest along an axis, for a k that leaves less of a tile than it takes. */
public final class TopK {
    private static final int MOST = Sort.TILE / 2;

    private final Family lines;
    private final Family tiles;
    private final Family pairs;
    private final Family last;

    public TopK(Context context) {
        lines = Family.byType(context, "topK", "topK_lines");
        tiles = Family.byType(context, "topK", "topK_tiles");
        pairs = Family.byKey(context, "topK", "topK_pairs");
        last = Family.byType(context, "topK", "topK_last");
    }

    /** Whether k is small enough. */
    public static boolean takes(int k) {
        return k <= MOST;
    }

    /** The k largest in descending order into values, where each stood into order. */
    public void topK(View values, View order, View in, int axis) {
        Check.dtype("topK, order", order.dtype(), DType.INT32);
        Check.dtype("topK, values", values.dtype(), in.dtype());
        if (values.size() == 0) {
            return;
        }
        Lines where = Lines.along(axis, in, values, order);
        boolean across = where.sideBySide(in.layout().stride(axis) * in.dtype().bytes());
        try (Scope _ = Scope.open()) {
            if (!where.fits()) {
                View to = Straight.empty(in.dtype(), values, axis);
                View from = Straight.empty(DType.INT32, order, axis);
                topK(to, from, Straight.copy(in, axis), axis);
                in.backend().map(Formula.X, values, to);
                in.backend().map(Formula.X, order, from);
                return;
            }
            View straight = across ? Straight.copy(in, axis) : in;
            Lines own = across ? Lines.along(axis, straight, values, order) : where;
            if (in.size(axis) <= Sort.TILE) {
                inTiles(own, values, order, straight, axis);
            } else {
                byRounds(own, values, order, straight, axis);
            }
        }
    }

    private void inTiles(Lines where, View values, View order, View in, int axis) {
        int n = in.size(axis);
        int stretch = Sort.stretch(n);
        int together = Sort.TILE / stretch;
        Arguments a = where.write(Arguments.start()).int32(n).int32(values.size(axis)).int32(stretch);
        Sort.steps(a, values, order, in, axis);
        Sort.addresses(a, where);
        lines.of(in.dtype()).launch(Math.toIntExact((where.count() + together - 1) / together), Sort.SORTERS, 0, a);
    }

    private void byRounds(Lines where, View values, View order, View in, int axis) {
        int n = in.size(axis);
        int k = values.size(axis);
        int left = kept(n, k);
        View found = room(where, in, left);
        Arguments a = where.write(Arguments.start()).int32(n).int32(k).int32(left).int64(in.layout().stride(axis));
        where.address(a, 0).address(found);
        tiles.of(in.dtype()).launch(blocks(where, n), Sort.SORTERS, 0, a);
        while (left > Sort.TILE) {
            int fewer = kept(left, k);
            View next = room(where, in, fewer);
            a = Arguments.start().int32(left).int32(k).int32(fewer).address(found).address(next);
            pairs.of(in.dtype()).launch(blocks(where, left), Sort.SORTERS, 0, a);
            found = next;
            left = fewer;
        }
        a = where.write(Arguments.start()).int32(left).int32(k);
        Sort.steps(a, values, order, in, axis).address(found);
        Sort.addresses(a, where);
        last.of(in.dtype()).launch(Math.toIntExact(where.count()), Sort.SORTERS, 0, a);
    }

    /** What the tiles of n elements keep. */
    private static int kept(int n, int k) {
        return n / Sort.TILE * k + Math.min(n % Sort.TILE, k);
    }

    private static int blocks(Lines where, int n) {
        return Math.toIntExact(where.count() * ((n - 1L) / Sort.TILE + 1));
    }

    private static View room(Lines where, View in, int pairs) {
        return Straight.bytes(in.backend(), where.count() * pairs * Family.pairBytes(in.dtype()));
    }
}
