package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/** The factor by which a square matrix scales volumes. */
public final class Determinant {
    private Determinant() {}

    /**
     * Of a matrix [.., n, n], [..], by LU with partial pivoting; 1 for n = 0. Where it is beyond the type's range, infinite or 0:
     * {@link LogDeterminant} has no such bounds. Gradients pass, also where it is 0.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor of(Tensor a) {
        Inputs.square("determinant", a);
        return DeterminantGradient.tracked(a, Inputs.scoped(() -> Lu.of(a.detach()).determinant()));
    }
}
