package dev.ricci.cpu.loop;

import dev.ricci.backend.Axes;
import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;
import java.util.Arrays;

/**
 * Reductions of formulas over views of any layout and type: {@link Backend#reduce}.
 *
 * <p>Sums are made of blocks: float32 within a block, several running sums side by side; the sums of blocks are added in double as a
 * balanced tree. What a block is follows from shape and strides, never from the number of threads.
 */
public final class ElementwiseReduce {
    private ElementwiseReduce() {}

    /** out = the reduction of f(in...) over the axes where out has stride 0; see {@link Backend#reduce}. */
    public static void reduce(Pool pool, Reduction r, Formula f, View out, View... in) {
        reduce(Loops.STANDARD, pool, r, f, out, in);
    }

    static void reduce(Loops loops, Pool pool, Reduction r, Formula f, View out, View... in) {
        if (isSmallAndPlain(out, in)) {
            Kernel kernel = loops.reduce(r, f, out.dtype(), 0);
            long[] at = Scratch.mine().at(in.length);
            for (int k = 0; k < in.length; k++) {
                at[k] = HostBlock.address(in[k]);
            }
            Partial.store(out.dtype(), kernel.run(at, (int) out.size()), out.dtype(), HostBlock.address(out));
            return;
        }
        View kept = withoutRepeats(out);
        if (kept.size() == 0) {
            return;
        }
        if (out.size() == 0) {
            ElementwiseMap.map(loops, pool, Formula.of(r.identity()), kept);
            return;
        }
        if (kept.size() == out.size()) {
            ElementwiseMap.map(loops, pool, f, out, in);
            return;
        }
        View[] all = Arrays.copyOf(in, in.length + 1);
        all[in.length] = out;
        Axes axes = new Axes(HostBlock::address, all);
        boolean rows = axes.step(in.length, axes.rank() - 1) == 0;
        DType type = DType.computing(out.dtype(), in);
        int moving = axes.separate(in.length);
        if (rows) {
            new RowReduce(loops, r, f, type, axes, moving, out, in).run(pool);
        } else {
            new ColumnReduce(loops, r, f, type, axes, moving, out, in).run(pool);
        }
    }

    /** Whether everything becomes one number, in one loop: the general way would do the same, later. */
    private static boolean isSmallAndPlain(View out, View[] in) {
        DType type = out.dtype();
        long n = out.size();
        if (n == 0 || n > RowReduce.UNIT || type.computed() != type || !out.layout().repeatsOne()) {
            return false;
        }
        for (View v : in) {
            if (v.dtype() != type || !v.layout().isDense()) {
                return false;
            }
        }
        return true;
    }

    /** The view with length 1 on the axes where it repeats. */
    private static View withoutRepeats(View out) {
        int[] shape = out.shape();
        for (int d = 0; d < shape.length; d++) {
            if (out.layout().stride(d) == 0) {
                shape[d] = 1;
            }
        }
        return out.with(new Layout(shape, out.layout().strides(), out.layout().offset()));
    }
}
