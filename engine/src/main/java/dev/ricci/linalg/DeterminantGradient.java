package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/** The pullback of det A: the matrix of cofactors (Giles 2008, 2.2.4; docs/MATH.md). Waits for the device. */
final class DeterminantGradient {
    private final Tensor a;
    private final Tensor determinant;

    private DeterminantGradient(Tensor a, Tensor plain) {
        this.a = a;
        determinant = Tensor.result("determinant", plain.view(),
                (i, g) -> cofactors().mul(g.to(a.dtype()).unsqueeze(-1).unsqueeze(-1)), a);
    }

    /** The determinant with the history that a asks for. */
    static Tensor tracked(Tensor a, Tensor plain) {
        return Inputs.isTracked(a) ? new DeterminantGradient(a, plain).determinant : plain;
    }

    /**
     * det(A) A^-T. Near a singular A the errors of both cancel, since both come of the same LU; at one, where there is no inverse, and
     * where the determinant is beyond the type's range though cofactors need not be, these come of the singular values.
     */
    private Tensor cofactors() {
        Lu lu = Lu.of(a.detach());
        if (hasZeroOrInfinity(determinant) || hasZeroOrInfinity(lu.pivots())) {
            return bySingularValues();
        }
        Tensor inverse = InverseGradient.tracked(a, lu.solve(Triangles.identity(a)));
        return inverse.t().mul(determinant.unsqueeze(-1).unsqueeze(-1));
    }

    private static boolean hasZeroOrInfinity(Tensor t) {
        return Arrays.stream(t.toDoubles()).anyMatch(v -> v == 0 || !Double.isFinite(v));
    }

    /** det(U V^T) U diag(c) V^T, c_i the product of all singular values but s_i. */
    private Tensor bySingularValues() {
        Svd svd = Svd.of(a);
        int n = Matrices.rows(a);
        Tensor rows = svd.s().unsqueeze(-2).broadcastTo(Matrices.shape(Matrices.batch(a), n, n));
        Tensor products = Products.of(Triangles.unitDiagonal(rows));
        Tensor sign = LogDeterminant.of(svd.u().detach().matmul(svd.vt().detach())).sign().unsqueeze(-1);
        return Matrices.scaleColumns(svd.u(), products.mul(sign)).matmul(svd.vt());
    }
}
