package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/**
 * The standard normal distribution between two bounds, with its gradient by them.
 *
 * <p>x is the inverse of the distribution on [a, b] at p, so (F(x) - F(a)) / (F(b) - F(a)) = p stays when a and b move: dx/da = (1 - p)
 * f(a) / f(x) = (1 - p) exp((x^2 - a^2) / 2) and dx/db = p exp((x^2 - b^2) / 2). No distribution function is needed, nor are there
 * differences of small numbers: the same words are drawn once more for p.
 */
final class TruncatedNormal {
    private static final Formula BY_LOW = weight(of(1).sub(Z));
    private static final Formula BY_HIGH = weight(Z);
    private static final Formula FROM_WORD = X.less(of(0)).select(X.add(0x1p32), X).add(0.5).mul(0x1p-32);
    private static final Formula FROM_PAIR = X.mul(0x1p52).floor().add(0.5).mul(0x1p-52);

    private TruncatedNormal() {}

    /** For x, a bound and p: a share times the ratio of densities; nothing for a bound at infinity. */
    private static Formula weight(Formula share) {
        Formula ratio = X.sub(Y).mul(X.add(Y)).mul(0.5).exp();
        return Y.abs().equal(of(Double.POSITIVE_INFINITY)).select(of(0), share.mul(ratio));
    }

    static Tensor draw(DrawSource from, Tensor low, Tensor high, int[] wanted) {
        DType dtype = Sampling.floating("truncatedNormal", low, high);
        int[] shape = Sampling.shape("truncatedNormal", wanted, low, high);
        Tensor a = low.to(dtype);
        Tensor b = high.to(dtype);
        if (!a.isTracked() && !b.isTracked()) {
            return Sampling.draw(from, 0, Draw.TRUNCATED_NORMAL, dtype, shape, a.backend(), a, b);
        }
        Tensor p = share(from, a.backend(), dtype, shape);
        Tensor x = Sampling.draw(from, 0, Draw.TRUNCATED_NORMAL, dtype, shape, a.backend(), a, b);
        return tracked(x, a, b, p);
    }

    private static Tensor tracked(Tensor x, Tensor a, Tensor b, Tensor p) {
        Tensor[] result = new Tensor[1];
        result[0] = Tensor.result("truncatedNormal", x.view(), (i, g) -> {
            Tensor bound = i == 0 ? a : b;
            Tensor slope = Pointwise.of(i == 0 ? BY_LOW : BY_HIGH).map(result[0], bound, p);
            return Pointwise.sumTo(g.mul(slope), bound.shape());
        }, a, b);
        return result[0];
    }

    /** The numbers p that the next draw makes of its words; the counter stays where it is. */
    private static Tensor share(DrawSource from, Backend device, DType dtype, int[] shape) {
        View p = device.allocate(dtype, shape.clone());
        try (Scope _ = Scope.open()) {
            View counter = device.allocate(DType.INT32, 4);
            device.map(X, counter, from.counter(device, 0));
            boolean wide = dtype == DType.FLOAT64;
            View words = device.allocate(wide ? DType.FLOAT64 : DType.INT32, shape.clone());
            device.random(wide ? Draw.UNIFORM : Draw.BITS, words, counter);
            View exact = device.allocate(DType.FLOAT64, shape.clone());
            device.map(X, exact, words);
            device.map(wide ? FROM_PAIR : FROM_WORD, p, exact);
        }
        return Tensor.of(p);
    }
}
