package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;

/** The X that makes |A X - B| least, column by column. */
public final class LeastSquares {
    private LeastSquares() {}

    /**
     * For A [.., m, n] of full rank, m at least n, and B [.., m, r] or one vector [m]: by QR, which keeps twice the digits of the normal
     * equations. Leading axes broadcast; types promote. Waits for the device.
     *
     * @throws NumericalFailure where the rank is less than n within rounding, or a number is NaN or infinite
     */
    public static Tensor solve(Tensor a, Tensor b) {
        if (b.rank() == 1) {
            return solve(a, b.unsqueeze(1)).squeeze(-1);
        }
        Inputs.matrices("leastSquares", a, b);
        Check.sameLength("leastSquares", "the rows of A and B", Matrices.rows(a), Matrices.rows(b));
        if (Matrices.rows(a) < Matrices.columns(a)) {
            throw new IllegalArgumentException("leastSquares: " + Matrices.rows(a) + " equations do not determine " + Matrices.columns(a)
                    + " unknowns; the least of all solutions is Svd.of(a).pseudoInverse() times B");
        }
        return LeastSquaresGradient.tracked(a, b, plain(a.detach(), b.detach()));
    }

    private static Tensor plain(Tensor a, Tensor b) {
        try (Scope scope = Scope.open()) {
            Qr qr = Qr.of(a.to(a.dtype().promote(b.dtype())));
            fullRank(qr.r(), Matrices.rows(a));
            return scope.keep(Solve.upper(qr.r(), qr.q().t().matmul(b)));
        }
    }

    private static void fullRank(Tensor r, int rows) {
        int n = Matrices.columns(r);
        if (r.size() == 0) {
            return;
        }
        Tensor diagonal = Matrices.diagonal(r).abs();
        double[] least = diagonal.min(-1).toDoubles();
        double[] most = diagonal.max(-1).toDoubles();
        for (int i = 0; i < least.length; i++) {
            if (!(least[i] > 2 * rows * r.dtype().epsilon() * most[i])) {
                throw new NumericalFailure("leastSquares: " + (least.length == 1 ? "the matrix" : "matrix " + i + " of the batch")
                        + " has a rank below its " + n + " columns; the least of all solutions is Svd.of(a).pseudoInverse() times B");
            }
        }
    }
}
