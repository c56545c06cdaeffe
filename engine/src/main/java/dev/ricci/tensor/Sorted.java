package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.View;
import java.util.Arrays;

/** Elements of a tensor put in order along an axis, and where (int32, along that axis) each stood; only the values have a gradient. */
public record Sorted(Tensor values, Tensor order) {
    /** The gradient goes back to where the elements stood, zeros elsewhere. */
    static Sorted tracked(String operation, View values, View order, Tensor x, int axis) {
        Tensor from = Tensor.of(order);
        int[] shape = x.shape();
        return new Sorted(Tensor.result(operation, values, (i, g) -> put(g, from, axis, shape), x), from);
    }

    /** Zeros of a shape with the elements of g at their places along an axis. */
    private static Tensor put(Tensor g, Tensor order, int axis, int[] shape) {
        Tensor zeros = Creating.full(g.backend(), g.dtype(), 0, shape).reshape(-1);
        return zeros.scatterAdd(positions(order, axis, shape), g.reshape(-1), 0).reshape(shape);
    }

    /** Row-major positions in a shape of what is named by its place along an axis. */
    private static Tensor positions(Tensor order, int axis, int[] shape) {
        long outer = product(shape, 0, axis);
        long inner = product(shape, axis + 1, shape.length);
        if (outer * shape[axis] * inner > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("gradient of sort or topK: positions are int32, and shape " + Arrays.toString(shape)
                    + " has more elements than that counts; sort parts of it");
        }
        Tensor block = Creating.arange(order.backend(), (int) outer).reshape((int) outer, 1, 1);
        Tensor place = order.reshape((int) outer, order.size(axis), (int) inner);
        Tensor column = Creating.arange(order.backend(), (int) inner);
        return Pointwise.of(X.mul(of(shape[axis])).add(Y).mul(of(inner)).add(Z)).map(block, place, column).reshape(-1);
    }

    private static long product(int[] shape, int from, int to) {
        long n = 1;
        for (int d = from; d < to; d++) {
            n *= shape[d];
        }
        return n;
    }
}
