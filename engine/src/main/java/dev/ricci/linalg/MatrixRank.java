package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/** How many dimensions the image of a matrix has, within a tolerance. */
public final class MatrixRank {
    private MatrixRank() {}

    /**
     * Of a matrix [.., m, n], int32 [..]: the number of singular values above max(m, n) units in the last place of the largest.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor of(Tensor a) {
        Inputs.matrices("matrixRank", a);
        return of(a, Tolerance.of(a));
    }

    /**
     * The number of singular values above tolerance times the largest, int32 [..].
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor of(Tensor a, double tolerance) {
        Inputs.matrices("matrixRank", a);
        Tolerance.check("matrixRank", tolerance);
        return Inputs.scoped(() -> count(Svd.values(a.detach()), tolerance));
    }

    /** How many of descending values [.., k] exceed tolerance times the first, int32 [..]. */
    static Tensor count(Tensor values, double tolerance) {
        Tensor first = values.size(-1) == 0 ? values : values.slice(-1, 0, 1).mul(tolerance);
        return values.greater(first).sum(-1);
    }
}
