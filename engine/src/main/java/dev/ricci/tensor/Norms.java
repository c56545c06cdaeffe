package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/**
 * Norms of order p, whose powers neither overflow nor underflow.
 *
 * <p>Squares of float32 are added in float64, where they have room, in one pass. All else is scaled by a first pass: squares of float64
 * by a power of two, which costs no digit; other powers by the largest element, or the smallest where p is negative.
 */
final class Norms {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    /** What brings the largest element to where squares are normal: 1 for nearly all. */
    private static final Formula SCALE = of(0x1p400).less(X).select(of(0x1p-600), X.less(of(0x1p-400)).select(of(0x1p600), of(1)));
    private static final Pointwise LENGTH = Pointwise.of(Y.equal(of(0)).select(of(0), X.div(Y).mul(Z)));
    private static final Pointwise SIGNS = Pointwise.of(X.sign().mul(Y));

    private static final Formula SQUARE = X.mul(X);
    private static final Formula ROOT = X.sqrt();
    private static final Formula SCALED = X.mul(Y).mul(X.mul(Y));
    private static final Formula UNSCALED = X.sqrt().div(Y);

    private Norms() {}

    static Tensor norm(Tensor x, double p, int... axes) {
        if (x.dtype().isHalf()) {
            return Wide.by(w -> norm(w, p, axes), x);
        }
        Check.floating("norm", x.dtype());
        if (Double.isNaN(p)) {
            throw new IllegalArgumentException("norm: its order is a number or infinite, got " + p);
        }
        int[] kept = Axes.kept("norm", x.shape(), axes);
        if (Double.isInfinite(p)) {
            return p > 0 ? x.abs().maxKeeping(axes) : x.abs().minKeeping(axes);
        }
        if (p == 0) {
            return Totals.nonZero(x, kept).to(x.dtype());
        }
        if (p == 1) {
            View sum = Totals.reduce(Reduction.SUM, X.abs(), x.dtype(), kept, x.shape(), x.view());
            return Tensor.result("norm", sum, (i, g) -> SIGNS.map(x, g), x);
        }
        View out = p == 2 ? length(x, kept) : scaled(x, p, kept);
        Pointwise gradient = p == 2 ? LENGTH : Pointwise.of(gradient(p));
        Tensor[] y = new Tensor[1];
        y[0] = Tensor.result("norm", out, (i, g) -> gradient.map(x, y[0], g), x);
        return y[0];
    }

    private static View length(Tensor x, int[] kept) {
        Backend b = x.backend();
        View out = b.allocate(x.dtype(), kept.clone());
        if (x.dtype() != DType.FLOAT64) {
            b.map(ROOT, out, Totals.reduce(Reduction.SUM, SQUARE, DType.FLOAT64, kept, x.shape(), x.view()));
            return out;
        }
        View scale = Totals.reduce(Reduction.MAX, X.abs(), x.dtype(), kept, x.shape(), x.view());
        b.map(SCALE, scale, scale);
        View squares = Totals.reduce(Reduction.SUM, SCALED, x.dtype(), kept, x.shape(), x.view(),
                scale.broadcast(x.shape()));
        b.map(UNSCALED, out, squares, scale);
        return out;
    }

    private static View scaled(Tensor x, double p, int[] kept) {
        Backend b = x.backend();
        View scale = Totals.reduce(p > 0 ? Reduction.MAX : Reduction.MIN, X.abs(), x.dtype(), kept, x.shape(), x.view());
        // the largest of none is -infinity
        Formula unit = X.lessEqual(of(0)).select(of(1), X.equal(of(INFINITY)).select(of(1), X));
        b.map(unit, scale, scale);
        View sum = Totals.reduce(Reduction.SUM, X.abs().div(Y).pow(p), x.dtype(), kept, x.shape(), x.view(), scale.broadcast(x.shape()));
        b.map(X.pow(1 / p).mul(Y), sum, sum, scale);
        return sum;
    }

    /** sign(x) (|x| / y)^(p - 1) g, and 0 where x or y is. */
    private static Formula gradient(double p) {
        Formula power = X.abs().div(Y).pow(p - 1).mul(X.sign()).mul(Z);
        return X.equal(of(0)).select(of(0), Y.equal(of(0)).select(of(0), power));
    }
}
