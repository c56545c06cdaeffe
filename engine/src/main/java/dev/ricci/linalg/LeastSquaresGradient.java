package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Tensor;

/**
 * The pullbacks of X = A^+ B for A (input 0) of full column rank and B (input 1) (Golub &amp; Pereyra 1973, "The differentiation of
 * pseudo-inverses and nonlinear least squares problems", section 4; docs/MATH.md).
 */
final class LeastSquaresGradient {
    private final Tensor a;
    private final Tensor b;
    private final boolean both;
    private final Tensor x;
    /** (A^T A)^-1 G, made for A and handed on to B, which is asked next. */
    private Tensor made;

    private LeastSquaresGradient(Tensor a, Tensor b, Tensor x) {
        this.a = a;
        this.b = b;
        both = a.isTracked() && b.isTracked();
        int[] batch = Check.broadcast("leastSquares (leading axes)", Matrices.batch(a), Matrices.batch(b));
        Tensor wideA = a.broadcastTo(Matrices.shape(batch, Matrices.rows(a), Matrices.columns(a)));
        Tensor wideB = b.broadcastTo(Matrices.shape(batch, Matrices.rows(b), Matrices.columns(b)));
        this.x = Tensor.result("leastSquares", x.view(), this::at, wideA, wideB);
    }

    /** X with the history that A and B ask for. */
    static Tensor tracked(Tensor a, Tensor b, Tensor plain) {
        if (!Inputs.isTracked(a) && !Inputs.isTracked(b)) {
            return plain;
        }
        return new LeastSquaresGradient(a.to(plain.dtype()), b.to(plain.dtype()), plain).x;
    }

    /** With W = (A^T A)^-1 G: A W for B, and (B - A X) W^T - A W X^T for A. */
    private Tensor at(int input, Tensor g) {
        Tensor w = input == 1 && made != null ? made : normal(g.to(x.dtype()));
        made = input == 0 && both ? w : null;
        Tensor forB = a.matmul(w);
        if (input == 1) {
            return forB;
        }
        return b.sub(a.matmul(x)).matmul(w.t()).sub(forB.matmul(x.t()));
    }

    private Tensor normal(Tensor g) {
        Tensor r = Qr.triangle(a);
        return Solve.upper(r, Solve.lower(r.t(), g));
    }
}
