package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;
import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.autograd.GradientCheck;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SymmetricFunctionTest {
    private static Tensor withValues(double... w) {
        Tensor v = Qr.of(Near.random(w.length, w.length)).q();
        return Slopes.symmetric(v.mul(Tensor.of(w, 1, w.length)).matmul(v.t()));
    }

    @Test
    void rootsAndLogarithmsAreUndone() {
        Tensor a = Near.positiveDefinite(6);
        Tensor root = SymmetricFunction.of(a, X.sqrt());
        assertNear(a, root.matmul(root), 1e-12);
        assertNear(a, MatrixExponential.of(SymmetricFunction.of(a, X.log())), 1e-12);
        assertNear(Inverse.of(a), SymmetricFunction.of(a, of(1).div(X)), 1e-12);
        Tensor batch = Shaping.stack(0, a, a.mul(4)).to(DType.FLOAT32);
        assertNear(Shaping.stack(0, root, root.mul(2)).to(DType.FLOAT32), SymmetricFunction.of(batch, X.sqrt()), 1e-5);
        assertArrayEquals(new int[] {2, 0, 0}, SymmetricFunction.of(Tensor.zeros(2, 0, 0), X.sqrt()).shape());
    }

    /** Apart, equal, and equal but for rounding; zeros for functions that have a derivative there. */
    @Test
    void gradients() {
        for (Formula f : new Formula[] {X.exp(), X.sqrt(), X.log(), X.tanh(), X.mul(X)}) {
            for (double[] w : new double[][] {{1, 2, 5, 7}, {2, 2, 2, 5}, {3, 3, 3, 3}, {2, 2 + 1e-6, 2 + 1e-4, 2.01}, {0.25}}) {
                check(f, withValues(w));
            }
        }
        check(X.exp(), withValues(0, 0, 1e-9, 3));
        check(X.exp(), Tensor.zeros(DType.FLOAT64, 3, 3));
        check(X.exp(), Shaping.stack(0, withValues(1, 1, 2), withValues(-1, 0, 3)));
        Slopes.assertSlopes("exp", x -> SymmetricFunction.of(Slopes.symmetric(x), X.exp()), withValues(1, 2, 4));
    }

    private static void check(Formula f, Tensor a) {
        GradientCheck check = GradientCheck.of(t -> SymmetricFunction.of(Slopes.symmetric(t[0]), f), a);
        assertTrue(check.error() < 1e-6, () -> f + ": " + check);
    }

    @Test
    void theGradientIsThatOfTheExponential() {
        Tensor a = withValues(1, 1, 1, -2, 0.5);
        assertNear(Slopes.symmetric(Slopes.gradient(MatrixExponential::of, a)), Slopes.gradient(x -> SymmetricFunction.of(x, X.exp()), a),
                1e-10);
    }

    @Test
    void whatIsNoFunctionOfOneNumberIsRefused() {
        Tensor a = Near.positiveDefinite(3);
        assertEquals("symmetricFunction: a formula of X alone, got one of the inputs [0, 1]",
                assertThrows(IllegalArgumentException.class, () -> SymmetricFunction.of(a, X.add(Y))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> SymmetricFunction.of(Near.random(2, 3), X.exp()));
        Near.failed(() -> SymmetricFunction.of(a.mul(Double.NaN), X.exp()));
        assertTrue(Double.isNaN(SymmetricFunction.of(a.neg(), X.sqrt()).sum().item()));
    }

    @Test
    void nothingButTheResultStays() {
        try (Scope outer = Scope.open()) {
            Tensor a = Near.positiveDefinite(3);
            int before = outer.owned();
            SymmetricFunction.of(a, X.sqrt());
            assertEquals(1, outer.owned() - before);
        }
    }
}
