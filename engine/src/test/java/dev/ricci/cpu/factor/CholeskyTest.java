package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CholeskyTest {
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theFactorTimesItsTransposeIsTheMatrix(EachRoad road) {
        for (int n : new int[] {1, 2, 3, 7, 8, 9, 31, 63, 64, 65, 97, 131, 161, 300}) {
            double[][] a = road.rounded(Numbers.positiveDefinite(n, n));
            double[][] l = Stored.rows(road.factor(Factorisation.CHOLESKY, road.stored(a))[0]);
            double[][] residual = Numbers.minus(Numbers.times(l, Numbers.transpose(l)), a);
            assertTrue(Numbers.ratio(residual, Numbers.norm(a), n, road.epsilon()) < 30, road + " " + n);
            for (int i = 0; i < n; i++) {
                assertTrue(l[i][i] > 0, "the diagonal is positive");
                for (int j = i + 1; j < n; j++) {
                    assertEquals(0, l[i][j], "zero above the diagonal");
                }
            }
        }
    }

    /** The factor of min(i, j) + 1 is a lower triangle of ones: all sums are exact. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void aKnownFactorIsFoundExactly(EachRoad road) {
        double[][] a = Numbers.make(70, 70, (i, j) -> Math.min(i, j) + 1);
        double[][] l = Stored.rows(road.factor(Factorisation.CHOLESKY, road.stored(a))[0]);
        for (int i = 0; i < 70; i++) {
            for (int j = 0; j < 70; j++) {
                assertEquals(j <= i ? 1 : 0, l[i][j]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void onlyTheLowerTriangleIsRead(EachRoad road) {
        for (int n : new int[] {40, 200}) {
            double[][] a = Numbers.positiveDefinite(n, 3);
            double[][] spoilt = Numbers.make(n, n, (i, j) -> j > i ? Double.NaN : a[i][j]);
            double[][] l = Stored.rows(road.factor(Factorisation.CHOLESKY, road.stored(a))[0]);
            double[][] same = Stored.rows(road.factor(Factorisation.CHOLESKY, road.stored(spoilt))[0]);
            assertEquals(0, Numbers.norm(Numbers.minus(l, same)));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void theLeadingMinorOfALargeMatrixIsNamed(EachRoad road) {
        for (int place : new int[] {0, 127, 128, 200, 299}) {
            double[][] a = Numbers.make(300, 300, (i, j) -> i == j ? i == place ? -1 : 2 : 0);
            String said = assertThrows(NumericalFailure.class, () -> road.factor(Factorisation.CHOLESKY, road.stored(a))).getMessage();
            assertTrue(said.contains("its leading minor of order " + (place + 1) + " is not positive"), said);
        }
    }
}
