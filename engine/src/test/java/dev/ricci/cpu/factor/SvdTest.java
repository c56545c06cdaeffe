package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SvdTest {
    private static final int[][] SHAPES = {
        {1, 1}, {2, 1}, {1, 2}, {3, 3}, {7, 5}, {5, 7}, {16, 17}, {17, 16}, {33, 31}, {40, 8}, {8, 40}, {65, 65}, {67, 97}
    };

    private static double[] check(EachRoad road, double[]... exact) {
        double[][] a = road.rounded(exact);
        View[] out = road.factor(Factorisation.SVD, road.stored(a));
        double[][] u = Stored.rows(out[0]);
        double[] s = Stored.vector(out[1]);
        double[][] vt = Stored.rows(out[2]);
        String which = road + " " + a.length + " by " + a[0].length;
        int most = Math.max(a.length, a[0].length);
        double[][] product = Numbers.times(Numbers.scaled(u, s), vt);
        assertTrue(Numbers.ratio(Numbers.minus(product, a), Numbers.norm(a), most, road.epsilon()) < 30, which);
        assertTrue(Numbers.unorthogonality(u, road.epsilon()) < 30, which);
        assertTrue(Numbers.unorthogonality(Numbers.transpose(vt), road.epsilon()) < 30, which);
        for (int i = 0; i < s.length; i++) {
            assertTrue(s[i] >= 0 && (i == 0 || s[i] <= s[i - 1]), "descending, none negative: " + which);
        }
        return s;
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theProductIsTheMatrixAndBothSidesAreOrthonormal(EachRoad road) {
        for (int[] s : SHAPES) {
            check(road, Numbers.random(s[0], s[1], s[0]));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void matricesWithoutFullRankWork(EachRoad road) {
        double[] zero = check(road, Numbers.make(20, 13, (i, j) -> 0));
        assertEquals(0, zero[0]);
        double[] low = check(road, Numbers.ofRank(50, 40, 7, 5));
        assertTrue(low[6] > 1 && low[7] < 100 * road.epsilon() * low[0]);
        check(road, Numbers.make(20, 20, (i, j) -> j == 3 || i == 5 ? 0 : i + j));
        check(road, Numbers.graded(40, 40, road.type() == DType.FLOAT64 ? 200 : 30, 6));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void valuesThatAreEqualStayEqual(EachRoad road) {
        for (double s : check(road, Numbers.identity(33))) {
            assertEquals(1, s, 10 * road.epsilon());
        }
        double[] ones = check(road, Numbers.make(30, 20, (i, j) -> 1));
        assertEquals(Math.sqrt(600), ones[0], 1000 * road.epsilon());
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void sizesNearTheEndsOfTheRangeWork(EachRoad road) {
        double large = road.type() == DType.FLOAT64 ? 1e300 : 1e36;
        double[][] a = Numbers.random(12, 10, 8);
        check(road, Numbers.make(12, 10, (i, j) -> a[i][j] * large));
        check(road, Numbers.make(12, 10, (i, j) -> a[i][j] / large));
    }

    /** A limit of convergence below the rounding of sums shows in one small matrix of hundreds. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void noneOfManySmallMatricesTurnsForEver(EachRoad road) {
        for (int n = 2; n <= 6; n++) {
            View batch = Stored.empty(road.type(), 1000, n, n);
            for (int i = 0; i < 1000; i++) {
                double[][] a = Numbers.random(n, n, 1000L * n + i);
                int shift = i % 2 == 0 ? 2 * n : 0;
                Stored.put(batch, i, Numbers.make(n, n, (row, column) -> a[row][column] + (row == column ? shift : 0)));
            }
            View[] out = road.factor(Factorisation.SVD, batch);
            for (int i = 0; i < 1000; i += 37) {
                assertTrue(Numbers.unorthogonality(Stored.rows(out[0], i), road.epsilon()) < 30);
                assertTrue(Numbers.unorthogonality(Numbers.transpose(Stored.rows(out[2], i)), road.epsilon()) < 30);
            }
        }
    }

    /** The singular values of the Hilbert matrix of order 5: roots of its characteristic polynomial, exact in rational numbers. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void hilbertsMatrix(EachRoad road) {
        double[] known = {
            1.5670506910982308, 0.20853421861101334, 0.011407491623419807, 3.0589804015119173e-4, 3.287928772171863e-6
        };
        double[] s = check(road, Numbers.hilbert(5));
        for (int i = 0; i < known.length; i++) {
            assertEquals(known[i], s[i], 10 * road.epsilon() * known[0], road + " value " + i);
        }
    }

    /** The bidiagonal matrix of ones has values 2 cos(k pi / (2 n + 1)). */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void aKnownSpectrum(EachRoad road) {
        for (int n : new int[] {2, 9, 64, 101}) {
            double[] s = check(road, Numbers.make(n, n, (i, j) -> j == i || j == i + 1 ? 1 : 0));
            for (int k = 1; k <= n; k++) {
                assertEquals(2 * Math.cos(k * Math.PI / (2 * n + 1)), s[k - 1], 4 * n * road.epsilon());
            }
        }
    }

    /** Columns scaled by powers of two leave the relative accuracy of every value whole: what one-sided Jacobi is known for. */
    @Test
    void ourOwnFindsTinyValuesToAllTheirDigits() {
        EachRoad own = new EachRoad("our own", new Portable(EachRoad.POOL), DType.FLOAT64);
        double[] s = check(own, Numbers.make(4, 4, (i, j) -> (i == j ? 1 : i == j - 1 ? 0.5 : 0) * Math.scalb(1.0, -100 * j)));
        double determinant = 1;
        for (double value : s) {
            determinant *= value;
        }
        assertEquals(1, determinant / Math.scalb(1.0, -600), 1e-14);
    }
}
