package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Solver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SolveTest {
    private static void check(EachRoad road, Solver kind, double[][] exact, double[][] right) {
        double[][] a = road.rounded(exact);
        double[][] b = road.rounded(right);
        double[][] x = Stored.rows(road.solve(kind, road.stored(a), road.stored(b)));
        double[][] residual = Numbers.minus(Numbers.times(a, x), b);
        double size = Numbers.norm(a) * Numbers.norm(x);
        assertTrue(Numbers.ratio(residual, size, a.length, road.epsilon()) < 30, road + " " + kind + " " + a.length);
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theSolutionSolves(EachRoad road) {
        for (int n : new int[] {1, 2, 3, 7, 8, 9, 31, 32, 33, 65, 130, 200}) {
            for (int r : new int[] {1, 3, 140}) {
                double[][] b = Numbers.random(n, r, 7);
                double[][] a = Numbers.random(n, n, n);
                check(road, Solver.GENERAL, a, b);
                check(road, Solver.POSITIVE_DEFINITE, Numbers.positiveDefinite(n, n), b);
                check(road, Solver.LOWER, Numbers.make(n, n, (i, j) -> i == j ? 2 + a[i][j] : i > j ? a[i][j] / n : 0), b);
                check(road, Solver.UPPER, Numbers.make(n, n, (i, j) -> i == j ? 2 + a[i][j] : i < j ? a[i][j] / n : 0), b);
            }
        }
    }

    /** Without exchange of rows, the zero in the corner would end it. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void rowsAreExchanged(EachRoad road) {
        int n = 67;
        double[][] reversed = Numbers.make(n, n, (i, j) -> i + j == n - 1 ? 1 : 0);
        double[][] x = Stored.rows(road.solve(Solver.GENERAL, road.stored(reversed), road.stored(Numbers.make(n, 1, (i, j) -> i))));
        for (int i = 0; i < n; i++) {
            assertEquals(n - 1 - i, x[i][0]);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void nearlySingularMatricesHaveSmallResiduals(EachRoad road) {
        double[][] b = Numbers.random(10, 2, 1);
        check(road, Solver.GENERAL, Numbers.hilbert(10), b);
        check(road, Solver.GENERAL, Numbers.graded(10, 10, 20, 1), b);
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theOtherTriangleIsNotRead(EachRoad road) {
        double[][] lower = Numbers.make(9, 9, (i, j) -> j > i ? Double.NaN : i == j ? 2 : 1);
        double[][] upper = Numbers.transpose(lower);
        double[][] b = Numbers.make(9, 1, (i, j) -> 2 + i);
        double[][] x = Stored.rows(road.solve(Solver.LOWER, road.stored(lower), road.stored(b)));
        double left = 0;
        for (int i = 0; i < 9; i++) {
            assertEquals((2 + i - left) / 2, x[i][0], 1e-6);
            left += x[i][0];
        }
        double[][] y = Stored.rows(road.solve(Solver.UPPER, road.stored(upper), road.stored(b)));
        assertEquals(5, y[8][0]);
    }
}
