package dev.ricci.learn;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;

/** Class labels: int32, rank 1, from 0 to classes - 1. */
final class Labels {
    private Labels() {}

    static void check(String op, Tensor labels, int classes) {
        Check.rank(op + " labels", labels.shape(), 1, 1);
        Check.dtype(op + " labels", labels.dtype(), DType.INT32);
        if (labels.size() > 0) {
            Check.range(op, "labels", (long) labels.min().item(), (long) labels.max().item(), classes);
        }
    }
}
