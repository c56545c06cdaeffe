package dev.ricci.cuda.row;

import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.driver.IndexFaults;

/**
 * crossEntropy and its gradient, for every layout: only the kernels see labels that are out of range, so nothing is left to the
 * definitions.
 */
public final class CrossEntropy {
    private final Context context;
    private final RowKernel gradient;

    public CrossEntropy(Context context) {
        if (IndexFaults.Source.CROSS_ENTROPY.ordinal() != 2) {
            throw new AssertionError("crossEntropy.cu tells of faults as number 2");
        }
        this.context = context;
        this.gradient = new RowKernel(context, "crossEntropy", "crossEntropyGradient");
    }

    public void crossEntropy(View out, View logits, View labels) {
        check("crossEntropy", out, logits);
        Rows rows = new Rows(1, column(out), logits, column(labels));
        // 16 bytes for each thread, or all that a warp is good for; longer rows take a block
        int threads = rows.rowBytes() <= 128 ? 8 : rows.rowBytes() <= 4096 ? 32 : Rows.BLOCK;
        Arguments a = Arguments.start();
        rows.address(rows.address(rows.address(a, 0), 1), 2).pointer(context.faults().address());
        rows.write(a);
        context.kernel("crossEntropy", "crossEntropy_" + Family.ending(out.dtype()) + "_" + threads)
                .launch(rows.blocks(Rows.BLOCK / threads), Rows.BLOCK, 0, a);
    }

    public void crossEntropyGradient(View out, View logits, View labels, View gradient) {
        check("crossEntropyGradient", out, logits, gradient);
        Rows rows = new Rows(1, out, logits, column(labels), column(gradient));
        Arguments a = Arguments.start();
        for (int k = 0; k < 4; k++) {
            rows.address(a, k);
        }
        this.gradient.launch(rows, out.dtype(), a.pointer(context.faults().address()));
    }

    private static void check(String op, View... views) {
        if (!FloatViews.areAlike(views)) {
            throw new AssertionError(op + ": one floating-point type expected, got " + views[1].dtype() + " into " + views[0].dtype());
        }
    }

    /** One number for each row. */
    private static View column(View v) {
        return v.with(v.layout().unsqueeze(1));
    }
}
