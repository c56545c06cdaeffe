package dev.ricci.linalg;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/**
 * A = L L^T for a symmetric positive definite A.
 *
 * @param l [.., n, n], zero above the diagonal, the diagonal positive
 */
public record Cholesky(Tensor l) {
    /**
     * Of a matrix [.., n, n] of which the lower triangle is read. Gradients pass, as symmetric matrices.
     *
     * @throws NumericalFailure where it is not positive definite, or holds NaN or infinity
     */
    public static Cholesky of(Tensor a) {
        Inputs.square("cholesky", a);
        return new Cholesky(CholeskyGradient.tracked(a, Matrices.factor(Factorisation.CHOLESKY, a)[0]));
    }

    /** L L^T, [.., n, n]: A again. */
    public Tensor product() {
        return l.matmul(l.t());
    }

    /** The X [.., n, r] with A X = B for B [.., n, r], or one vector [n]; leading axes broadcast, types promote. */
    public Tensor solve(Tensor b) {
        if (b.rank() == 1) {
            return solve(b.unsqueeze(1)).squeeze(-1);
        }
        return Inputs.scoped(() -> Solve.upper(l.t(), Solve.lower(l, b)), l, b);
    }

    /** The logarithm of the determinant of A, [..]. */
    public Tensor logDeterminant() {
        return Matrices.diagonal(l).log().sum(-1).mul(2);
    }
}
