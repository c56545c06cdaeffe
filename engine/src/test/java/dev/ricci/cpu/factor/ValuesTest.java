package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Singular values and eigenvalues without their vectors: closed forms, and the same as with vectors. */
class ValuesTest {
    private static double[] singular(EachRoad road, double[]... a) {
        return Stored.vector(road.factor(Factorisation.SINGULAR_VALUES, road.stored(a))[0]);
    }

    private static double[] eigen(EachRoad road, double[]... a) {
        return Stored.vector(road.factor(Factorisation.EIGENVALUES, road.stored(a))[0]);
    }

    private static void near(double[] wanted, double[] got, double tolerance, String which) {
        assertEquals(wanted.length, got.length);
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i], got[i], tolerance, which + " value " + i);
        }
    }

    /** The bidiagonal matrix of ones has values 2 cos(k pi / (2 n + 1)). */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void knownSingularValues(EachRoad road) {
        for (int n : new int[] {1, 2, 9, 64, 101}) {
            double[] s = singular(road, Numbers.make(n, n, (i, j) -> j == i || j == i + 1 ? 1 : 0));
            for (int k = 1; k <= n; k++) {
                assertEquals(2 * Math.cos(k * Math.PI / (2 * n + 1)), s[k - 1], 4 * n * road.epsilon());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void knownEigenvalues(EachRoad road) {
        for (int n : new int[] {1, 2, 17, 64, 111}) {
            double[] values = eigen(road, Numbers.secondDifference(n));
            for (int k = 1; k <= n; k++) {
                assertEquals(2 - 2 * Math.cos(k * Math.PI / (n + 1)), values[k - 1], 8 * n * road.epsilon());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theValuesAreThoseThatComeWithVectors(EachRoad road) {
        for (int[] s : new int[][] {{7, 5}, {5, 7}, {33, 31}, {40, 8}, {8, 40}, {130, 130}, {20_011, 13}}) {
            double[][] a = Numbers.random(s[0], s[1], s[0]);
            double[] whole = Stored.vector(road.factor(Factorisation.SVD, road.stored(a))[1]);
            near(whole, singular(road, a), 30 * road.epsilon() * whole[0], road + " " + s[0] + " by " + s[1]);
        }
        double[][] a = Numbers.symmetric(130, 1);
        double[] whole = Stored.vector(road.factor(Factorisation.SYMMETRIC_EIGEN, road.stored(a))[0]);
        near(whole, eigen(road, a), 130 * road.epsilon() * whole[129], road.toString());
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void onlyTheLowerTriangleIsRead(EachRoad road) {
        double[][] a = road.rounded(Numbers.symmetric(20, 3));
        double[] spoilt = eigen(road, Numbers.make(20, 20, (i, j) -> j > i ? Double.NaN : a[i][j]));
        near(eigen(road, a), spoilt, 0, road.toString());
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void sizesNearTheEndsOfTheRangeWork(EachRoad road) {
        double large = road.type() == DType.FLOAT64 ? 1e300 : 1e36;
        for (double size : new double[] {large, 1 / large}) {
            double[][] ones = Numbers.make(12, 10, (i, j) -> size);
            assertEquals(1, singular(road, ones)[0] / (size * Math.sqrt(120)), 100 * road.epsilon());
            assertEquals(1, eigen(road, Numbers.make(10, 10, (i, j) -> size))[9] / (size * 10), 100 * road.epsilon());
        }
    }
}
