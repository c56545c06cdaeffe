package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/**
 * Least squares by QR of the scaled matrix: for m at least n the columns are scaled and the unknowns with them; else the rows, which are
 * equations, and the least solution is the residual of a system with A^T.
 */
final class FullRankLeastSquares {
    private final Tensor a;
    private final boolean wide;
    private final Equilibrated tall;
    private final Qr qr;
    private final Tensor regular;
    private final double[] conditions;
    private final boolean[] lacking;
    private Tensor residuals;

    /** Of finite matrices [.., m, n] with elements. */
    FullRankLeastSquares(Tensor a) {
        this.a = a;
        this.wide = Matrices.rows(a) < Matrices.columns(a);
        this.tall = Equilibrated.columns(wide ? a.t() : a);
        this.qr = Qr.of(tall.matrix());
        this.regular = regular(qr.r());
        this.conditions = conditions(qr.r(), regular);
        this.lacking = lacking(conditions, qr.r(), Tolerance.of(a));
    }

    /** Which have a condition of 1 / tolerance or more: found by singular values only where the norms, which are larger, leave it open. */
    private static boolean[] lacking(double[] atMost, Tensor r, double tolerance) {
        boolean[] lacking = new boolean[atMost.length];
        double[] exact = null;
        for (int i = 0; i < lacking.length; i++) {
            if (!(atMost[i] * tolerance < 1)) {
                exact = exact == null ? LeastSquaresMethods.condition(Svd.values(r)).toDoubles() : exact;
                lacking[i] = !(exact[i] * tolerance < 1);
            }
        }
        return lacking;
    }

    /** R, or the identity where the diagonal of R holds a zero. */
    private static Tensor regular(Tensor r) {
        Tensor least = Matrices.diagonal(r).abs().min(-1).unsqueeze(-1).unsqueeze(-1);
        return least.greater(0).where(r, Triangles.identity(r));
    }

    /** The Frobenius norm of R times that of its inverse: n times the condition at most, and never less. */
    private static double[] conditions(Tensor r, Tensor regular) {
        Tensor inverse = Solve.upper(regular, Triangles.identity(r));
        double[] conditions = Matrices.length(r, -2, -1).mul(Matrices.length(inverse, -2, -1)).toDoubles();
        double[] least = Matrices.diagonal(r).abs().min(-1).toDoubles();
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = least[i] == 0 ? Double.POSITIVE_INFINITY : conditions[i];
        }
        return conditions;
    }

    boolean isDeficient() {
        for (boolean b : lacking) {
            if (b) {
                return true;
            }
        }
        return false;
    }

    void refuseDeficient() {
        for (int i = 0; i < lacking.length; i++) {
            if (lacking[i]) {
                throw LeastSquaresMethods.deficient(i, lacking.length, Matrices.least(a) + (wide ? " rows" : " columns"));
            }
        }
    }

    /** Which matrices have not full rank, [..]. */
    Tensor deficient() {
        return Tensor.of(lacking, Matrices.batch(a)).to(a.backend());
    }

    Tensor rank() {
        int[] ranks = new int[lacking.length];
        Arrays.fill(ranks, Matrices.least(a));
        return Tensor.of(ranks, Matrices.batch(a)).to(a.backend());
    }

    /** Of A itself: R of the scaled matrix, unscaled, has its singular values. */
    Tensor condition() {
        return LeastSquaresMethods.condition(Svd.values(Matrices.scaleColumns(qr.r(), tall.factors().reciprocal())));
    }

    /** For B [.., m, r] with all leading axes; meaningless for deficient matrices. */
    Tensor solve(Tensor b) {
        boolean[] refined = new boolean[conditions.length];
        for (int i = 0; i < refined.length; i++) {
            refined[i] = !lacking[i] && conditions[i] > Math.max(10, 4 * Matrices.least(a)); // orthonormal columns have n
        }
        Tensor r = deficient().unsqueeze(-1).unsqueeze(-1).where(Triangles.identity(regular), regular);
        AugmentedSystem system = new AugmentedSystem(tall.matrix(), new Qr(qr.q(), r), refined);
        Tensor factors = tall.factors().unsqueeze(-1);
        if (wide) {
            Tensor x = system.solve(null, b.mul(factors)).r();
            residuals = Matrices.length(b.sub(a.matmul(x)), -2);
            return x;
        }
        AugmentedSystem.Solution both = system.solve(b, null);
        residuals = Matrices.length(both.r(), -2);
        return both.x().mul(factors);
    }

    /** Of the latest solution. */
    Tensor residuals() {
        return residuals;
    }
}
