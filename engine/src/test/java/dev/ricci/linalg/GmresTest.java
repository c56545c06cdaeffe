package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.IterativeSolution.Ending;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GmresTest {
    private static final Gmres EXACT = Gmres.DEFAULT.within(1e-12).restartingAfter(100);

    private static Tensor times(Tensor a, Tensor x) {
        return a.matmul(x.unsqueeze(1)).squeeze(1);
    }

    /** Row i is row i + 1 of the identity: GMRES finds nothing at all before step n (Brown 1991). */
    private static LinearOperator shift(int n) {
        return LinearOperator.of(n, n, DType.FLOAT64, x -> Shaping.concat(0, x.slice(0, 1, n), x.slice(0, 0, 1)), null);
    }

    @Test
    void anySystemOfNUnknownsTakesNStepsAtMost() {
        for (int n : new int[] {1, 2, 17, 60}) {
            Tensor a = Near.random(n, n);
            Tensor b = Near.random(n);
            IterativeSolution found = EXACT.within(1e-10).solve(LinearOperator.of(a), b);
            assertTrue(found.converged() && found.iterations() <= n, found.toString());
            assertNear(b, times(a, found.orThrow()), 1e-8);
        }
    }

    @Test
    void theShiftTakesAllItsStepsAndNoRestartHelps() {
        Tensor b = Tensor.of(new double[] {1, 0, 0, 0, 0, 0, 0, 0});
        IterativeSolution whole = EXACT.solve(shift(8), b);
        assertEquals(8, whole.iterations());
        assertNear(Tensor.of(new double[] {0, 1, 0, 0, 0, 0, 0, 0}), whole.orThrow(), 1e-14);
        IterativeSolution early = EXACT.restartingAfter(7).solve(shift(8), b);
        assertEquals(Ending.STAGNATED, early.ending());
        assertEquals(1, early.residual(), 1e-14);
        assertTrue(assertThrows(NumericalFailure.class, early::orThrow).getMessage().contains("for gmres restart later"));
    }

    /** Two distinct eigenvalues, not symmetric: two steps. */
    @Test
    void takesAsManyStepsAsThereAreEigenvalues() {
        Tensor p = Near.random(12, 12).add(Tensor.eye(DType.FLOAT64, 12).mul(6));
        Tensor d = Tensor.of(new double[] {2, 2, 2, 2, 2, 2, 5, 5, 5, 5, 5, 5});
        Tensor a = Solve.general(p.t(), p.mul(d).t()).t();
        IterativeSolution found = EXACT.solve(LinearOperator.of(a), Near.random(12));
        assertEquals(2, found.iterations());
        assertTrue(found.converged());
    }

    @Test
    void restartsConverge() {
        int n = 80;
        Tensor a = Near.random(n, n).add(Tensor.eye(DType.FLOAT64, n).mul(20));
        Tensor b = Near.random(n);
        IterativeSolution found = Gmres.DEFAULT.within(1e-11).restartingAfter(6).solve(LinearOperator.of(a), b);
        assertTrue(found.converged() && found.iterations() > 6, found.toString());
        assertNear(Solve.general(a, b), found.solution(), 1e-10);
        LinearOperator near = LinearOperator.of(Solve.general(a.add(0.01), Tensor.eye(DType.FLOAT64, n)));
        IterativeSolution better = Gmres.DEFAULT.within(1e-11).restartingAfter(6).preconditionedBy(near).solve(LinearOperator.of(a), b);
        assertTrue(better.converged() && better.iterations() < found.iterations() / 2, better.toString());
        assertNear(Solve.general(a, b), better.solution(), 1e-10);
        IterativeSolution again = Gmres.DEFAULT.within(1e-10).solve(LinearOperator.of(a), b, found.solution());
        assertEquals(0, again.iterations());
    }

    /** SciPy 1.17.1: gmres(A, b, rtol=1e-10, restart=4), A[i, j] = 1 / (1 + |i - j|), and 0.3 more above the diagonal: 36 steps. */
    @Test
    void agreesWithSciPy() {
        double[] a = new double[100];
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
                a[i * 10 + j] = 1.0 / (1 + Math.abs(i - j)) + (j > i ? 0.3 : 0);
            }
        }
        Tensor b = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        IterativeSolution found = Gmres.DEFAULT.within(1e-10).restartingAfter(4).solve(LinearOperator.of(Tensor.of(a, 10, 10)), b);
        assertEquals(36, found.iterations(), 1);
        assertNear(Tensor.of(new double[] {-2.48981842, -1.20946337, -0.79328865, -0.44831312, -0.10370157, 0.2827377, 0.69804195,
            1.47256221, 1.20569029, 9.23909883}), found.orThrow(), 1e-7);
    }

    @Test
    void singularSystems() {
        Tensor a = Tensor.of(new double[] {1, 0, 0, 0}, 2, 2);
        IterativeSolution met = EXACT.solve(LinearOperator.of(a), Tensor.of(new double[] {3, 0}));
        assertTrue(met.converged());
        assertNear(Tensor.of(new double[] {3, 0}), met.solution(), 1e-14);
        IterativeSolution not = EXACT.solve(LinearOperator.of(a), Tensor.of(new double[] {3, 4}));
        assertEquals(Ending.STAGNATED, not.ending());
        assertEquals(0.8, not.residual(), 1e-14, "the least there is");
        Tensor nilpotent = Tensor.of(new double[] {0, 1, 0, 0}, 2, 2);
        assertFalse(EXACT.solve(LinearOperator.of(nilpotent), Tensor.of(new double[] {0, 1})).converged());
        assertFalse(EXACT.solve(LinearOperator.of(nilpotent.mul(0)), Tensor.of(new double[] {0, 1})).converged());
    }

    @Test
    void float32EndsAtItsRounding() {
        Tensor a = Near.random(40, 40).add(Tensor.eye(DType.FLOAT64, 40).mul(9)).to(DType.FLOAT32);
        Tensor b = Near.random(40).to(DType.FLOAT32);
        IterativeSolution found = Gmres.DEFAULT.within(1e-5).solve(LinearOperator.of(a), b);
        assertTrue(found.converged(), found.toString());
        IterativeSolution beyond = Gmres.DEFAULT.within(1e-12).solve(LinearOperator.of(a), b);
        assertEquals(Ending.STAGNATED, beyond.ending());
        assertTrue(beyond.residual() < 1e-6, beyond.toString());
    }

    @Test
    void zeroRightSidesAndNumbersThatAreNotFinite() {
        LinearOperator a = LinearOperator.of(Near.random(3, 3));
        IterativeSolution zero = EXACT.solve(a, Tensor.zeros(DType.FLOAT64, 3), Near.random(3));
        assertNear(Tensor.zeros(DType.FLOAT64, 3), zero.orThrow(), 0);
        assertThrows(NumericalFailure.class, () -> EXACT.solve(a, Near.random(3).mul(Double.NaN)));
        assertThrows(NumericalFailure.class, () -> EXACT.solve(LinearOperator.of(Near.random(3, 3).div(0)), Near.random(3)));
        assertThrows(IllegalArgumentException.class, () -> EXACT.solve(LinearOperator.of(Near.random(3, 2)), Near.random(3)));
        assertThrows(IllegalArgumentException.class, () -> EXACT.restartingAfter(0));
    }

    @Test
    void memoryIsTheScopes() {
        try (Scope outer = Scope.open()) {
            LinearOperator a = LinearOperator.of(Near.random(30, 30));
            Tensor b = Near.random(30);
            int before = outer.owned();
            EXACT.restartingAfter(7).atMost(20).solve(a, b);
            assertEquals(1, outer.owned() - before, "nothing but the solution stays");
        }
    }
}
