package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/**
 * The pullback of P = A^+ among matrices of one rank (Golub &amp; Pereyra 1973, "The differentiation of pseudo-inverses and nonlinear
 * least squares problems", section 4; docs/MATH.md). No singular value is divided by the difference of two, so equal ones do not matter.
 */
final class PseudoInverseGradient {
    private final Tensor a;
    private final Tensor p;

    private PseudoInverseGradient(Tensor a, Tensor plain) {
        this.a = a;
        p = Tensor.result("pseudoInverse", plain.view(), (i, g) -> at(g.to(a.dtype())), a);
    }

    /** The pseudo-inverse with the history that a asks for. */
    static Tensor tracked(Tensor a, Tensor plain) {
        return Inputs.isTracked(a) ? new PseudoInverseGradient(a, plain).p : plain;
    }

    /** A wide matrix is a tall one's transpose, and so is its pseudo-inverse. */
    private Tensor at(Tensor g) {
        return Matrices.rows(a) >= Matrices.columns(a) ? tall(a, p, g) : tall(a.t(), p.t(), g.t()).t();
    }

    /** -P^T G P^T + (I - A P) G^T P P^T + P^T P G^T (I - P A), by products no larger than m by n by n. */
    private static Tensor tall(Tensor a, Tensor p, Tensor g) {
        Tensor pt = p.t();
        Tensor inside = p.matmul(g.t());
        Tensor beside = g.t().sub(a.matmul(inside)).matmul(p.matmul(pt));
        Tensor within = inside.sub(inside.matmul(p).matmul(a)).sub(g.matmul(pt));
        return beside.add(pt.matmul(within));
    }
}
