package dev.ricci.cuda.index;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.IndexFaults.Source;
import dev.ricci.formula.Formula;

/** Puts values into chosen rows, slices along any axis, or elements of lines; of equal indices the last one counts. */
public final class Scatter {
    private static final int BLOCK = 256;
    private static final int MOST_BLOCKS = 1 << 24;
    private static final int CHECKED = -1;

    private final Context context;
    private final ScatterAdd scatterAdd;

    public Scatter(Context context, ScatterAdd scatterAdd) {
        this.context = context;
        this.scatterAdd = scatterAdd;
    }

    /** out[.., index[j], ..] = values[.., j, ..] along axis, for elements of any type. */
    public void scatter(View out, View index, View values, int axis) {
        Check.dtype("scatter, indices", index.dtype(), DType.INT32);
        if (index.size() > 0) {
            put(Source.SCATTER.ordinal(), out, index, values, axis);
        }
    }

    /** out[.., index[.., i, ..], ..] = values[.., i, ..] along axis. @return whether out has so few elements that int32 counts them */
    public boolean putAlong(View out, View index, View values, int axis) {
        return along(Source.PUT_ALONG, out, index, values, axis);
    }

    /** out[.., index[.., i, ..], ..] += values[.., i, ..] along axis. @return whether out has so few elements that int32 counts them */
    public boolean scatterAddAlong(View out, View index, View values, int axis) {
        Check.dtype("scatterAddAlong", out.dtype(), DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64);
        return along(Source.SCATTER_ADD_ALONG, out, index, values, axis);
    }

    private boolean along(Source source, View out, View index, View values, int axis) {
        Check.dtype("indices along an axis", index.dtype(), DType.INT32);
        if (out.size() > Integer.MAX_VALUE || index.size() > Integer.MAX_VALUE) {
            return false;
        }
        if (index.size() == 0) {
            return true;
        }
        Backend b = out.backend();
        try (Scope _ = Scope.open()) {
            View positions = positions(source, out, index, axis);
            boolean inPlace = out.layout().isDense();
            View all = inPlace ? out.with(new Layout(new int[] {(int) out.size()}, new long[] {1}, out.layout().offset())) : dense(out);
            if (source == Source.PUT_ALONG) {
                put(CHECKED, all, positions, dense(values), 0);
            } else {
                scatterAdd.addAt(all, positions, dense(values));
            }
            if (!inPlace) {
                b.map(Formula.X, out, all.with(Layout.dense(out.shape())));
            }
        }
        return true;
    }

    private static View dense(View v) {
        View copy = v.backend().allocate(v.dtype(), v.shape());
        v.backend().map(Formula.X, copy, v);
        return copy.with(Layout.dense((int) v.size()));
    }

    /** Where each index leads in the elements of out in row-major order. */
    private View positions(Source source, View out, View index, int axis) {
        View positions = out.backend().allocate(DType.INT32, (int) index.size());
        long[] begins = Layout.dense(out.shape()).strides();
        int jump = (int) begins[axis];
        begins[axis] = 0;
        Lines all = Lines.inOrder("indices along an axis", index, index.with(new Layout(index.shape(), begins, 0)));
        Arguments a = all.write(Arguments.start()).int32(source.ordinal()).int32(out.size(axis)).int32(jump);
        all.address(a, 0).address(positions).pointer(context.faults().address());
        context.kernel("scatter", "scatter_positions").launch(blocks(all.count()), BLOCK, 0, a);
        return positions;
    }

    private void put(int source, View out, View index, View values, int axis) {
        int bytes = out.dtype().bytes();
        long jump = out.layout().stride(axis);
        int limit = out.size(axis);
        Backend b = out.backend();
        try (Scope _ = Scope.open()) {
            View last = b.allocate(DType.INT32, Math.max(1, limit));
            b.map(Formula.of(0), last);
            Lines own = Lines.inOrder("scatter", index);
            Arguments a = own.write(Arguments.start()).int32(source).int32(limit);
            own.address(a, 0).address(last).pointer(context.faults().address());
            context.kernel("scatter", "scatter_last").launch(blocks(own.count()), BLOCK, 0, a);
            Layout line = values.layout();
            for (int d = values.rank() - 1; d >= 0; d--) {
                line = d == axis ? line : line.select(d, 0);
            }
            if (values.size() == 0) {
                return;
            }
            Lines columns = Lines.of("scatter", out.with(out.layout().select(axis, 0)), values.with(values.layout().select(axis, 0)));
            Lines spots = Lines.inOrder("scatter", values.with(line), index);
            a = spots.write(columns.write(Arguments.start())).int32(limit).int64(jump);
            spots.address(a, 1).address(last);
            columns.address(a, 1);
            columns.address(a, 0);
            context.kernel("scatter", "scatter_put_" + 8 * bytes).launch(blocks(values.size()), BLOCK, 0, a);
        }
    }

    private static int blocks(long threads) {
        return (int) Math.min((threads + BLOCK - 1) / BLOCK, MOST_BLOCKS);
    }
}
