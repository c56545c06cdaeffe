package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;

/**
 * Products and running products, with gradients that divide by nothing, so that elements may be 0.
 *
 * <p>Of a product: the product of what stands before an element and of what stands behind it. Of running products: that of what stands
 * before it, times r with r[i] = g[i] + x[i + 1] r[i + 1], a linear recurrence, whose gradient is one again.
 */
final class RunningProducts {
    private RunningProducts() {}

    static Tensor prod(Tensor x, int... axes) {
        int[] kept = Axes.kept("prod", x.shape(), axes);
        View out = Totals.reduce(Reduction.PROD, X, x.dtype().promote(DType.INT32), kept, x.shape(), x.view());
        return Tensor.result("prod", out, (i, g) -> g.mul(others(x, axes)), x);
    }

    /** For each element the product of all others that are reduced with it. */
    private static Tensor others(Tensor x, int... axes) {
        Lines lines = Lines.of("prod", x, axes);
        int last = lines.tensor().rank() - 1;
        Tensor before = shifted(lines.tensor().cumprod(last), last);
        Tensor behind = shifted(lines.tensor().flip(last).cumprod(last), last).flip(last);
        return lines.back(before.mul(behind));
    }

    /** One place further along an axis, with a 1 in front. */
    private static Tensor shifted(Tensor y, int axis) {
        int n = y.size(axis);
        if (n == 0) {
            return y;
        }
        int[] before = new int[y.rank()];
        before[axis] = 1;
        return y.slice(axis, 0, n - 1).pad(before, new int[y.rank()], 1);
    }

    static Tensor cumprod(Tensor x, int axis) {
        View out = x.backend().allocate(x.dtype().promote(DType.INT32), x.shape());
        x.backend().scan(Reduction.PROD, out, x.to(out.dtype()).view(), axis);
        Tensor[] y = new Tensor[1];
        y[0] = Tensor.result("cumprod", out, (i, g) -> shifted(y[0], axis).mul(backwards(x, g, axis)), x);
        return y[0];
    }

    /** r[i] = in[i] + x[i + 1] r[i + 1]. */
    private static Tensor backwards(Tensor x, Tensor in, int axis) {
        int n = x.size(axis);
        return n == 0 ? in : recurrence(x.slice(axis, 1, n).flip(axis), in.flip(axis), axis).flip(axis);
    }

    /** out[i] = in[i] + factor[i - 1] out[i - 1]. */
    static Tensor recurrence(Tensor factor, Tensor in, int axis) {
        Check.sameDevice("recurrence", factor.backend(), in.backend());
        int n = in.size(axis);
        View out = in.backend().allocate(in.dtype(), in.shape());
        in.backend().recurrence(out, factor.view(), in.view(), axis);
        Tensor[] y = new Tensor[1];
        y[0] = Tensor.result("recurrence", out, (i, g) -> {
            Tensor s = recurrence(factor.flip(axis), g.flip(axis), axis).flip(axis);
            return i == 1 ? s : s.slice(axis, 1, n).mul(y[0].slice(axis, 0, n - 1));
        }, factor, in);
        return y[0];
    }
}
