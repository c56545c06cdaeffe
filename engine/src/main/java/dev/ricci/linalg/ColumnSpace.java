package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/** What a matrix can make: the range, or image. */
public final class ColumnSpace {
    private ColumnSpace() {}

    /**
     * An orthonormal basis [.., m, rank] of the vectors A x for A [.., m, n], by SVD, for singular values above max(m, n) units in the
     * last place of the largest.
     *
     * @throws IllegalArgumentException where the matrices of a batch differ in rank
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor of(Tensor a) {
        Inputs.matrices("columnSpace", a);
        return of(a, Tolerance.of(a));
    }

    /** As {@link #of(Tensor)}, for singular values above tolerance times the largest. */
    public static Tensor of(Tensor a, double tolerance) {
        Inputs.matrices("columnSpace", a);
        Tolerance.check("columnSpace", tolerance);
        return Inputs.scoped(() -> {
            Svd svd = Svd.of(a);
            return svd.u().slice(-1, 0, NullSpace.commonRank("columnSpace", svd, tolerance)).copy();
        }, a);
    }
}
