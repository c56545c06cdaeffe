package dev.ricci.linalg;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.tensor.Tensor;

/**
 * X with A X = B for square A.
 *
 * <p>A is [.., n, n]; B is [.., n, r], or one vector [n], and then so is X unless A is a batch. Leading axes broadcast; types promote.
 * Gradients pass to both; that of A is symmetric for a positive definite one, triangular for a triangular one.
 * All throw {@link NumericalFailure} where A is singular, or a number is NaN or infinite; a solution beyond the type's range is infinite.
 */
public final class Solve {
    private Solve() {}

    /** For any regular A: LU with partial pivoting. */
    public static Tensor general(Tensor a, Tensor b) {
        return solve(Solver.GENERAL, a, b);
    }

    /** For a symmetric positive definite A, of which the lower triangle is read: Cholesky, at half the work. */
    public static Tensor positiveDefinite(Tensor a, Tensor b) {
        return solve(Solver.POSITIVE_DEFINITE, a, b);
    }

    /** For a lower triangular A; what stands above the diagonal is not read. */
    public static Tensor lower(Tensor a, Tensor b) {
        return solve(Solver.LOWER, a, b);
    }

    /** For an upper triangular A; what stands below the diagonal is not read. */
    public static Tensor upper(Tensor a, Tensor b) {
        return solve(Solver.UPPER, a, b);
    }

    private static Tensor solve(Solver kind, Tensor a, Tensor b) {
        if (b.rank() == 1) {
            return solve(kind, a, b.unsqueeze(1)).squeeze(-1);
        }
        Inputs.square("solve", a);
        Inputs.matrices("solve", a, b);
        int n = Matrices.rows(a);
        int r = Matrices.columns(b);
        Check.sameLength("solve", "the rows of A and B", n, Matrices.rows(b));
        int[] batch = Check.broadcast("solve (leading axes)", Matrices.batch(a), Matrices.batch(b));
        DType dtype = a.dtype().promote(b.dtype());
        Backend device = a.backend();
        View x = device.allocate(dtype, Matrices.shape(batch, n, r));
        Tensor left = a.to(dtype).broadcastTo(Matrices.shape(batch, n, n));
        Tensor right = b.to(dtype).broadcastTo(Matrices.shape(batch, n, r));
        if (x.size() > 0) {
            device.solve(kind, x, left.view(), right.view());
        }
        return SolveGradient.tracked(kind, x, left, right);
    }
}
