package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;

/**
 * A[:, order] = Q T Z^T with T lower triangular and regular in its leading rank by rank part, zero elsewhere; k = min(m, n): the rank and
 * least solutions of a matrix of any rank, for less work than an SVD.
 *
 * @param q [.., m, k], orthonormal columns
 * @param t [.., k, k], zero above the diagonal and beyond the rank
 * @param z [.., n, k], orthonormal columns
 * @param order [.., n] in int32: column j of Q T Z^T is column order[j] of A
 * @param rank [..] in int32
 */
public record CompleteOrthogonal(Tensor q, Tensor t, Tensor z, Tensor order, Tensor rank) {
    /** Of a matrix [.., m, n] with the tolerance of {@link Svd#tolerance}. @throws NumericalFailure for NaN or infinity */
    public static CompleteOrthogonal of(Tensor a) {
        Inputs.matrices("completeOrthogonal", a);
        return of(a, Tolerance.of(a));
    }

    /**
     * Of a matrix [.., m, n], by QR with column pivoting, then QR of the rows above the rank (Golub &amp; Van Loan 2013, 5.4.7): what
     * stands in R from the first diagonal element on that is below tolerance times the first counts as zero.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static CompleteOrthogonal of(Tensor a, double tolerance) {
        Inputs.matricesWithoutHistory("completeOrthogonal", a);
        Tolerance.check("completeOrthogonal", tolerance);
        try (Scope scope = Scope.open()) {
            PivotedQr qr = PivotedQr.of(a);
            Tensor rank = qr.rank(tolerance);
            Tensor rows = qr.r().fullLike(0);
            Tensor counted = within(rank, rows).where(qr.r(), rows);
            Qr turned = Qr.of(counted.t()); // counted = T Z^T with T^T the R of counted^T
            return new CompleteOrthogonal(scope.keep(qr.q()), scope.keep(turned.r()).t(), scope.keep(turned.q()), scope.keep(qr.order()),
                    scope.keep(rank));
        }
    }

    /** A again, but for what counted as zero. */
    public Tensor product() {
        return Orders.undo(order, z.matmul(t.t()).matmul(q.t())).t();
    }

    /**
     * Of all X [.., n, r] that make |A X - B| least, column by column, the one of least length; B is [.., m, r], or one vector [m].
     * Leading axes broadcast.
     */
    public Tensor solve(Tensor b) {
        if (b.rank() == 1) {
            return solve(b.unsqueeze(1)).squeeze(-1);
        }
        Inputs.matrices("completeOrthogonal", q, b);
        Check.sameLength("completeOrthogonal", "the rows of A and B", Matrices.rows(q), Matrices.rows(b));
        return Inputs.scoped(() -> {
            Tensor along = q.t().matmul(b);
            Tensor counted = within(rank, along).where(along, along.fullLike(0));
            Tensor ones = within(rank, t).where(t, Triangles.identity(t));
            return Orders.undo(order, z.matmul(Solve.lower(ones, counted)));
        }, b);
    }

    /** Whether a row stands above the rank, [.., rows, 1]. */
    private static Tensor within(Tensor rank, Tensor rows) {
        Tensor places = Triangles.places(rank.backend(), Matrices.rows(rows)).unsqueeze(1);
        return places.less(rank.unsqueeze(-1).unsqueeze(-1));
    }
}
