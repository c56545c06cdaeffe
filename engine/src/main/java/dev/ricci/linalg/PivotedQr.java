package dev.ricci.linalg;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/**
 * A[:, order] = Q R with the column of largest remainder taken first, k = min(m, n): shows the rank.
 *
 * @param q [.., m, k], orthonormal columns
 * @param r [.., k, n], zero below the diagonal, the sizes on the diagonal descending
 * @param order [.., n] in int32: column j of Q R is column order[j] of A
 */
public record PivotedQr(Tensor q, Tensor r, Tensor order) {
    /**
     * Of any floating-point matrix [.., m, n] (Businger &amp; Golub 1965). Gradients pass where the first k of the ordered columns are
     * independent, with the order held fast.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static PivotedQr of(Tensor a) {
        Inputs.matrices("pivotedQr", a);
        Tensor[] made = Matrices.factor(Factorisation.PIVOTED_QR, a);
        if (!Inputs.isTracked(a)) {
            return new PivotedQr(made[0], made[1], made[2]);
        }
        Qr qr = QrGradient.tracked(Orders.apply(made[2], a.t()).t(), new Qr(made[0], made[1]));
        return new PivotedQr(qr.q(), qr.r(), made[2]);
    }

    /** A again: the columns of Q R put back. */
    public Tensor product() {
        return Orders.undo(order, q.matmul(r).t()).t();
    }

    /** How many diagonal elements of R exceed tolerance times the first, int32 [..]: nearly always the rank (not for Kahan's matrix). */
    public Tensor rank(double tolerance) {
        Tolerance.check("pivotedQr", tolerance);
        return MatrixRank.count(Matrices.diagonal(r.detach()).abs(), tolerance);
    }

    /** {@link #rank(double)} for max(m, n) units in the last place. */
    public Tensor rank() {
        return rank(Tolerance.of(Matrices.rows(q), Matrices.columns(r), r.dtype()));
    }
}
