package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SymmetricEigenTest {
    private static double[] check(EachRoad road, double[]... exact) {
        double[][] a = road.rounded(exact);
        View[] out = road.factor(Factorisation.SYMMETRIC_EIGEN, road.stored(a));
        double[] values = Stored.vector(out[0]);
        double[][] v = Stored.rows(out[1]);
        int n = a.length;
        double[][] residual = Numbers.minus(Numbers.times(a, v), Numbers.scaled(v, values));
        assertTrue(Numbers.ratio(residual, Numbers.norm(a), n, road.epsilon()) < 30, road + " " + n);
        assertTrue(Numbers.unorthogonality(v, road.epsilon()) < 30, road + " " + n);
        for (int i = 1; i < n; i++) {
            assertTrue(values[i] >= values[i - 1], "ascending");
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theVectorsBelongToTheValues(EachRoad road) {
        for (int n : new int[] {1, 2, 3, 7, 8, 9, 31, 33, 64, 65, 97}) {
            check(road, Numbers.symmetric(n, n));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void aKnownSpectrum(EachRoad road) {
        for (int n : new int[] {1, 2, 17, 64, 111}) {
            double[] values = check(road, Numbers.secondDifference(n));
            for (int k = 1; k <= n; k++) {
                assertEquals(2 - 2 * Math.cos(k * Math.PI / (n + 1)), values[k - 1], 8 * n * road.epsilon());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void specialMatricesWork(EachRoad road) {
        check(road, Numbers.make(20, 20, (i, j) -> 0));
        check(road, Numbers.identity(33));
        check(road, Numbers.make(2, 2, (i, j) -> i == j ? 0 : 1));
        check(road, Numbers.make(21, 21, (i, j) -> i == j ? Math.abs(10 - i) : Math.abs(i - j) == 1 ? 1 : 0)); // Wilkinson: close pairs
        double[][] low = Numbers.ofRank(40, 3, 3, 5);
        check(road, Numbers.times(low, Numbers.transpose(low)));
        double powers = road.type() == DType.FLOAT64 ? 100 : 15;
        check(road, Numbers.make(30, 30, (i, j) -> Math.pow(10, -powers * Math.max(i, j) / 30) / (1 + Math.abs(i - j))));
        check(road, Numbers.make(30, 30, (i, j) -> Math.pow(10, -powers * (29 - Math.min(i, j)) / 30) / (1 + Math.abs(i - j))));
        double[] ones = check(road, Numbers.make(50, 50, (i, j) -> 1));
        assertEquals(50, ones[49], 1000 * road.epsilon());
        assertEquals(0, ones[48], 1000 * road.epsilon());
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void sizesNearTheEndsOfTheRangeWork(EachRoad road) {
        double large = road.type() == DType.FLOAT64 ? 1e300 : 1e36;
        double[][] a = Numbers.symmetric(12, 8);
        check(road, Numbers.make(12, 12, (i, j) -> a[i][j] * large));
        check(road, Numbers.make(12, 12, (i, j) -> a[i][j] / large));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void onlyTheLowerTriangleIsRead(EachRoad road) {
        double[][] a = road.rounded(Numbers.symmetric(20, 3));
        double[][] spoilt = Numbers.make(20, 20, (i, j) -> j > i ? Double.NaN : a[i][j]);
        double[] values = Stored.vector(road.factor(Factorisation.SYMMETRIC_EIGEN, road.stored(a))[0]);
        double[] same = Stored.vector(road.factor(Factorisation.SYMMETRIC_EIGEN, road.stored(spoilt))[0]);
        assertEquals(0, Numbers.norm(Numbers.minus(new double[][] {values}, new double[][] {same})));
    }
}
