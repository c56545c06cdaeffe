package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/**
 * Running log(sum(exp(x))), y. With m the running maximum, y = m + log(s) for s[i] = exp(m[i - 1] - m[i]) s[i - 1] + exp(x[i] - m[i]): a
 * linear recurrence whose numbers are 1 at most. The gradient is exp(x - y) r for r[i] = g[i] + exp(y[i] - y[i + 1]) r[i + 1].
 */
final class RunningLogSums {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    /** exp(x - y), 0 where x is -infinity, whatever y is. */
    private static final Formula PART = X.equal(of(-INFINITY)).select(of(0), X.sub(Y).exp());
    private static final Pointwise SHARE = Pointwise.of(PART);
    private static final Formula FINITE = X.abs().less(of(INFINITY)).select(X, of(0));
    private static final Formula SHRINK = X.equal(of(-INFINITY)).select(of(0), Y.sub(Z).exp());
    private static final Formula SHIFTED = X.sub(Y).exp();
    private static final Formula BACK = X.log().add(Y);

    private RunningLogSums() {}

    static Tensor running(Tensor x, int axis) {
        if (x.dtype().isHalf()) {
            return Wide.by(w -> running(w, axis), x);
        }
        Check.floating("logCumSumExp", x.dtype());
        View out = x.backend().allocate(x.dtype(), x.shape());
        if (x.size() > 0) {
            forward(x.backend(), out, x.view(), axis);
        }
        Tensor[] y = new Tensor[1];
        y[0] = Tensor.result("logCumSumExp", out, (i, g) -> gradient(x, y[0], g, axis), x);
        return y[0];
    }

    private static void forward(Backend b, View out, View in, int axis) {
        int n = in.size(axis);
        try (Scope _ = Scope.open()) {
            View max = b.allocate(in.dtype(), in.shape());
            b.scan(Reduction.MAX, max, in, axis);
            View shift = b.allocate(in.dtype(), in.shape());
            b.map(FINITE, shift, max);
            View first = max.with(max.layout().slice(axis, 0, n - 1, 1));
            View factor = b.allocate(in.dtype(), first.shape());
            if (factor.size() > 0) {
                b.map(SHRINK, factor, first, shift.with(shift.layout().slice(axis, 0, n - 1, 1)),
                        shift.with(shift.layout().slice(axis, 1, n - 1, 1)));
            }
            View parts = b.allocate(in.dtype(), in.shape());
            b.map(SHIFTED, parts, in, shift);
            b.recurrence(out, factor, parts, axis);
            b.map(BACK, out, out, shift);
        }
    }

    private static Tensor gradient(Tensor x, Tensor y, Tensor g, int axis) {
        int n = x.size(axis);
        if (x.size() == 0) {
            return g;
        }
        Tensor factor = SHARE.map(y.slice(axis, 0, n - 1), y.slice(axis, 1, n)).flip(axis);
        Tensor r = RunningProducts.recurrence(factor, g.flip(axis), axis).flip(axis);
        return SHARE.map(x, y).mul(r);
    }
}
