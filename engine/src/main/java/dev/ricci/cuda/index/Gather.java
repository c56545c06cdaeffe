package dev.ricci.cuda.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.IndexFaults;
import dev.ricci.cuda.driver.Kernel;

/** Rows of a table, or slices along any axis, chosen by index. */
public final class Gather {
    private static final int BLOCK = 256;
    private static final int MOST_BLOCKS = 1 << 24;
    /** The widths of elements that kernels move, in bytes. */
    private static final int[] WIDTHS = {16, 8, 4, 2, 1};

    private final Context context;
    private final Kernel[] kernels = new Kernel[WIDTHS.length];

    public Gather(Context context) {
        this.context = context;
    }

    /** out[.., j.., ..] = table[.., index[j..], ..] along axis, for elements of any type. */
    public void gather(View out, View table, View index, int axis) {
        Check.dtype("gather, indices", index.dtype(), DType.INT32);
        if (out.size() > 0) {
            launch(IndexFaults.Source.GATHER, gathered(out, table, index, axis), table, axis);
        }
    }

    /** out[.., i, ..] = in[.., index[.., i, ..], ..] along axis, for elements of any type. */
    public void takeAlong(View out, View in, View index, int axis) {
        Check.dtype("takeAlong, indices", index.dtype(), DType.INT32);
        if (out.size() > 0) {
            long[] from = in.layout().strides();
            from[axis] = 0;
            View lines = in.with(new Layout(out.shape(), from, in.layout().offset()));
            View places = index.with(Layout.dense(out.shape()));
            launch(IndexFaults.Source.TAKE_ALONG, Lines.of("takeAlong", out, lines, index, places), in, axis);
        }
    }

    private void launch(IndexFaults.Source source, Lines all, View table, int axis) {
        int element = table.dtype().bytes();
        long jump = table.layout().stride(axis) * element;
        int width = 0;
        while (WIDTHS[width] > element && (jump % WIDTHS[width] != 0 || !all.widen(WIDTHS[width], 2))) {
            width++;
        }
        int bytes = WIDTHS[width];
        if (kernels[width] == null) {
            kernels[width] = context.kernel("gather", "gather_" + 8 * bytes);
        }
        Arguments a = all.write(Arguments.start(), bytes / element).int64(all.shift(3)).int32(source.ordinal());
        a.int32(table.size(axis)).int64(jump / bytes);
        all.address(a, 1);
        all.address(a, 2);
        all.address(a, 0);
        a.pointer(context.faults().address());
        kernels[width].launch((int) Math.min((all.count() + BLOCK - 1) / BLOCK, MOST_BLOCKS), BLOCK, 0, a);
    }

    /** The axes of out with the steps of out, of the table (0 where the index decides), of the index and of its positions (0 elsewhere). */
    private static Lines gathered(View out, View table, View index, int axis) {
        int rank = out.rank();
        long[] from = new long[rank];
        long[] which = new long[rank];
        long[] places = new long[rank];
        Layout positions = Layout.dense(index.shape());
        for (int d = 0; d < rank; d++) {
            if (d >= axis && d < axis + index.rank()) {
                which[d] = index.layout().stride(d - axis);
                places[d] = positions.stride(d - axis);
            } else {
                from[d] = table.layout().stride(d < axis ? d : d - index.rank() + 1);
            }
        }
        return Lines.of("gather", out, table.with(new Layout(out.shape(), from, table.layout().offset())),
                index.with(new Layout(out.shape(), which, index.layout().offset())), index.with(new Layout(out.shape(), places, 0)));
    }
}
