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
        return Totals.dropped("sum", sumKeeping(axes), axes);
    }

    /** Bool and int32 sum in int32; the sum of no elements is 0. */
    default Tensor sumKeeping(int... axes) {
        Tensor x = self();
        return Totals.sum(x.dtype().promote(DType.INT32), x, Axes.kept("sum", x.shape(), axes));
    }

    default Tensor mean(int... axes) {
        return Totals.dropped("mean", meanKeeping(axes), axes);
    }

    /** Integers have a float32 mean. The mean over no elements is NaN. */
    default Tensor meanKeeping(int... axes) {
        Tensor x = self();
        if (x.dtype().isHalf()) {
            return Wide.by(w -> w.meanKeeping(axes), x);
        }
        Tensor sum = Totals.sum(x.dtype().real(), x, Axes.kept("mean", x.shape(), axes));
        return sum.size() == 0 ? sum : sum.div((double) x.size() / sum.size());
    }

    default Tensor prod(int... axes) {
        return Totals.dropped("prod", prodKeeping(axes), axes);
    }

    /** Bool and int32 multiply in int32; the product of no elements is 1. Gradients are right where elements are 0, too. */
    default Tensor prodKeeping(int... axes) {
        return RunningProducts.prod(self(), axes);
    }

    default Tensor variance(int correction, int... axes) {
        return Totals.dropped("variance", varianceKeeping(correction, axes), axes);
    }

    /**
     * The sum of squared distances from the mean divided by n - correction (0 for the population, 1 for a sample), in two passes; inside,
     * float32 is computed in float64. Integers have a float32 variance; it is NaN or infinite where n is not more than the correction.
     */
    default Tensor varianceKeeping(int correction, int... axes) {
        return Spread.variance(self(), correction, axes);
    }

    default Tensor std(int correction, int... axes) {
        return Totals.dropped("std", stdKeeping(correction, axes), axes);
    }

    /** The standard deviation: the square root of {@link #varianceKeeping}. Its gradient is 0 where it is 0 itself. */
    default Tensor stdKeeping(int correction, int... axes) {
        return Spread.std(self(), correction, axes);
    }

    /** The largest element; the gradient is shared between equal ones. NaN where there is one. */
    default Tensor max(int... axes) {
        return Totals.dropped("max", extreme(Reduction.MAX, axes), axes);
    }

    default Tensor maxKeeping(int... axes) {
        return extreme(Reduction.MAX, axes);
    }

    /** The smallest element; the gradient is shared between equal ones. NaN where there is one. */
    default Tensor min(int... axes) {
        return Totals.dropped("min", extreme(Reduction.MIN, axes), axes);
    }

    default Tensor minKeeping(int... axes) {
        return extreme(Reduction.MIN, axes);
    }

    default Tensor logSumExp(int... axes) {
        return Totals.dropped("logSumExp", logSumExpKeeping(axes), axes);
    }

    /** log(sum(exp(x))) without overflow; -infinity where all elements are, or there are none. */
    default Tensor logSumExpKeeping(int... axes) {
        return Totals.logSumExp(self(), axes);
    }

    default Tensor norm(int... axes) {
        return Totals.dropped("norm", normKeeping(axes), axes);
    }

    /** The Euclidean length of the elements, whose squares neither overflow nor underflow. Its gradient is 0 where it is 0 itself. */
    default Tensor normKeeping(int... axes) {
        return Norms.norm(self(), 2, axes);
    }

    default Tensor normOfOrder(double p, int... axes) {
        return Totals.dropped("norm", normOfOrderKeeping(p, axes), axes);
    }

    /**
     * sum(|x|^p)^(1/p), scaled so that powers neither overflow nor underflow: the largest |x| for p = infinity, the smallest for -infinity,
     * the number of elements that are not 0 for p = 0.
     */
    default Tensor normOfOrderKeeping(double p, int... axes) {
        return Norms.norm(self(), p, axes);
    }

    /**
     * The sum of the products of elements of two tensors, broadcast together: one number, whatever their ranks. For vectors that is
     * NumPy's dot; what that is for matrices is {@link Products#matmul}.
     */
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

    /** The row-major index (int32) of the first largest element of all, or of the first NaN. */
    default Tensor argmax() {
        return self().reshape(-1).argmax(0);
    }

    /** The row-major index (int32) of the first smallest element of all, or of the first NaN. */
    default Tensor argmin() {
        return self().reshape(-1).argmin(0);
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
}
