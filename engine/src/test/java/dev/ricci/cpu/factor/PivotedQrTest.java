package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PivotedQrTest {
    private static final int[][] SHAPES = {
        {1, 1}, {2, 1}, {1, 2}, {3, 3}, {7, 5}, {5, 7}, {16, 17}, {17, 16}, {33, 31}, {64, 8}, {8, 64}, {97, 65}, {65, 97}, {131, 131}
    };

    /** Checks A[:, order] = Q R, and gives the absolute diagonal of R. */
    private static double[] check(EachRoad road, double[]... exact) {
        double[][] a = road.rounded(exact);
        int m = a.length;
        int n = a[0].length;
        View[] out = road.factor(Factorisation.PIVOTED_QR, road.stored(a));
        double[][] q = Stored.rows(out[0]);
        double[][] r = Stored.rows(out[1]);
        int[] order = Stored.integers(out[2]);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(Exchanges.none(n), sorted);
        String which = road + " " + m + " by " + n;
        double[][] residual = Numbers.minus(Numbers.times(q, r), Numbers.make(m, n, (i, j) -> a[i][order[j]]));
        assertTrue(Numbers.ratio(residual, Numbers.norm(a), Math.max(m, n), road.epsilon()) < 30, which);
        assertTrue(Numbers.unorthogonality(q, road.epsilon()) < 30, which);
        double[] diagonal = new double[r.length];
        for (int i = 0; i < r.length; i++) {
            diagonal[i] = Math.abs(r[i][i]);
            assertTrue(i == 0 || diagonal[i] <= diagonal[i - 1] * (1 + 1e-3) + road.epsilon() * diagonal[0], which + ": descending");
            for (int j = 0; j < i; j++) {
                assertEquals(0, r[i][j], "zero below the diagonal");
            }
        }
        return diagonal;
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theProductIsTheMatrixInOrder(EachRoad road) {
        for (int[] s : SHAPES) {
            check(road, Numbers.random(s[0], s[1], s[0]));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theDiagonalShowsTheRank(EachRoad road) {
        assertEquals(0, check(road, new double[40][40])[0]);
        for (int[] s : new int[][] {{50, 40}, {40, 50}}) {
            double[] diagonal = check(road, Numbers.ofRank(s[0], s[1], 7, 5));
            assertTrue(diagonal[6] > 0.1 && diagonal[7] < 100 * road.epsilon() * diagonal[0]);
        }
        check(road, Numbers.graded(50, 40, road.type() == DType.FLOAT64 ? 200 : 30, 6));
    }

    /** Columns that are orthogonal already are only sorted by their length. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theLongestColumnComesFirst(EachRoad road) {
        double[][] a = Numbers.make(6, 4, (i, j) -> i == j ? 1 << (j * 2 + 1) % 5 : 0); // 2, 8, 1, 4
        assertArrayEquals(new double[] {8, 4, 2, 1}, check(road, a), 1e-5);
        assertArrayEquals(new int[] {1, 3, 0, 2}, Stored.integers(road.factor(Factorisation.PIVOTED_QR, road.stored(a))[2]));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void sizesNearTheEndsOfTheRangeWork(EachRoad road) {
        double large = road.type() == DType.FLOAT64 ? 1e300 : 1e36;
        double[][] a = Numbers.random(20, 10, 8);
        check(road, Numbers.make(20, 10, (i, j) -> a[i][j] * large));
        check(road, Numbers.make(20, 10, (i, j) -> a[i][j] / large));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void ofNothing(EachRoad road) {
        View[] wide = road.factor(Factorisation.PIVOTED_QR, Stored.empty(road.type(), 0, 3));
        assertArrayEquals(new int[] {0, 1, 2}, Stored.integers(wide[2]));
    }
}
