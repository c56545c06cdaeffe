package dev.ricci.cuda.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** The k largest along an axis, for a k that leaves less of a tile than it takes. */
public final class TopK {
    private static final int MOST = Sort.TILE / 2;

    private final Family lines;
    private final Family chunks;
    private final Family pairs;
    private final Family last;

    public TopK(Context context) {
        lines = new Family(context, "topK", "topK_lines");
        chunks = new Family(context, "topK", "topK_chunks");
        pairs = Keys.family(context, "topK", "topK_pairs");
        last = new Family(context, "topK", "topK_last");
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
        Lines where = Lines.along("topK", axis, in, values, order);
        boolean across = where.sideBySide(in.layout().stride(axis) * in.dtype().bytes());
        try (Scope _ = Scope.open()) {
            View straight = across ? Straight.copy(in, axis) : in;
            Lines own = across ? Lines.along("topK", axis, straight, values, order) : where;
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

    /** By blocks that go along the lines; where lines are few, along chunks of them and then along what those leave. */
    private void byRounds(Lines where, View values, View order, View in, int axis) {
        int n = in.size(axis);
        int k = values.size(axis);
        int blocks = Math.toIntExact(where.count());
        Chunks cut = Chunks.of(blocks, n, Sort.TILE);
        View found = null;
        int left = n;
        while (cut.count() > 1) {
            int kept = cut.kept(left, k);
            View next = Straight.bytes(in.backend(), where.count() * kept * Keys.pairBytes(in.dtype()));
            if (found == null) {
                Arguments a = where.write(Arguments.start()).int32(n).int32(cut.length()).int32(k).int32(kept);
                where.address(a.int64(in.layout().stride(axis)), 0).address(next);
                chunks.of(in.dtype()).launch(blocks, cut.count(), 1, Sort.SORTERS, 1, 0, a);
            } else {
                Arguments a = Arguments.start().int32(left).int32(cut.length()).int32(k).int32(kept).address(found).address(next);
                pairs.of(in.dtype()).launch(blocks, cut.count(), 1, Sort.SORTERS, 1, 0, a);
            }
            found = next;
            left = kept;
            cut = Chunks.of(blocks, left, Sort.TILE);
        }
        Arguments a = Sort.steps(where.write(Arguments.start()).int32(left).int32(k), values, order, in, axis);
        Sort.addresses(a.addressOrNull(found), where);
        last.of(in.dtype()).launch(blocks, Sort.SORTERS, 0, a);
    }
}
