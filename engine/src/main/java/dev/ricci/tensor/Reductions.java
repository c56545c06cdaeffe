package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import java.util.Arrays;

/**
 * Operations that make fewer elements of many.
 *
 * <p>With no axes given all are reduced; otherwise the named ones (negative ones count from the end). The axes disappear; the forms
 * that end in {@code Keeping} leave them with length 1, ready to broadcast.
 */
public sealed interface Reductions permits Tensor {
    Tensor self();

    default Tensor sum(int... axes) {
        return dropped("sum", sumKeeping(axes), axes);
    }

    /** Bool and int32 sum in int32. */
    default Tensor sumKeeping(int... axes) {
        Tensor x = self().dtype() == DType.BOOL ? self().to(DType.INT32) : self();
        return Pointwise.sumTo(x, Axes.kept("sum", x.shape(), axes));
    }

    default Tensor mean(int... axes) {
        return dropped("mean", meanKeeping(axes), axes);
    }

    /** The mean over no elements is NaN. */
    default Tensor meanKeeping(int... axes) {
        Tensor x = self().dtype().isFloat() ? self() : self().to(DType.FLOAT32);
        Tensor sum = x.sumKeeping(axes);
        return sum.size() == 0 ? sum : sum.div((double) x.size() / sum.size());
    }

    default Tensor variance(int correction, int... axes) {
        return dropped("variance", varianceKeeping(correction, axes), axes);
    }

    /** The mean squared distance from the mean, divided by n - correction (0 for the population, 1 for a sample), in two passes. */
    default Tensor varianceKeeping(int correction, int... axes) {
        Tensor x = self().dtype().isFloat() ? self() : self().to(DType.FLOAT32);
        Tensor mean = x.meanKeeping(axes);
        Tensor squares = Pointwise.of(X.sub(Y).mul(X.sub(Y))).sum(x.dtype(), mean.shape(), x, mean);
        return squares.size() == 0 ? squares : squares.div((double) x.size() / squares.size() - correction);
    }

    /** The largest element; the gradient is shared between equal ones. NaN where there is one. */
    default Tensor max(int... axes) {
        return dropped("max", extreme(Reduction.MAX, axes), axes);
    }

    default Tensor maxKeeping(int... axes) {
        return extreme(Reduction.MAX, axes);
    }

    /** The smallest element; the gradient is shared between equal ones. NaN where there is one. */
    default Tensor min(int... axes) {
        return dropped("min", extreme(Reduction.MIN, axes), axes);
    }

    default Tensor minKeeping(int... axes) {
        return extreme(Reduction.MIN, axes);
    }

    /** log(sum(exp(x))) without overflow. */
    default Tensor logSumExp(int... axes) {
        Check.floating("logSumExp", self().dtype());
        Tensor max = self().detach().maxKeeping(axes);
        Tensor sum = Pointwise.of(X.sub(Y).exp()).sum(self().dtype(), max.shape(), self(), max);
        return dropped("logSumExp", Pointwise.of(X.log().add(Y)).map(sum, max), axes);
    }

    /** The Euclidean length of the elements. */
    default Tensor norm(int... axes) {
        Check.floating("norm", self().dtype());
        Tensor x = self();
        Tensor squares = Pointwise.of(X.mul(X)).sum(x.dtype(), Axes.kept("norm", x.shape(), axes), x);
        return dropped("norm", squares.sqrt(), axes);
    }

    /** The sum of the products of elements of two tensors, broadcast together. */
    default Tensor dot(Tensor b) {
        Tensor x = self();
        DType dtype = x.dtype().promote(b.dtype()).promote(DType.INT32);
        int[] ones = new int[Math.max(x.rank(), b.rank())];
        Arrays.fill(ones, 1);
        return Pointwise.of(X.mul(Y)).sum(dtype, ones, x, b).reshape();
    }

    /** The index (int32) of the first largest element along an axis, or of the first NaN. */
    default Tensor argmax(int axis) {
        return argument(Reduction.MAX, "argmax", axis);
    }

    /** The index (int32) of the first smallest element along an axis, or of the first NaN. */
    default Tensor argmin(int axis) {
        return argument(Reduction.MIN, "argmin", axis);
    }

    /** Running sums along an axis. */
    default Tensor cumsum(int axis) {
        Tensor x = self();
        int a = Check.axis("cumsum", axis, x.rank());
        View out = x.backend().allocate(x.dtype().promote(DType.INT32), x.shape());
        x.backend().scan(Reduction.SUM, out, x.to(out.dtype()).view(), a);
        return Tensor.result("cumsum", out, (i, g) -> g.flip(a).cumsum(a).flip(a), x);
    }

    private Tensor argument(Reduction r, String op, int axis) {
        Tensor x = self();
        int a = Check.axis(op, axis, x.rank());
        int[] shape = x.shape();
        if (shape[a] == 0) {
            Check.notEmpty(op, shape, 0);
        }
        shape[a] = 1;
        View out = x.backend().allocate(DType.INT32, shape);
        x.backend().argument(r, out, x.view(), a);
        return Tensor.of(out).squeeze(a);
    }

    private Tensor extreme(Reduction r, int[] axes) {
        Tensor x = self();
        String op = r == Reduction.MAX ? "max" : "min";
        int[] kept = Axes.kept(op, x.shape(), axes);
        if (x.size() == 0 && Arrays.stream(kept).noneMatch(d -> d == 0)) {
            Check.notEmpty(op, x.shape(), 0);
        }
        View out = x.backend().allocate(x.dtype(), kept);
        x.backend().reduce(r, X, out.broadcast(x.shape()), x.view());
        Tensor y = Tensor.of(out);
        return Tensor.result(op, out, (i, g) -> {
            Tensor ties = Pointwise.of(X.equal(Y).select(of(1), of(0))).sum(x.dtype(), kept, x.detach(), y);
            return Pointwise.of(X.equal(Y).select(Z.div(W), of(0))).map(x.detach(), y, g, ties);
        }, x);
    }

    private static Tensor dropped(String op, Tensor kept, int[] axes) {
        return kept.reshape(Axes.dropped(op, kept.shape(), axes));
    }
}
