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
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConjugateGradientsTest {
    private static final ConjugateGradients EXACT = ConjugateGradients.DEFAULT.within(1e-12);

    /** Values repeated, rotated: symmetric, with so many distinct eigenvalues. */
    private static Tensor withEigenvalues(int n, double... distinct) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = distinct[i % distinct.length];
        }
        Tensor q = Qr.of(Near.random(n, n)).q();
        return Matrices.scaleColumns(q, Tensor.of(values)).matmul(q.t());
    }

    /** In exact arithmetic as many steps as there are distinct eigenvalues (Hestenes and Stiefel, theorem 5:1 and after). */
    @Test
    void takesAsManyStepsAsThereAreEigenvalues() {
        for (double[] values : new double[][] {{3}, {1, 2}, {1, 5, 9, 14}, {0.5, 1, 1.5, 2, 2.5, 3, 3.5}}) {
            Tensor a = withEigenvalues(60, values);
            Tensor x = Near.random(60);
            IterativeSolution found = EXACT.solve(LinearOperator.of(a), a.matmul(x.unsqueeze(1)).squeeze(1));
            assertEquals(values.length, found.iterations());
            assertTrue(found.converged() && found.residual() <= 1e-12, found.toString());
            assertNear(x, found.orThrow(), 1e-10);
        }
    }

    /** -u'' = pi^2 sin(pi x) by second differences: the discrete solution is the sine times a known factor. */
    @Test
    void solvesPoissonsEquationWithoutAMatrix() {
        int n = 99;
        LinearOperator laplacian = LinearOperator.of(Near.secondDifference(n));
        double[] sine = new double[n];
        for (int i = 0; i < n; i++) {
            sine[i] = Math.sin(Math.PI * (i + 1) / (n + 1));
        }
        Tensor b = Tensor.of(sine);
        IterativeSolution found = EXACT.solve(laplacian, b);
        assertEquals(1, found.iterations(), "b is an eigenvector");
        assertNear(b.div(2 - 2 * Math.cos(Math.PI / (n + 1))), found.solution(), 1e-8);
        Tensor ones = Tensor.of(b.fullLike(1).view());
        double[] x = EXACT.solve(laplacian, ones).orThrow().toDoubles();
        for (int i = 0; i < n; i++) {
            assertEquals((i + 1) * (n - i) / 2.0, x[i], 1e-8, "the parabola");
        }
    }

    @Test
    void aPreconditionerSavesSteps() {
        int n = 200;
        double[] scales = new double[n];
        for (int i = 0; i < n; i++) {
            scales[i] = Math.pow(10, 4.0 * i / n);
        }
        Tensor d = Tensor.of(scales);
        Tensor a = withEigenvalues(n, 1, 2, 3).mul(d.unsqueeze(1)).mul(d);
        Tensor b = Near.random(n);
        LinearOperator near = LinearOperator.diagonal(d.square().reciprocal());
        IterativeSolution plain = ConjugateGradients.DEFAULT.within(1e-8).solve(LinearOperator.of(a), b);
        IterativeSolution better = ConjugateGradients.DEFAULT.within(1e-8).preconditionedBy(near).solve(LinearOperator.of(a), b);
        assertTrue(better.converged() && better.iterations() < 40 && plain.iterations() > 5 * better.iterations(),
                plain.iterations() + " and " + better.iterations());
        assertTrue(a.matmul(better.solution().unsqueeze(1)).squeeze(1).sub(b).norm().item() <= 1.001e-8 * b.norm().item());
    }

    @Test
    void aGuessIsImprovedUpon() {
        Tensor a = Near.positiveDefinite(30);
        Tensor b = Near.random(30);
        Tensor x = EXACT.solve(LinearOperator.of(a), b).orThrow();
        assertEquals(0, EXACT.within(1e-11).solve(LinearOperator.of(a), b, x).iterations());
        IterativeSolution fromNear = EXACT.within(1e-6).solve(LinearOperator.of(a), b, x.add(1e-5));
        assertTrue(fromNear.iterations() < EXACT.within(1e-6).solve(LinearOperator.of(a), b).iterations());
    }

    @Test
    void singularEquationsThatCanBeMetAre() {
        Tensor a = withEigenvalues(40, 0, 1, 2);
        Tensor b = a.matmul(Near.random(40, 1)).squeeze(1);
        IterativeSolution found = EXACT.solve(LinearOperator.of(a), b);
        assertTrue(found.converged(), found.toString());
        assertNear(b, a.matmul(found.solution().unsqueeze(1)).squeeze(1), 1e-10);
        assertFalse(EXACT.solve(LinearOperator.of(a), Near.random(40)).converged(), "those that cannot are not");
    }

    @Test
    void othersThanPositiveDefiniteAreNoticed() {
        Tensor b = Near.random(20);
        IterativeSolution indefinite = EXACT.solve(LinearOperator.of(withEigenvalues(20, -1, -2)), b);
        assertEquals(Ending.NOT_POSITIVE, indefinite.ending());
        assertTrue(assertThrows(NumericalFailure.class, indefinite::orThrow).getMessage().matches(
                "conjugateGradients: stopped after 1 steps at a residual of 1(\\.0)? of the right side: the operator or the "
                + "preconditioner is not positive definite; take gmres or lsqr"), () -> indefinite.toString());
        Tensor skewed = Near.random(20, 20).add(Tensor.eye(DType.FLOAT64, 20).mul(3));
        IterativeSolution lost = EXACT.solve(LinearOperator.of(skewed), b);
        assertFalse(lost.converged());
        LinearOperator minus = LinearOperator.diagonal(b.fullLike(-1));
        assertEquals(Ending.NOT_POSITIVE, EXACT.preconditionedBy(minus).solve(LinearOperator.of(Near.positiveDefinite(20)), b).ending());
    }

    @Test
    void float32EndsAtItsRounding() {
        Tensor a = withEigenvalues(50, 1, 1e2, 1e3, 1e5).to(DType.FLOAT32);
        Tensor b = Near.random(50).to(DType.FLOAT32);
        IterativeSolution found = ConjugateGradients.DEFAULT.within(1e-12).solve(LinearOperator.of(a), b);
        assertEquals(Ending.STAGNATED, found.ending());
        assertTrue(found.residual() < 1e-2, found.toString());
        assertTrue(ConjugateGradients.DEFAULT.within(1e-3).solve(LinearOperator.of(Near.positiveDefinite(20).to(DType.FLOAT32)),
                Near.random(20).to(DType.FLOAT32)).converged());
    }

    @Test
    void zeroRightSidesAndNoUnknowns() {
        LinearOperator a = LinearOperator.of(Near.positiveDefinite(4));
        IterativeSolution zero = EXACT.solve(a, Tensor.zeros(DType.FLOAT64, 4), Near.random(4));
        assertEquals(0, zero.iterations());
        assertNear(Tensor.zeros(DType.FLOAT64, 4), zero.orThrow(), 0);
        Tensor none = Tensor.zeros(DType.FLOAT64, 0, 0);
        assertEquals(0, EXACT.solve(LinearOperator.of(none), Tensor.zeros(DType.FLOAT64, 0)).orThrow().size());
    }

    @Test
    void numbersThatAreNotFiniteAreANumericalFailure() {
        Tensor b = Near.random(3);
        LinearOperator a = LinearOperator.of(Tensor.eye(DType.FLOAT64, 3));
        assertTrue(assertThrows(NumericalFailure.class, () -> EXACT.solve(a, b.mul(Double.NaN))).getMessage()
                .startsWith("conjugateGradients: the right side holds NaN or infinity"));
        LinearOperator nan = LinearOperator.of(Tensor.eye(DType.FLOAT64, 3).mul(Double.NaN));
        assertTrue(assertThrows(NumericalFailure.class, () -> EXACT.solve(nan, b)).getMessage()
                .startsWith("conjugateGradients: a product with the operator gave NaN or infinity"));
    }

    @Test
    void mistakesAreRefused() {
        LinearOperator a = LinearOperator.of(Near.random(3, 2));
        assertEquals("conjugateGradients: a square operator, got 3 by 2",
                assertThrows(IllegalArgumentException.class, () -> EXACT.solve(a, Near.random(3))).getMessage());
        LinearOperator square = LinearOperator.of(Near.positiveDefinite(3));
        assertThrows(IllegalArgumentException.class, () -> EXACT.solve(square, Near.random(2)));
        assertThrows(IllegalArgumentException.class, () -> EXACT.solve(square, Near.random(3, 1)));
        assertThrows(IllegalArgumentException.class, () -> EXACT.solve(square, Tensor.ones(3)));
        assertThrows(IllegalArgumentException.class, () -> EXACT.solve(square, Near.random(3).wanted()));
        assertThrows(IllegalArgumentException.class, () -> EXACT.solve(square, Near.random(3), Near.random(4)));
        assertThrows(IllegalArgumentException.class, () -> EXACT.preconditionedBy(a).solve(square, Near.random(3)));
        assertThrows(IllegalArgumentException.class, () -> EXACT.within(0));
        assertThrows(IllegalArgumentException.class, () -> EXACT.atMost(-1));
    }

    @Test
    void theStepsAllowedAreTheMost() {
        IterativeSolution found = EXACT.atMost(3).solve(LinearOperator.of(Near.secondDifference(50)), Near.random(50));
        assertEquals(3, found.iterations());
        assertEquals(Ending.ITERATIONS, found.ending());
    }

    @Test
    void memoryIsTheScopes() {
        try (Scope outer = Scope.open()) {
            LinearOperator a = LinearOperator.of(Near.positiveDefinite(30));
            Tensor b = Near.random(30);
            int before = outer.owned();
            EXACT.solve(a, b);
            assertEquals(1, outer.owned() - before, "nothing but the solution stays");
        }
    }
}
