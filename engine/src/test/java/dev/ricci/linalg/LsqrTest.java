package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.IterativeSolution.Ending;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LsqrTest {
    private static final Lsqr EXACT = Lsqr.DEFAULT.within(1e-13).toCondition(1e14);

    private static Tensor times(Tensor a, Tensor x) {
        return a.matmul(x.unsqueeze(1)).squeeze(1);
    }

    @Test
    void squareAndWideSystemsAreMet() {
        for (int[] shape : new int[][] {{30, 30}, {20, 45}}) {
            Tensor a = Near.random(shape);
            Tensor b = Near.random(shape[0]);
            IterativeSolution found = EXACT.solve(LinearOperator.of(a), b);
            assertEquals(Ending.CONVERGED, found.ending());
            assertNear(b, times(a, found.solution()), 1e-9);
        }
    }

    @Test
    void tallSystemsGetTheLeastSquares() {
        Tensor a = Near.random(60, 12);
        Tensor b = Near.random(60);
        IterativeSolution found = EXACT.solve(LinearOperator.of(a), b);
        assertEquals(Ending.LEAST_SQUARES, found.ending());
        assertNear(LeastSquares.solve(a, b), found.orThrow(), 1e-11);
        assertEquals(times(a, found.solution()).sub(b).norm().item() / b.norm().item(), found.residual(), 1e-14);
        assertTrue(found.iterations() <= 16, "12 steps and little for rounding, got " + found.iterations());
    }

    /** Of the many solutions of a deficient system the least: that of the pseudo-inverse. */
    @Test
    void ofManySolutionsTheLeast() {
        Tensor a = Near.random(40, 5).matmul(Near.random(5, 20));
        Tensor b = Near.random(40);
        IterativeSolution found = EXACT.within(1e-11).solve(LinearOperator.of(a), b);
        assertTrue(found.converged(), found.toString());
        assertNear(times(Svd.of(a).pseudoInverse(), b), found.solution(), 1e-9);
    }

    @Test
    void dampingIsThatOfTheLongerSystem() {
        Tensor a = Near.random(25, 10);
        Tensor b = Near.random(25);
        Tensor longer = Shaping.concat(0, a, Tensor.eye(DType.FLOAT64, 10).mul(3));
        Tensor wanted = LeastSquares.solve(longer, Shaping.concat(0, b, Tensor.zeros(DType.FLOAT64, 10)));
        assertNear(wanted, EXACT.damped(3).solve(LinearOperator.of(a), b).orThrow(), 1e-11);
    }

    /** SciPy 1.17.1: lsqr(A, b, damp=0.1, atol=1e-15, btol=1e-15, conlim=1e15) with A[i, j] = 1 / (i + j + 1), b[i] = cos(i): 7 steps. */
    @Test
    void agreesWithSciPy() {
        double[] a = new double[12 * 6];
        double[] b = new double[12];
        for (int i = 0; i < 12; i++) {
            b[i] = Math.cos(i);
            for (int j = 0; j < 6; j++) {
                a[i * 6 + j] = 1.0 / (i + j + 1);
            }
        }
        IterativeSolution found = EXACT.damped(0.1).within(1e-15).toCondition(1e15)
                .solve(LinearOperator.of(Tensor.of(a, 12, 6)), Tensor.of(b));
        assertEquals(Ending.LEAST_SQUARES, found.ending());
        assertEquals(7, found.iterations(), 1);
        assertNear(Tensor.of(new double[] {2.24817359, -0.52730862, -1.0616156, -1.13034253, -1.08022368, -1.00279658}),
                found.solution(), 1e-8);
    }

    @Test
    void anIllConditionedOperatorEndsAtTheLimit() {
        double[] s = new double[30];
        for (int i = 0; i < s.length; i++) {
            s[i] = Math.pow(10, -i / 3.0);
        }
        Tensor a = Qr.of(Near.random(50, 30)).q().mul(Tensor.of(s));
        Tensor b = Near.random(50);
        IterativeSolution found = EXACT.toCondition(1e4).solve(LinearOperator.of(a), b);
        assertEquals(Ending.ILL_CONDITIONED, found.ending());
        assertTrue(assertThrows(NumericalFailure.class, found::orThrow).getMessage().contains("give a damping"));
    }

    @Test
    void rightSidesThatAskForNothing() {
        Tensor a = Near.random(6, 3);
        IterativeSolution zero = EXACT.solve(LinearOperator.of(a), Tensor.zeros(DType.FLOAT64, 6));
        assertEquals(Ending.CONVERGED, zero.ending());
        assertNear(Tensor.zeros(DType.FLOAT64, 3), zero.orThrow(), 0);
        IterativeSolution orthogonal = EXACT.solve(LinearOperator.of(Tensor.of(new double[] {1, 0, 0}, 3, 1)),
                Tensor.of(new double[] {0, 2, 0}));
        assertEquals(Ending.LEAST_SQUARES, orthogonal.ending());
        assertEquals(0, orthogonal.solution().item());
        assertEquals(1, orthogonal.residual());
        IterativeSolution nothing = EXACT.solve(LinearOperator.of(Tensor.zeros(DType.FLOAT64, 2, 2)), Near.random(2));
        assertTrue(nothing.converged());
    }

    @Test
    void float32() {
        Tensor a = Near.random(300, 40).to(DType.FLOAT32);
        Tensor b = Near.random(300).to(DType.FLOAT32);
        IterativeSolution found = Lsqr.DEFAULT.solve(LinearOperator.of(a), b);
        assertTrue(found.converged(), found.toString());
        assertNear(LeastSquares.solve(a, b), found.solution(), 1e-5);
    }

    /** Right sides whose squares are zero in float32: solved, or told that they are not, and an operator of such a size is refused. */
    @Test
    void verySmallSystems() {
        Tensor a = Near.positiveDefinite(6).to(DType.FLOAT32);
        Tensor b = Near.random(6).to(DType.FLOAT32).mul(1e-25);
        LinearOperator operator = LinearOperator.of(a);
        for (IterativeSolution found : new IterativeSolution[] {Lsqr.DEFAULT.solve(operator, b), Gmres.DEFAULT.solve(operator, b),
            ConjugateGradients.DEFAULT.solve(operator, b)}) {
            double left = b.mul(1e25).sub(times(a, found.solution().mul(1e25))).norm().item() / b.mul(1e25).norm().item();
            assertEquals(left, found.residual(), 1e-5, found.toString());
            assertEquals(found.converged(), left < 1e-4, found.toString());
        }
        assertTrue(assertThrows(NumericalFailure.class, () -> Lsqr.DEFAULT.solve(operator.mul(1e-25), b)).getMessage()
                .endsWith("below the range of float32; scale the system"));
    }

    @Test
    void whatCannotBeIsRefused() {
        Tensor b = Near.random(3);
        assertThrows(NumericalFailure.class, () -> EXACT.solve(LinearOperator.of(Near.random(3, 2)), b.div(0)));
        assertThrows(NumericalFailure.class, () -> EXACT.solve(LinearOperator.of(Near.random(3, 2).mul(Double.NaN)), b));
        LinearOperator forwardOnly = LinearOperator.of(3, 2, DType.FLOAT64, x -> Near.random(3, 2).matmul(x), null);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> EXACT.solve(forwardOnly, b)).getMessage()
                .contains("its transpose is not known"));
        assertThrows(IllegalArgumentException.class, () -> EXACT.damped(-1));
        assertThrows(IllegalArgumentException.class, () -> EXACT.toCondition(1));
        assertEquals(2, EXACT.atMost(2).solve(LinearOperator.of(Near.random(9, 8)), Near.random(9)).iterations());
    }

    @Test
    void memoryIsTheScopes() {
        try (Scope outer = Scope.open()) {
            LinearOperator a = LinearOperator.of(Near.random(30, 9));
            Tensor b = Near.random(30);
            int before = outer.owned();
            EXACT.solve(a, b);
            assertEquals(1, outer.owned() - before, "nothing but the solution stays");
        }
    }
}
