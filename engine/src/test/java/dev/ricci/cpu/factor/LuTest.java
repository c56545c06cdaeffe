package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LuTest {
    private static final int[][] SHAPES = {
        {1, 1}, {2, 1}, {1, 2}, {3, 3}, {7, 5}, {5, 7}, {31, 33}, {33, 31}, {64, 64}, {97, 65}, {65, 97}, {200, 20}, {20, 200}, {150, 150},
        {193, 193}, {301, 170}, {170, 301}
    };

    /** Checks A[order] = L U with no factor above 1, and gives U's diagonal times the sign. */
    private static double check(EachRoad road, double[]... exact) {
        double[][] a = road.rounded(exact);
        int m = a.length;
        int n = a[0].length;
        int k = Math.min(m, n);
        View[] out = road.factor(Factorisation.LU, road.stored(a));
        double[][] lu = Stored.rows(out[0]);
        int[] order = Stored.integers(out[1]);
        double[][] l = Numbers.make(m, k, (i, j) -> i == j ? 1 : i > j ? lu[i][j] : 0);
        double[][] u = Numbers.make(k, n, (i, j) -> i <= j ? lu[i][j] : 0);
        double[][] chosen = Numbers.make(m, n, (i, j) -> a[order[i]][j]);
        String which = road + " " + m + " by " + n;
        double[][] residual = Numbers.minus(Numbers.times(l, u), chosen);
        assertTrue(Numbers.ratio(residual, Numbers.norm(a), Math.max(m, n), road.epsilon()) < 30, which);
        for (double[] row : l) {
            for (double x : row) {
                assertTrue(Math.abs(x) <= 1, which + ": the largest is the pivot");
            }
        }
        double sign = Stored.vector(out[2])[0];
        assertEquals(sign(order), sign, which);
        double product = sign;
        for (int i = 0; i < k; i++) {
            product *= u[i][i];
        }
        return product;
    }

    /** By the length of each cycle. */
    private static int sign(int... order) {
        boolean[] seen = new boolean[order.length];
        int sign = 1;
        for (int i = 0; i < order.length; i++) {
            for (int j = order[i]; !seen[i] && j != i; j = order[j]) {
                seen[j] = true;
                sign = -sign;
            }
        }
        return sign;
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theProductIsTheMatrixInOrder(EachRoad road) {
        for (int[] s : SHAPES) {
            check(road, Numbers.random(s[0], s[1], s[0]));
        }
    }

    /** The determinant of a matrix with x on the diagonal and ones elsewhere is (x - 1)^(n - 1) (x + n - 1). */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void knownDeterminants(EachRoad road) {
        for (int n : new int[] {1, 2, 5, 40}) {
            double shift = 1 + n;
            double[][] reversed = Numbers.make(n, n, (i, j) -> i + j == n - 1 ? 2 : 1);
            double reversal = n * (n - 1) / 2 % 2 == 0 ? 1 : -1;
            assertEquals(reversal * shift, check(road, reversed), 4 * n * n * shift * road.epsilon());
        }
        assertEquals(-2, check(road, new double[][] {{1, 2}, {3, 4}}), 1e-6);
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void aPivotOfZeroIsNoFailure(EachRoad road) {
        assertEquals(0, check(road, new double[40][40]));
        assertEquals(0, check(road, Numbers.make(5, 5, (i, j) -> 1)));
        assertEquals(0, check(road, Numbers.make(70, 70, (i, j) -> j == 3 ? 0 : i == j ? 2 : 1.0 / (1 + i + j))));
        check(road, Numbers.make(70, 50, (i, j) -> i / 2 + j));
        double[][] u = Stored.rows(road.factor(Factorisation.LU, road.stored(new double[][] {{0, 1}, {0, 2}}))[0]);
        assertArrayEquals(new double[][] {{0, 1}, {0, 2}}, u);
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void sizesNearTheEndsOfTheRangeWork(EachRoad road) {
        double large = road.type() == DType.FLOAT64 ? 1e300 : 1e36;
        double[][] a = Numbers.random(20, 20, 8);
        check(road, Numbers.make(20, 20, (i, j) -> a[i][j] * large));
        check(road, Numbers.make(20, 20, (i, j) -> a[i][j] / large));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void ofNothing(EachRoad road) {
        View[] tall = road.factor(Factorisation.LU, Stored.empty(road.type(), 2, 4, 0));
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(new int[] {0, 1, 2, 3}, Stored.integers(tall[1], i));
            assertEquals(1, Stored.vector(tall[2], i)[0]);
        }
        assertEquals(1, Stored.vector(road.factor(Factorisation.LU, Stored.empty(road.type(), 0, 4))[2])[0]);
    }
}
