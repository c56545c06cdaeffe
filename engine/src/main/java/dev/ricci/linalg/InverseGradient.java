package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/** The pullbacks of X = A^-1 and of log |det A| (Giles 2008, 2.2.3 and 2.2.4; docs/MATH.md). */
final class InverseGradient {
    private final Tensor x;

    private InverseGradient(Tensor a, Tensor plain) {
        x = Tensor.result("inverse", plain.view(), (i, g) -> at(g.to(a.dtype())), a);
    }

    /** The inverse with the history that a asks for. */
    static Tensor tracked(Tensor a, Tensor plain) {
        return Inputs.isTracked(a) ? new InverseGradient(a, plain).x : plain;
    }

    /** -X^T G X^T. */
    private Tensor at(Tensor g) {
        Tensor xt = x.t();
        return xt.matmul(g).matmul(xt).neg();
    }

    /** The logarithm with the history that a asks for: its gradient is g A^-T, and none where A is singular. */
    static Tensor ofLogarithm(Tensor a, Tensor plain) {
        return Tensor.result("logDeterminant", plain.view(),
                (i, g) -> Inverse.of(a).t().mul(g.to(a.dtype()).unsqueeze(-1).unsqueeze(-1)), a);
    }
}
