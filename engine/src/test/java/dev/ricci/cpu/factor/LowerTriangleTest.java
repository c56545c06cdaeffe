package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link LowerTriangle} gives back X from L X, where both are small whole numbers, so that every step is exact. */
class LowerTriangleTest {
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void findsWholeNumbersExactly(DType type) {
        for (int n : new int[] {1, 3, 4, 31, 64}) {
            for (int right : new int[] {1, 15, 32, 70}) {
                for (boolean unit : new boolean[] {false, true}) {
                    check(type, n, right, unit, false);
                    check(type, n, right, unit, true);
                }
            }
        }
    }

    private static void check(DType type, int n, int right, boolean unit, boolean turned) {
        try (Workspace w = new Workspace()) {
            Matrix l = w.matrix(type, n, n);
            assumeTrue(LowerTriangle.takes(l), "no Vector API");
            Matrix b = turned ? w.matrix(type, right, n).transpose() : w.matrix(type, n, right);
            l.fill(Double.NaN); // what is above the diagonal, and on that of a unit triangle, is not read
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    l.set(i, j, (i + 3 * j) % 5 - 2);
                }
                if (!unit) {
                    l.set(i, i, 1 << i % 3);
                }
            }
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < right; c++) {
                    double sum = (unit ? 1 : 1 << i % 3) * x(i, c);
                    for (int j = 0; j < i; j++) {
                        sum += l.get(i, j) * x(j, c);
                    }
                    b.set(i, c, sum);
                }
            }
            new LowerTriangle(w, l, unit).solve(b);
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < right; c++) {
                    assertEquals(x(i, c), b.get(i, c), "n " + n + ", right sides " + right + ", row " + i + ", column " + c);
                }
            }
        }
    }

    private static double x(int row, int column) {
        return (7 * row + 5 * column) % 11 - 5;
    }
}
