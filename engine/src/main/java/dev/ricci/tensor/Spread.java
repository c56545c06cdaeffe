package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/**
 * Variance and standard deviation by two passes, both in float64: the mean, then the squared distances from it (Chan, Golub, LeVeque
 * 1983 compare the ways). A float32 mean would be off by half a unit in its last place, which at 10^8 is 4.
 */
final class Spread {
    private static final Formula SQUARE = X.sub(Y).mul(X.sub(Y));

    private Spread() {}

    static Tensor variance(Tensor x, int correction, int... axes) {
        return spread("variance", X, x, correction, axes);
    }

    static Tensor std(Tensor x, int correction, int... axes) {
        return spread("std", X.sqrt(), x, correction, axes);
    }

    private static Tensor spread(String op, Formula last, Tensor x, int correction, int... axes) {
        if (correction < 0) {
            throw new IllegalArgumentException(op + ": the correction is 0 or more, got " + correction
                    + "; 0 for a population, 1 for a sample");
        }
        int[] kept = Axes.kept(op, x.shape(), axes);
        DType type = x.dtype().real();
        View mean = Totals.reduce(Reduction.SUM, X, DType.FLOAT64, kept, x.shape(), x.view());
        double n = mean.size() == 0 ? 0 : (double) x.size() / mean.size();
        double freedom = Math.max(0, n - correction);
        mean.backend().map(X.div(of(n)), mean, mean);
        View squares = Totals.reduce(Reduction.SUM, SQUARE, DType.FLOAT64, kept, x.shape(), x.view(),
                mean.broadcast(x.shape()));
        View out = mean.backend().allocate(type, kept.clone());
        mean.backend().map(last.substitute(f -> X.div(of(freedom))), out, squares);
        return op.equals("std") ? std(out, mean, x, freedom, axes) : variance(out, mean, x, freedom, axes);
    }

    private static Tensor variance(View out, View mean, Tensor x, double freedom, int... axes) {
        return Tensor.result("variance", out, (i, g) ->
                gradientOfVariance(freedom).sum(x.dtype(), x.shape(), x, mean(mean, x, axes), g), x);
    }

    /** (x - mean) g / (freedom y), and 0 where y is: there all elements are the mean. */
    private static Tensor std(View out, View mean, Tensor x, double freedom, int... axes) {
        Tensor[] y = new Tensor[1];
        y[0] = Tensor.result("std", out, (i, g) -> gradientOfStd(freedom).sum(x.dtype(), x.shape(), x, mean(mean, x, axes), g, y[0]), x);
        return y[0];
    }

    private static Pointwise gradientOfVariance(double freedom) {
        return Pointwise.of(X.sub(Y).mul(Z).mul(2 / freedom));
    }

    private static Pointwise gradientOfStd(double freedom) {
        return Pointwise.of(W.equal(of(0)).select(of(0), X.sub(Y).div(W).mul(Z).div(freedom)));
    }

    /** The mean again, with its history where one is kept. */
    private static Tensor mean(View known, Tensor x, int... axes) {
        return History.isOn() ? x.meanKeeping(axes) : Tensor.of(known);
    }
}
