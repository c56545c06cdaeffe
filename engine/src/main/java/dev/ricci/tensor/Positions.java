package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Where something is true, as numbers: how many there are is asked of the device, and no shape is known before. */
final class Positions {
    private Positions() {}

    /** The row-major positions (int32) of the elements that are not 0. */
    static Tensor nonZero(String op, View x) {
        Backend b = x.backend();
        Along.count(op, x.size());
        View mask = x;
        if (x.dtype() != DType.BOOL) { // counted in int32, where every number is exact
            mask = b.allocate(DType.BOOL, x.shape());
            b.map(X, mask, x);
        }
        View out = b.allocate(DType.INT32, count(b, mask));
        b.nonZero(out, mask);
        return Tensor.of(out);
    }

    private static int count(Backend b, View mask) {
        if (mask.size() == 0) {
            return 0;
        }
        int[] ones = new int[mask.rank()];
        Arrays.fill(ones, 1);
        View sum = b.allocate(DType.INT32, ones);
        b.reduce(Reduction.SUM, X, sum.broadcast(mask.shape()), mask);
        return (int) Tensor.of(sum).item();
    }
}
