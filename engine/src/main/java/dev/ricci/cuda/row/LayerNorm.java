package dev.ricci.cuda.row;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** layerNorm and its gradients; each method says whether it did the work or leaves it to the definition. */
public final class LayerNorm {
    /** A group of threads goes through this many rows, unless that makes too few groups or too long a table of sums. */
    private static final int ROWS_A_GROUP = 16;

    private static final int FEWEST_GROUPS = 512;
    private static final int MOST_GROUPS = 4096;

    private final Context context;
    private final RowKernel forward;
    private final RowKernel gradient;

    public LayerNorm(Context context) {
        this.context = context;
        this.forward = new RowKernel(context, "layerNorm", "layerNorm");
        this.gradient = new RowKernel(context, "layerNorm", "layerNormGradient");
    }

    public boolean layerNorm(View out, View in, View gain, View shift, double epsilon) {
        if (!FloatViews.areAlike(out, in, gain, shift)) {
            return false;
        }
        if (out.size() == 0) {
            return true;
        }
        int[] shape = in.shape();
        Rows rows = new Rows(shape.length - 1, out, in, gain.broadcast(shape), shift.broadcast(shape));
        if (!forward.isFor(rows)) {
            return false;
        }
        Arguments a = Arguments.start();
        for (int k = 0; k < 4; k++) {
            rows.address(a, k);
        }
        forward.launch(rows, in.dtype(), a.float64(epsilon));
        return true;
    }

    /** Rows that do not fit registers are left to the definition: their sums of columns would not either. */
    public boolean layerNormGradient(View[] out, View in, View gain, View g, double epsilon) {
        int[] shape = in.shape();
        View first = out[0] == null ? g : out[0];
        if (!FloatViews.areAlike(first, in, gain, g)) {
            return false;
        }
        if (in.size() == 0) {
            addUp(out[1], out[2], gain, 0, gain.size(0)); // of no rows: zeros
            return true;
        }
        Rows rows = new Rows(shape.length - 1, first, in, gain.broadcast(shape), g);
        Version version = Version.holding(rows.rowBytes(), in.dtype());
        if (!rows.fit() || version == Version.STREAMED) {
            return false;
        }
        boolean sums = out[1] != null || out[2] != null;
        int blocks = sums ? blocksThatSum(rows.count(), version.rowsInBlock()) : rows.blocks(version.rowsInBlock());
        try (Scope _ = Scope.open()) {
            int groups = blocks * version.rowsInBlock();
            View partial = sums ? in.backend().allocate(in.dtype(), 2, groups, rows.length()) : null;
            Arguments a = Arguments.start();
            if (out[0] == null) {
                a.pointer(0);
            } else {
                rows.address(a, 0);
            }
            rows.address(rows.address(rows.address(a, 1), 2), 3);
            a.addressOrNull(partial).float64(epsilon);
            gradient.launch(rows, in.dtype(), version, blocks, a);
            if (sums) {
                addUp(out[1], out[2], partial, groups, rows.length());
            }
        }
        return true;
    }

    /** From the shape alone, and with it the order of the sums. */
    private static int blocksThatSum(long rows, int groupsInBlock) {
        long groups = Math.clamp((rows + ROWS_A_GROUP - 1) / ROWS_A_GROUP, FEWEST_GROUPS, MOST_GROUPS);
        return (int) ((Math.min(groups, rows) + groupsInBlock - 1) / groupsInBlock);
    }

    private void addUp(View gain, View shift, View partial, int groups, int length) {
        DType type = partial.dtype();
        Arguments a = Arguments.start();
        a.addressOrNull(gain).int64(gain == null ? 0 : gain.layout().stride(0));
        a.addressOrNull(shift).int64(shift == null ? 0 : shift.layout().stride(0));
        a.address(partial).int32(groups).int32(length);
        context.kernel("layerNorm", "layerNormGradient_" + Family.ending(type) + "_columns")
                .launch((length + 31) / 32, 2, 1, Rows.BLOCK, 1, 0, a);
    }
}
