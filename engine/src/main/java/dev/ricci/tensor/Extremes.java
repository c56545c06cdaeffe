package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;

/** Running extremes along an axis, and where (int32, along that axis) each stood first; only the values have a gradient. */
public record Extremes(Tensor values, Tensor positions) {
    static Extremes running(Tensor x, Reduction r, int axis) {
        Backend b = x.backend();
        View values = b.allocate(x.dtype(), x.shape());
        View positions = b.allocate(DType.INT32, x.shape());
        b.extremes(r, values, positions, x.view(), axis);
        Sorted found = Sorted.tracked(r == Reduction.MAX ? "cummax" : "cummin", values, positions, x, axis);
        return new Extremes(found.values(), found.order());
    }
}
