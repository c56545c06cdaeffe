package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.Objects;

/**
 * The X that makes |A X - B| least, column by column, and of all such X the one of least length.
 *
 * @param solution [.., n, r], or [.., n] for one vector B
 * @param rank [..] in int32, with the leading axes of A
 * @param residuals [.., r], or [..] for one vector B: |A X - B| of each column
 * @param condition [..], with the leading axes of A: its largest singular value over its smallest, infinite where that is zero; 1 where
 *     A has no elements
 */
public record LeastSquares(Tensor solution, Tensor rank, Tensor residuals, Tensor condition) {
    /** The ways to a solution. */
    public enum Method {
        /**
         * QR with scaled columns, and refinement: for full rank, and refused where it is not. Columns (for m below n: rows) are scaled by
         * powers of two, so that their lengths do not matter. Full rank means that the smallest singular value of the scaled A is above
         * max(m, n) units in the last place of the largest. Where its condition c, in the Frobenius norm, exceeds 10 and 4 min(m, n), the
         * solution is refined by residuals of twice the precision (Bjorck 1967, "Iterative refinement of linear least squares
         * solutions"), which gives it nearly all digits of its type as long as c times the rounding unit is well below 1.
         */
        QR,
        /** {@link CompleteOrthogonal}: any rank, within the tolerance there; without scaling, which would change what is least. */
        COMPLETE_ORTHOGONAL,
        /** {@link Svd}: any rank, within the tolerance there, the rank most certain; about four times the work. */
        SVD
    }

    /**
     * For A [.., m, n] of any shape and rank and B [.., m, r] or one vector [m]: by {@link Method#QR} where the rank is full, by
     * {@link Method#COMPLETE_ORTHOGONAL} where it is not, matrix by matrix. Leading axes broadcast; types promote. Waits for the device.
     * Gradients pass through {@link #solve} and, for any rank, through {@link PseudoInverse} times B, not here.
     *
     * @throws NumericalFailure where a number is NaN or infinite, or one of the solution would be
     */
    public static LeastSquares of(Tensor a, Tensor b) {
        return checked(a, b, null);
    }

    /**
     * As {@link #of(Tensor, Tensor)}, by one method.
     *
     * @throws NumericalFailure where a number is NaN or infinite, or one of the solution would be, and for QR where the rank is not full
     */
    public static LeastSquares of(Tensor a, Tensor b, Method method) {
        return checked(a, b, Objects.requireNonNull(method, "leastSquares: method"));
    }

    /**
     * The solution alone, for A [.., m, n] of full rank, m at least n: by {@link Method#QR}, which keeps twice the digits of the normal
     * equations before it is refined. Gradients pass.
     *
     * @throws NumericalFailure where the rank is less than n within rounding, a number is NaN or infinite, or one of the solution would be
     */
    public static Tensor solve(Tensor a, Tensor b) {
        if (b.rank() == 1) {
            return solve(a, b.unsqueeze(1)).squeeze(-1);
        }
        check(a, b);
        if (Matrices.rows(a) < Matrices.columns(a)) {
            throw new IllegalArgumentException("leastSquares: " + Matrices.rows(a) + " equations do not determine " + Matrices.columns(a)
                    + " unknowns; the least of all solutions is LeastSquares.of(a, b).solution()");
        }
        return LeastSquaresGradient.tracked(a, b, Inputs.scoped(() -> LeastSquaresMethods.fullRank(a.detach(), b.detach())));
    }

    private static void check(Tensor a, Tensor b) {
        Inputs.matrices("leastSquares", a, b);
        Check.sameLength("leastSquares", "the rows of A and B", Matrices.rows(a), Matrices.rows(b));
        Check.broadcast("leastSquares (leading axes)", Matrices.batch(a), Matrices.batch(b));
    }

    private static LeastSquares checked(Tensor a, Tensor b, Method method) {
        if (b.rank() == 1) {
            LeastSquares made = checked(a, b.unsqueeze(1), method);
            return new LeastSquares(made.solution.squeeze(-1), made.rank, made.residuals.squeeze(-1), made.condition);
        }
        check(a, b);
        Inputs.matricesWithoutHistory("leastSquares", a, b);
        try (Scope scope = Scope.open()) {
            LeastSquares made = LeastSquaresMethods.by(method, a, b);
            return new LeastSquares(scope.keep(made.solution), scope.keep(made.rank), scope.keep(made.residuals),
                    scope.keep(made.condition));
        }
    }
}
