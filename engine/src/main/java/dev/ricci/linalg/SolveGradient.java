package dev.ricci.linalg;

import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.tensor.Tensor;

/**
 * The pullbacks of X with A X = B for A (input 0) and B (input 1), all with the same leading axes: A^T Y = G gives Y for B, and
 * -Y X^T, as far as A is read, for A (Giles 2008, 2.3.1; docs/MATH.md).
 */
final class SolveGradient {
    private final Solver kind;
    private final Tensor a;
    private final boolean both;
    private final Tensor x;
    /** Y, made for A and handed on to B, which is asked next. */
    private Tensor made;

    private SolveGradient(Solver kind, View x, Tensor a, Tensor b) {
        this.kind = kind;
        this.a = a;
        both = a.isTracked() && b.isTracked();
        this.x = Tensor.result("solve", x, this::at, a, b);
    }

    /** X with the history that A and B ask for. */
    static Tensor tracked(Solver kind, View x, Tensor a, Tensor b) {
        return Inputs.isTracked(a) || Inputs.isTracked(b) ? new SolveGradient(kind, x, a, b).x : Tensor.of(x);
    }

    private Tensor at(int input, Tensor g) {
        Tensor y = input == 1 && made != null ? made : transposed(g.to(x.dtype()));
        made = input == 0 && both ? y : null;
        return input == 1 ? y : forA(y);
    }

    private Tensor transposed(Tensor g) {
        return switch (kind) {
            case GENERAL -> Solve.general(a.t(), g);
            case POSITIVE_DEFINITE -> Solve.positiveDefinite(a, g);
            case LOWER -> Solve.upper(a.t(), g);
            case UPPER -> Solve.lower(a.t(), g);
        };
    }

    private Tensor forA(Tensor y) {
        Tensor full = y.matmul(x.t()).neg();
        return switch (kind) {
            case GENERAL -> full;
            case POSITIVE_DEFINITE -> Triangles.symmetric(full);
            case LOWER -> Triangles.lower(full);
            case UPPER -> Triangles.upper(full);
        };
    }
}
