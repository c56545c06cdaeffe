package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import org.junit.jupiter.api.Test;

/** Copies between layouts, blocks in registers and what is left over, and the look for numbers that are not finite. */
class MatrixTest {
    private static Matrix matrix(Workspace w, DType type, int m, int n, int gap, boolean transposed) {
        Matrix whole = transposed ? w.matrix(type, n, m + gap) : w.matrix(type, m, n + gap);
        whole.fill(-1);
        Matrix a = transposed ? whole.transpose() : whole;
        return a.part(0, 0, m, n);
    }

    @Test
    void everyElementArrivesAndNothingElseIsWritten() {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int[] s : new int[][] {{1, 1}, {3, 5}, {8, 8}, {9, 7}, {16, 33}, {37, 70}, {64, 64}, {100, 3}}) {
                for (int ways = 0; ways < 8; ways++) {
                    try (Workspace w = new Workspace()) {
                        Matrix from = matrix(w, type, s[0], s[1], ways % 2 * 3, ways / 2 % 2 == 0);
                        Matrix to = matrix(w, ways < 6 ? type : DType.FLOAT64, s[0], s[1], 5, ways / 4 == 0);
                        Matrix beyond = to.rowStride() == 1 ? to.part(s[0], 0, 5, s[1]) : to.part(0, s[1], s[0], 5);
                        for (int i = 0; i < s[0]; i++) {
                            for (int j = 0; j < s[1]; j++) {
                                from.set(i, j, i * 1000 + j);
                            }
                        }
                        from.copyTo(to);
                        for (int i = 0; i < s[0]; i++) {
                            for (int j = 0; j < s[1]; j++) {
                                assertEquals(i * 1000 + j, to.get(i, j));
                            }
                        }
                        for (int i = 0; i < beyond.rows(); i++) {
                            for (int j = 0; j < beyond.columns(); j++) {
                                assertEquals(-1, beyond.get(i, j));
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void oneNumberThatIsNotFiniteIsFoundAnywhere() {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double largest = type == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
            for (int n : new int[] {1, 7, 63, 64, 65, 100, 131}) {
                for (int gap : new int[] {0, 3}) {
                    try (Workspace w = new Workspace()) {
                        Matrix a = matrix(w, type, 2, n, gap, false);
                        a.fill(-largest);
                        assertTrue(Finite.all(a) && Finite.all(a.transpose()));
                        for (int j = 0; j < n; j++) {
                            for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
                                a.set(1, j, bad);
                                assertFalse(Finite.all(a), type + " " + j + " of " + n);
                                assertFalse(Finite.all(a.transpose()));
                                a.set(1, j, -largest);
                            }
                        }
                    }
                }
            }
        }
    }
}
