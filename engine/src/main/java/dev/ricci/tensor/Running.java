package dev.ricci.tensor;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;

/** Reductions of the elements so far, along an axis: as many results as elements. */
public sealed interface Running permits Tensor {
    Tensor self();

    /** Running sums along an axis; bool and int32 in int32. */
    default Tensor cumsum(int axis) {
        Tensor x = self();
        int a = Check.axis("cumsum", axis, x.rank());
        View out = x.backend().allocate(x.dtype().promote(DType.INT32), x.shape());
        x.backend().scan(Reduction.SUM, out, x.to(out.dtype()).view(), a);
        return Tensor.result("cumsum", out, (i, g) -> g.flip(a).cumsum(a).flip(a), x);
    }

    /** Running products along an axis; bool and int32 in int32. Gradients are right where elements are 0, too. */
    default Tensor cumprod(int axis) {
        return RunningProducts.cumprod(self(), Check.axis("cumprod", axis, self().rank()));
    }

    /** The largest element so far along an axis, and where the first of that size stands. NaN from the first one on. */
    default Extremes cummax(int axis) {
        return Extremes.running(self(), Reduction.MAX, Check.axis("cummax", axis, self().rank()));
    }

    /** The smallest element so far along an axis, and where the first of that size stands. NaN from the first one on. */
    default Extremes cummin(int axis) {
        return Extremes.running(self(), Reduction.MIN, Check.axis("cummin", axis, self().rank()));
    }

    /** log(sum(exp(x))) of the elements so far along an axis, without overflow. */
    default Tensor logCumSumExp(int axis) {
        return RunningLogSums.running(self(), Check.axis("logCumSumExp", axis, self().rank()));
    }
}
