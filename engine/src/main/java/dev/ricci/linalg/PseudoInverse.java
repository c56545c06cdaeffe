package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/** The matrix of least size that undoes a matrix of any shape and rank as far as it can be undone (Moore and Penrose). */
public final class PseudoInverse {
    private PseudoInverse() {}

    /**
     * Of a matrix [.., m, n], [.., n, m], by SVD; singular values below max(m, n) units in the last place of the largest count as zero.
     * Gradients pass, of changes that keep the rank.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor of(Tensor a) {
        Inputs.matrices("pseudoInverse", a);
        return of(a, Tolerance.of(a));
    }

    /**
     * As {@link #of(Tensor)}; singular values up to tolerance times the largest count as zero. For a tolerance that cuts off more than
     * rounding the gradient is that of the pseudo-inverse of the matrix without them.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor of(Tensor a, double tolerance) {
        Tolerance.check("pseudoInverse", tolerance);
        Inputs.matrices("pseudoInverse", a);
        if (Inputs.isTracked(a) && tolerance > Tolerance.of(a)) {
            return Svd.of(a).pseudoInverse(tolerance);
        }
        return PseudoInverseGradient.tracked(a, Inputs.scoped(() -> Svd.of(a.detach()).pseudoInverse(tolerance)));
    }
}
