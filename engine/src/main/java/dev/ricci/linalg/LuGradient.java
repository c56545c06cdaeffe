package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/**
 * The pullback of A[order] = L U, both packed in one matrix, the order held fast (de Hoog, Anderssen &amp; Lukas 2011, "Differentiation
 * of matrix functionals using triangular factorization"; docs/MATH.md).
 *
 * <p>What a wide or tall A has beyond its leading square part is solved for by L or U.
 */
final class LuGradient {
    private final Tensor order;
    private final Tensor packed;

    private LuGradient(Tensor a, Lu plain) {
        order = plain.order();
        packed = Tensor.result("lu", plain.packed().view(), (i, g) -> Orders.undo(order, at(g.to(a.dtype()))), a);
    }

    /** The factorisation with the history that a asks for. */
    static Lu tracked(Tensor a, Lu plain) {
        return Inputs.isTracked(a) ? new Lu(new LuGradient(a, plain).packed, plain.order(), plain.sign()) : plain;
    }

    private Tensor at(Tensor g) {
        int m = Matrices.rows(packed);
        int n = Matrices.columns(packed);
        int k = Math.min(m, n);
        Tensor l = Triangles.unitLower(packed.slice(-2, 0, k).slice(-1, 0, k));
        Tensor u = Triangles.upper(packed.slice(-2, 0, k).slice(-1, 0, k));
        Tensor square = g.slice(-2, 0, k).slice(-1, 0, k);
        Tensor ofL = l.t().matmul(Triangles.strictlyLower(square));
        Tensor ofU = Triangles.upper(square).matmul(u.t());
        if (m == n) {
            return byBoth(l, u, ofL, ofU);
        }
        if (m > n) { // rows of L below the square: they are A U^-1
            Tensor below = byU(u, g.slice(-2, k, m));
            Tensor gone = packed.slice(-2, k, m).t().matmul(g.slice(-2, k, m));
            return Shaping.concat(-2, byBoth(l, u, ofL, ofU.sub(gone)), below);
        }
        Tensor beside = Solve.upper(l.t(), g.slice(-1, k, n)); // columns of U beside the square: they are L^-1 A
        Tensor gone = g.slice(-1, k, n).matmul(packed.slice(-1, k, n).t());
        return Shaping.concat(-1, byBoth(l, u, ofL.sub(gone), ofU), beside);
    }

    /** L^-T (strictlyLower(ofL) + upper(ofU)) U^-T. */
    private static Tensor byBoth(Tensor l, Tensor u, Tensor ofL, Tensor ofU) {
        return byU(u, Solve.upper(l.t(), Triangles.strictlyLower(ofL).add(Triangles.upper(ofU))));
    }

    /** X U^-T. @throws NumericalFailure of {@link Solve#upper} where a pivot is zero */
    private static Tensor byU(Tensor u, Tensor x) {
        return Solve.upper(u, x.t()).t();
    }
}
