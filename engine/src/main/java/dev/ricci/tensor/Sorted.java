package dev.ricci.tensor;

import dev.ricci.backend.View;

/** Elements of a tensor put in order along an axis, and where (int32, along that axis) each stood; only the values have a gradient. */
public record Sorted(Tensor values, Tensor order) {
    /** The gradient goes back to where the elements stood, zeros elsewhere. */
    static Sorted tracked(String operation, View values, View order, Tensor x, int axis) {
        Tensor from = Tensor.of(order);
        int[] shape = x.shape();
        return new Sorted(Tensor.result(operation, values, (i, g) -> Scattering.scatterAddAlong(
                Creating.full(g.backend(), g.dtype(), 0, shape), from, g, axis), x), from);
    }
}
