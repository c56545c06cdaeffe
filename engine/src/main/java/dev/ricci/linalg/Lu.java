package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Failure;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Solver;
import dev.ricci.tensor.Tensor;

/**
 * A[order] = L U, k = min(m, n), by Gaussian elimination with partial pivoting.
 *
 * @param packed [.., m, n], U on and above the diagonal, L below it, its diagonal of ones left out
 * @param order [.., m] in int32: row i of L U is row order[i] of A
 * @param sign [.., 1], 1 or -1, the determinant of the permutation
 */
public record Lu(Tensor packed, Tensor order, Tensor sign) {
    /**
     * Of any floating-point matrix [.., m, n] (Golub &amp; Van Loan 2013, 3.4). A singular one has a zero on the diagonal of U.
     * Gradients pass elsewhere, with the order held fast.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Lu of(Tensor a) {
        Inputs.matrices("lu", a);
        Tensor[] made = Matrices.factor(Factorisation.LU, a);
        return LuGradient.tracked(a, new Lu(made[0], made[1], made[2]));
    }

    /** L [.., m, k], lower, ones on the diagonal, no element larger than 1. */
    public Tensor l() {
        return Triangles.unitLower(packed.slice(-1, 0, Matrices.least(packed)));
    }

    /** U [.., k, n], upper. */
    public Tensor u() {
        return Triangles.upper(packed.slice(-2, 0, Matrices.least(packed)));
    }

    /** The diagonal of U, [.., k]. */
    public Tensor pivots() {
        return Matrices.diagonal(packed);
    }

    /** A again: the rows of L U put back. */
    public Tensor product() {
        return Orders.undo(order, l().matmul(u()));
    }

    /**
     * The X [.., n, r] with A X = B for a square A and B [.., n, r], or one vector [n]; leading axes broadcast. Waits for the device.
     *
     * @throws NumericalFailure where A is singular, naming the pivot
     */
    public Tensor solve(Tensor b) {
        if (b.rank() == 1) {
            return solve(b.unsqueeze(1)).squeeze(-1);
        }
        Inputs.square("solve", packed);
        Inputs.matrices("solve", packed, b);
        Check.sameLength("solve", "the rows of A and B", Matrices.rows(packed), Matrices.rows(b));
        regular();
        return Inputs.scoped(() -> {
            Tensor y = Solve.lower(l(), Orders.apply(order, b));
            return Solve.upper(packed, y);
        }, packed, b);
    }

    /** The determinant of a square A, [..]. */
    public Tensor determinant() {
        Inputs.square("determinant", packed);
        return Inputs.scoped(() -> Products.of(pivots()).mul(sign.squeeze(-1)), packed);
    }

    private void regular() {
        int n = Matrices.rows(packed);
        double[] pivots = pivots().detach().toDoubles();
        int[] codes = new int[n == 0 ? 0 : pivots.length / n];
        for (int i = pivots.length - 1; i >= 0; i--) {
            if (pivots[i] == 0) {
                codes[i / n] = i % n + 1;
            }
        }
        Failure.named(Solver.GENERAL).check(codes);
    }
}
