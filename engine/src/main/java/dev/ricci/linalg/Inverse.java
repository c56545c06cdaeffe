package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/** The matrix that undoes a regular square matrix. */
public final class Inverse {
    private Inverse() {}

    /**
     * Of a matrix [.., n, n], by LU with partial pivoting. To solve A X = B, {@link Solve} is faster and more accurate than the product
     * of this with B.
     *
     * @throws NumericalFailure where A is singular, naming the pivot, or a number is NaN or infinite
     */
    public static Tensor of(Tensor a) {
        Inputs.square("inverse", a);
        return InverseGradient.tracked(a, Inputs.scoped(() -> Solve.general(a.detach(), Triangles.identity(a))));
    }
}
