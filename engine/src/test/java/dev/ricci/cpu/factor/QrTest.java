package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QrTest {
    private static final int[][] SHAPES = {
        {1, 1}, {2, 1}, {1, 2}, {3, 3}, {7, 5}, {5, 7}, {16, 17}, {17, 16}, {33, 31}, {32, 32}, {64, 8}, {97, 65}, {65, 97}, {131, 131},
        {193, 193}, {301, 170}, {170, 301}
    };

    private static void check(EachRoad road, double[]... exact) {
        double[][] a = road.rounded(exact);
        View[] out = road.factor(Factorisation.QR, road.stored(a));
        double[][] q = Stored.rows(out[0]);
        double[][] r = Stored.rows(out[1]);
        String which = road + " " + a.length + " by " + a[0].length;
        int most = Math.max(a.length, a[0].length);
        assertTrue(Numbers.ratio(Numbers.minus(Numbers.times(q, r), a), Numbers.norm(a), most, road.epsilon()) < 30, which);
        assertTrue(Numbers.unorthogonality(q, road.epsilon()) < 30, which);
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(0, r[i][j], "zero below the diagonal");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void qTimesRIsTheMatrixAndQIsOrthonormal(EachRoad road) {
        for (int[] s : SHAPES) {
            check(road, Numbers.random(s[0], s[1], s[0]));
        }
    }

    private static void checkComplete(EachRoad road, double[]... exact) {
        double[][] a = road.rounded(exact);
        View[] out = road.factor(Factorisation.COMPLETE_QR, road.stored(a));
        double[][] q = Stored.rows(out[0]);
        double[][] r = Stored.rows(out[1]);
        String which = road + " " + a.length + " by " + a[0].length;
        int most = Math.max(a.length, a[0].length);
        assertEquals(a.length, q[0].length);
        assertTrue(Numbers.ratio(Numbers.minus(Numbers.times(q, r), a), Numbers.norm(a), most, road.epsilon()) < 30, which);
        assertTrue(Numbers.unorthogonality(q, road.epsilon()) < 30, which);
        for (int i = 0; i < r.length; i++) {
            for (int j = 0; j < Math.min(i, r[0].length); j++) {
                assertEquals(0, r[i][j], "zero below the diagonal");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theCompleteQIsSquareAndOrthogonal(EachRoad road) {
        for (int[] s : SHAPES) {
            checkComplete(road, Numbers.random(s[0], s[1], s[0]));
        }
        checkComplete(road, new double[40][20]);
        checkComplete(road, Numbers.ofRank(50, 40, 7, 5));
        assertArrayEquals(Numbers.identity(3), Stored.rows(road.factor(Factorisation.COMPLETE_QR, Stored.empty(road.type(), 3, 0))[0]));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void matricesWithoutFullRankWork(EachRoad road) {
        check(road, Numbers.make(40, 40, (i, j) -> 0));
        check(road, Numbers.identity(35));
        check(road, Numbers.ofRank(50, 40, 7, 5));
        check(road, Numbers.graded(50, 40, road.type() == DType.FLOAT64 ? 200 : 30, 6));
        check(road, Numbers.make(20, 10, (i, j) -> j == 3 ? 0 : i + j));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void sizesNearTheEndsOfTheRangeWork(EachRoad road) {
        double large = road.type() == DType.FLOAT64 ? 1e300 : 1e36;
        double[][] a = Numbers.random(20, 10, 8);
        check(road, Numbers.make(20, 10, (i, j) -> a[i][j] * large));
        check(road, Numbers.make(20, 10, (i, j) -> a[i][j] / large));
        double[][] b = Numbers.random(190, 170, 8);
        check(road, Numbers.make(190, 170, (i, j) -> b[i][j] * large));
        check(road, Numbers.make(190, 170, (i, j) -> b[i][j] / large));
    }

    /** A block of rows factors alone, then all R together: 8 blocks here. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void tallMatricesGoInBlocks(EachRoad road) {
        double[][] a = Numbers.random(20_011, 13, 9);
        assertEquals(8, TallQr.parts(Matrix.of(road.stored(a), 0)));
        check(road, a);
        check(road, Numbers.ofRank(20_011, 13, 4, 9));
    }

    /** R^T R = A^T A, whose error grows with the square of A. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theTriangleAloneIsThatOfSomeQr(EachRoad road) {
        for (int[] s : new int[][] {{1, 1}, {3, 3}, {7, 5}, {5, 7}, {64, 8}, {20_011, 13}}) {
            double[][] a = road.rounded(Numbers.random(s[0], s[1], 11));
            double[][] r = Stored.rows(road.factor(Factorisation.TRIANGLE, road.stored(a))[0]);
            double[][] gram = Numbers.times(Numbers.transpose(a), a);
            double[][] back = Numbers.times(Numbers.transpose(r), r);
            double norm = Numbers.norm(a);
            assertTrue(Numbers.ratio(Numbers.minus(back, gram), norm * norm, Math.max(s[0], s[1]), road.epsilon()) < 30, road + " " + s[0]);
            assertEquals(Math.min(s[0], s[1]), r.length);
            for (int i = 0; i < r.length; i++) {
                for (int j = 0; j < i; j++) {
                    assertEquals(0, r[i][j], "zero below the diagonal");
                }
            }
        }
    }

    /** Both roads follow LAPACK's signs: the first reflector turns the first column against its first element. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void signsAreLapacks(EachRoad road) {
        double[][] r = Stored.rows(road.factor(Factorisation.QR, road.stored(new double[][] {{3, 1}, {4, 2}}))[1]);
        assertEquals(-5, r[0][0], 1e-5);
        assertEquals(-2.2, r[0][1], 1e-6);
        assertEquals(0.4, r[1][1], 1e-6);
    }
}
