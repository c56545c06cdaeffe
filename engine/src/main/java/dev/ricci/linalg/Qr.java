package dev.ricci.linalg;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/**
 * A = Q R, k = min(m, n).
 *
 * @param q [.., m, k], orthonormal columns
 * @param r [.., k, n], zero below the diagonal, the diagonal of any sign
 */
public record Qr(Tensor q, Tensor r) {
    /**
     * Of any floating-point matrix [.., m, n], by Householder reflectors.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Qr of(Tensor a) {
        Matrices.floating("qr", a);
        Tensor[] made = Matrices.factor(Factorisation.QR, a);
        return QrGradient.tracked(a, new Qr(made[0], made[1]));
    }

    /**
     * R alone of a matrix as for {@link #of}: half the work and no memory for Q. R has the singular values and right singular vectors
     * of A.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor triangle(Tensor a) {
        Matrices.floating("qr", a);
        return QrGradient.tracked(a, Matrices.factor(Factorisation.TRIANGLE, a)[0]);
    }

    public Tensor product() {
        return q.matmul(r);
    }
}
