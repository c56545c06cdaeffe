package dev.ricci.linalg;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/**
 * A = Q R, k = min(m, n).
 *
 * @param q [.., m, k], orthonormal columns
 * @param r [.., k, n], zero below the diagonal, the diagonal of any sign
 */
public record Qr(Tensor q, Tensor r) {
    /**
     * Of any floating-point matrix [.., m, n], by Householder reflectors. Gradients pass where the first k columns are independent.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Qr of(Tensor a) {
        Inputs.matrices("qr", a);
        Tensor[] made = Matrices.factor(Factorisation.QR, a);
        return QrGradient.tracked(a, new Qr(made[0], made[1]));
    }

    /**
     * R alone of a matrix as for {@link #of}: half the work and no memory for Q. R has the singular values and right singular vectors
     * of A. For a gradient Q is computed after all, when it is asked for.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor triangle(Tensor a) {
        Inputs.matrices("qr", a);
        return QrGradient.tracked(a, Matrices.factor(Factorisation.TRIANGLE, a)[0]);
    }

    /**
     * With all of Q [.., m, m], orthogonal, and R [.., m, n]: the last m - k columns of Q are a basis of what A does not reach.
     * Their gradient is that of the space they span.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Qr complete(Tensor a) {
        Inputs.matrices("qr", a);
        Tensor[] made = Matrices.factor(Factorisation.COMPLETE_QR, a);
        Qr plain = new Qr(made[0], made[1]);
        return Inputs.isTracked(a) ? plain.tracked(a) : plain;
    }

    /** The complete one with the history that a asks for: that of the thin one, which the columns of Q beyond it follow. */
    private Qr tracked(Tensor a) {
        int m = Matrices.rows(r);
        int k = Matrices.least(r);
        Qr thin = QrGradient.tracked(a, new Qr(q.slice(-1, 0, k), r.slice(-2, 0, k)));
        return k == m ? thin : new Qr(Completed.by(thin.q, q.slice(-1, k, m)), Shaping.concat(-2, thin.r, r.slice(-2, k, m)));
    }

    /** Q R, [.., m, n]: A again. */
    public Tensor product() {
        return q.matmul(r);
    }
}
