package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/** The pullback of A = L L^T (Murray 2016, "Differentiation of the Cholesky decomposition", section 3), as a symmetric matrix. */
final class CholeskyGradient {
    private final Tensor l;

    private CholeskyGradient(Tensor a, Tensor plain) {
        l = Tensor.result("cholesky", plain.view(), (i, g) -> at(g.to(a.dtype())), a);
    }

    /** L with the history that a asks for. */
    static Tensor tracked(Tensor a, Tensor plain) {
        return Inputs.isTracked(a) ? new CholeskyGradient(a, plain).l : plain;
    }

    /** L^-T mirrored(L^T G) L^-1 / 2, G the lower triangle of what arrives: above it L is 0 whatever A is. */
    private Tensor at(Tensor g) {
        Tensor upper = l.t();
        Tensor half = Solve.upper(upper, Triangles.mirrored(upper.matmul(Triangles.lower(g))));
        return Triangles.symmetric(Solve.upper(upper, half.t())).mul(0.5);
    }
}
