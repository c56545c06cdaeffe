package dev.ricci.cuda.factor;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.Elements;
import dev.ricci.cuda.driver.Emulation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrices on which Jacobi has something to think about, in registers and in memory; and the same bits in any order of threads. */
@ExtendWith(ByDevice.class)
class SmallJacobiTest {
    private final Backend device = CudaUnderTest.device();

    private double[][] factor(Factorisation kind, DType type, int m, int n, int batch, double[] a) {
        try (Scope _ = Scope.open()) {
            View in = device.allocate(type, new int[] {batch, m, n});
            Elements.write(in, a);
            View[] out = outputs(kind, type, m, n, batch);
            device.factor(kind, out, in);
            return Arrays.stream(out).map(Elements::read).toArray(double[][]::new);
        }
    }

    private View[] outputs(Factorisation kind, DType type, int m, int n, int batch) {
        int[][] last = kind.shapes(m, n);
        View[] out = new View[last.length];
        for (int i = 0; i < out.length; i++) {
            int[] shape = last[i].length == 2 ? new int[] {batch, last[i][0], last[i][1]} : new int[] {batch, last[i][0]};
            out[i] = device.allocate(kind.dtype(i, type), shape);
        }
        return out;
    }

    private void judge(String what, DType type, int m, int n, double[] a, double[][] out) {
        Judge judge = new Judge(what + " " + m + " x " + n + " " + type, type, m, n);
        int k = Math.min(m, n);
        double[] us = out[0].clone();
        Arrays.setAll(us, i -> out[0][i] * out[1][i % k]);
        judge.descending(out[1]);
        judge.orthonormal(out[0], m, k);
        judge.orthonormal(Judge.transposed(out[2], k, n), n, k);
        judge.residual(a, Judge.product(us, out[2], m, k, n));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "7, 3", "16, 16", "20, 32", "32, 32", "40, 40", "60, 37"})
    void zeroOneAndRankDeficientMatricesHaveOrthonormalVectors(int m, int n) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double[] zero = new double[m * n];
            double[] ones = zero.clone();
            Arrays.fill(ones, 1);
            double[] unit = zero.clone();
            for (int i = 0; i < Math.min(m, n); i++) {
                unit[i * n + i] = i % 3 == 0 ? 1 : 0;
            }
            double[] rankTwo = Judge.product(Judge.normal(1, m * 2), Judge.normal(2, 2 * n), m, 2, n);
            Arrays.setAll(rankTwo, i -> (float) rankTwo[i]);
            int size = m * n;
            double[] all = new double[4 * size];
            double[][] each = {zero, ones, unit, rankTwo};
            for (int b = 0; b < 4; b++) {
                System.arraycopy(each[b], 0, all, b * size, size);
            }
            double[][] out = factor(Factorisation.SVD, type, m, n, 4, all);
            for (int b = 0; b < 4; b++) {
                double[][] mine = new double[3][];
                for (int i = 0; i < 3; i++) {
                    mine[i] = Judge.one(out[i], b, out[i].length / 4);
                }
                judge("matrix " + b, type, m, n, each[b], mine);
            }
        }
    }

    /** Rows scaled over the whole range: A = D Q has the singular values of D; each to a relative error, not one of the largest. */
    @ParameterizedTest
    @CsvSource({"8, FLOAT64, 400", "30, FLOAT64, 900", "40, FLOAT64, 900", "8, FLOAT32, 60", "30, FLOAT32, 90", "40, FLOAT32, 90"})
    void gradedMatricesKeepTheDigitsOfSmallValues(int n, DType type, int range) {
        double[] q = new double[n * n]; // a reflection, I - 2 v v^T / n with v of ones
        Arrays.setAll(q, i -> (i / n == i % n ? 1 : 0) - 2.0 / n);
        double[] a = q.clone();
        Arrays.setAll(a, i -> {
            double x = Math.scalb(1.0, -(range * (i % n) / n) + range / 2);
            return type == DType.FLOAT32 ? (float) (q[i] * x) : q[i] * x;
        });
        double[] s = factor(Factorisation.SINGULAR_VALUES, type, n, n, 1, a)[0];
        double epsilon = type == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
        for (int i = 0; i < n; i++) {
            double wanted = Math.scalb(1.0, -(range * i / n) + range / 2);
            assertEquals(1, s[i] / wanted, 10 * n * epsilon, "value " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, -148", "FLOAT32, -126", "FLOAT32, 120", "FLOAT64, -1070", "FLOAT64, -1022", "FLOAT64, 1015"})
    void theSizeOfTheNumbersDoesNotMatter(DType type, int exponent) {
        for (int n : new int[] {3, 20, 36}) {
            double[] a = new double[n * n];
            for (int i = 0; i < n; i++) {
                a[i * (n + 1)] = Math.scalb(1.0, exponent) * (i + 1);
            }
            double[] s = factor(Factorisation.SVD, type, n, n, 1, a)[1];
            double[] e = factor(Factorisation.SYMMETRIC_EIGEN, type, n, n, 1, a)[0];
            double[] r = factor(Factorisation.QR, type, n, n, 1, a)[1];
            for (int i = 0; i < n; i++) {
                double one = Math.scalb(1.0, exponent);
                assertEquals(n - i, s[i] / one, 1e-4, "singular value " + i);
                assertEquals(i + 1, e[i] / one, Math.max(1e-4, exponent < -1000 ? 1 : exponent == -148 ? 1 : 0), "eigenvalue " + i);
                assertEquals(i + 1, Math.abs(r[i * (n + 1)] / one), 1e-4, "R " + i);
            }
        }
    }

    /** The second difference matrix: 2 - 2 cos(pi k / (n + 1)). */
    @ParameterizedTest
    @CsvSource({"1", "5", "16", "32", "33", "64"})
    void eigenvaluesThatAreKnown(int n) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double[] a = new double[n * n];
            Arrays.setAll(a, i -> i / n == i % n ? 2 : Math.abs(i / n - i % n) == 1 ? -1 : 0);
            double[] values = factor(Factorisation.EIGENVALUES, type, n, n, 1, a)[0];
            double epsilon = type == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
            for (int k = 1; k <= n; k++) {
                assertEquals(2 - 2 * Math.cos(Math.PI * k / (n + 1)), values[k - 1], 4 * (8 + Math.sqrt(n)) * epsilon, "value " + k);
            }
        }
    }

    /** Two threads, blocks or matrices never depend on each other, and neither on their order. */
    @Test
    void anyOrderOfThreadsAndAReplayGiveTheSameBits() {
        assumeTrue(CudaUnderTest.isEmulated());
        for (Factorisation kind : Factorisation.values()) {
            for (int n : new int[] {6, 11, 24, 40}) {
                int batch = n > 30 ? 2 : 9;
                double[] a = Judge.normal(n, batch * n * n);
                for (int i = 0; i < batch * n; i++) {
                    a[i * n + i % n] += kind == Factorisation.CHOLESKY ? 4 * n : 0;
                }
                double[][] wanted = factor(kind, DType.FLOAT32, n, n, batch, a);
                try {
                    for (int order : new int[] {1, 7}) {
                        Emulation.order(order);
                        Emulation.delayed(order == 1);
                        assertArrayEquals(wanted, factor(kind, DType.FLOAT32, n, n, batch, a), kind + " " + n + " order " + order);
                    }
                } finally {
                    Emulation.order(0);
                    Emulation.delayed(false);
                }
                assertArrayEquals(wanted, replayed(kind, n, batch, a), kind + " " + n + " replayed");
                double[][] alone = factor(kind, DType.FLOAT32, n, n, 1, Judge.one(a, 1, n * n));
                for (int i = 0; i < alone.length; i++) {
                    assertArrayEquals(Judge.one(wanted[i], 1, alone[i].length), alone[i], kind + " " + n + " alone");
                }
            }
        }
    }

    private double[][] replayed(Factorisation kind, int n, int batch, double[] a) {
        View in = device.allocate(DType.FLOAT32, new int[] {batch, n, n});
        View[] out = outputs(kind, DType.FLOAT32, n, n, batch);
        double[] other = a.clone();
        Arrays.setAll(other, i -> 2 * a[i]);
        Elements.write(in, other);
        try (Replay r = device.record(() -> device.factor(kind, out, in))) {
            Elements.write(in, a);
            r.run();
            return Arrays.stream(out).map(Elements::read).toArray(double[][]::new);
        }
    }

    /** A block's matrix that its shared memory does not hold: V, or all of it, stands in memory beside. */
    @ParameterizedTest
    @CsvSource({"70, 66, FLOAT32", "100, 90, FLOAT32", "66, 78, FLOAT64"})
    void manyMatricesThatSharedMemoryDoesNotHold(int m, int n, DType type) {
        assertEquals(FactorWay.SMALL, FactorWay.of(Factorisation.SVD, m, n, 9, false));
        double[] a = Judge.normal(3, 9 * m * n);
        double[][] out = factor(Factorisation.SVD, type, m, n, 9, a);
        for (int b = 0; b < 9; b++) {
            double[][] mine = new double[3][];
            for (int i = 0; i < 3; i++) {
                mine[i] = Judge.one(out[i], b, out[i].length / 9);
            }
            judge("matrix " + b, type, m, n, Judge.one(a, b, m * n), mine);
        }
        double[] second = new double[n * n];
        Arrays.setAll(second, i -> i / n == i % n ? 2 : Math.abs(i / n - i % n) == 1 ? -1 : 0);
        double[] nine = new double[9 * n * n];
        Arrays.setAll(nine, i -> second[i % (n * n)]);
        double[] values = factor(Factorisation.SYMMETRIC_EIGEN, type, n, n, 9, nine)[0];
        for (int k = 1; k <= n; k++) {
            assertEquals(2 - 2 * Math.cos(Math.PI * k / (n + 1)), values[8 * n + k - 1], type == DType.FLOAT32 ? 1e-5 : 1e-13, "value " + k);
        }
    }

    /** No matrices, and matrices without elements, are no work and no failure. */
    @Test
    void emptyBatches() {
        for (Factorisation kind : Factorisation.values()) {
            factor(kind, DType.FLOAT32, 5, 5, 0, new double[0]);
            assertEquals(0, factor(kind, DType.FLOAT32, 0, 0, 3, new double[0])[0].length);
        }
        device.finish();
    }
}
