package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.util.Arrays;

/** Reductions whose gradients are one formula of the elements, the result and its gradient. */
final class Totals {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Pointwise IDENTITY = Pointwise.of(X);
    static final Formula IS_TRUE = X.equal(of(0)).equal(of(0));
    private static final Formula COUNTED = X.equal(of(0)).select(of(0), of(1));
    /** Of infinite ones 0 is subtracted: an infinity minus itself would be NaN. */
    private static final Formula FINITE = X.abs().less(of(INFINITY)).select(X, of(0));
    private static final Formula SHIFTED = X.sub(Y).exp();
    private static final Formula BACK = X.log().add(Y);
    private static final Pointwise SHARE = Pointwise.of(logSumExpGradient());

    private Totals() {}

    static Tensor sum(DType type, Tensor x, int... kept) {
        return x.dtype() == type && x.layout().hasShape(kept) ? x : IDENTITY.sum(type, kept, x);
    }

    /** The reduction of f(in...) without history, computed in the type of the result or that of the inputs, the later one. */
    static View reduce(Reduction r, Formula f, DType type, int[] kept, int[] full, View... in) {
        View out = in[0].backend().allocate(type, kept.clone());
        in[0].backend().reduce(r, f, out.broadcast(full), in);
        return out;
    }

    /** Whether results there are have no elements each. */
    static boolean ofNothing(Tensor x, int[] kept) {
        return x.size() == 0 && Arrays.stream(kept).noneMatch(d -> d == 0);
    }

    /** The result of a reduction without the axes that it left with length 1. */
    static Tensor dropped(String op, Tensor kept, int[] axes) {
        return kept.reshape(Axes.dropped(op, kept.shape(), axes));
    }

    /** How many are not 0. float32 counts in float64, since it does not hold the whole numbers above 2^24 itself. */
    static Tensor nonZero(Tensor x, int... kept) {
        DType type = x.dtype().isFloat() ? DType.FLOAT64 : DType.INT32;
        View count = reduce(Reduction.SUM, COUNTED, type, kept, x.shape(), x.view());
        return Tensor.of(count).to(DType.INT32);
    }

    static Tensor logSumExp(Tensor x, int... axes) {
        if (x.dtype().isHalf()) {
            return Wide.by(w -> logSumExp(w, axes), x);
        }
        Check.floating("logSumExp", x.dtype());
        int[] kept = Axes.kept("logSumExp", x.shape(), axes);
        View max = reduce(Reduction.MAX, X, x.dtype(), kept, x.shape(), x.view());
        View shift = max.backend().allocate(x.dtype(), kept.clone());
        max.backend().map(FINITE, shift, max);
        View sum = reduce(Reduction.SUM, SHIFTED, x.dtype(), kept, x.shape(), x.view(), shift.broadcast(x.shape()));
        max.backend().map(BACK, sum, sum, shift);
        Tensor[] y = new Tensor[1];
        y[0] = Tensor.result("logSumExp", sum, (i, g) -> SHARE.map(x, y[0], g), x);
        return y[0];
    }

    /** g exp(x - y), where y is infinite as its limit has it. */
    private static Formula logSumExpGradient() {
        Formula share = X.sub(Y).exp().mul(Z);
        Formula all = X.equal(Y).select(Z, of(0));
        return Y.equal(of(INFINITY)).select(all, Y.equal(of(-INFINITY)).select(of(0), share));
    }
}
