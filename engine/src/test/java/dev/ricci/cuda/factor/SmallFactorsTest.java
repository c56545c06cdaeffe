package dev.ricci.cuda.factor;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.factor.Placed.Lie;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Factorisations of small matrices by the device's own kernels: what they multiply to, and whether factors are what they are called. */
@ExtendWith(ByDevice.class)
class SmallFactorsTest {
    private static final DType[] TYPES = {DType.FLOAT32, DType.FLOAT64};
    private static final int[][] SIZES =
            {{1, 1}, {2, 2}, {3, 2}, {2, 5}, {8, 8}, {9, 7}, {16, 16}, {13, 16}, {32, 32}, {32, 5}, {31, 33}, {40, 12}, {64, 64}, {50, 63}};

    private final Backend device = CudaUnderTest.device();

    /** Numbers of a batch, and the outputs of one factorisation of it, one after the other. */
    private record Done(double[] a, double[][] out) {}

    private Done factor(Factorisation kind, DType type, Lie in, Lie out, int m, int n, double[] a, int... batch) {
        try (Scope _ = Scope.open()) {
            Placed matrices = Placed.of(device, type, in, a, shape(batch, m, n));
            int[][] last = kind.shapes(m, n);
            Placed[] made = new Placed[last.length];
            for (int i = 0; i < last.length; i++) {
                made[i] = Placed.empty(device, kind.dtype(i, type), out, shape(batch, last[i]));
            }
            double[] stored = matrices.read();
            device.factor(kind, Arrays.stream(made).map(Placed::view).toArray(View[]::new), matrices.view());
            return new Done(stored, Arrays.stream(made).map(Placed::read).toArray(double[][]::new));
        }
    }

    private static int[] shape(int[] batch, int... last) {
        return IntStream.concat(IntStream.of(batch), IntStream.of(last)).toArray();
    }

    private interface Check {
        void of(Judge judge, double[] a, double[][] out);
    }

    /** Every size, type and layout; each matrix of a batch is judged. */
    private void each(Factorisation kind, boolean square, boolean definite, Check check) {
        int turn = 0;
        for (int[] size : SIZES) {
            if (square && size[0] != size[1]) {
                continue;
            }
            int m = size[0];
            int n = size[1];
            for (DType type : TYPES) {
                for (int[] batch : m * n > 1000 ? new int[][] {{2}} : new int[][] {{}, {5}, {2, 3}}) {
                    int count = IntStream.of(batch).reduce(1, (x, y) -> x * y);
                    double[] a = Judge.normal(turn, count * m * n);
                    for (int b = 0; definite && b < count; b++) {
                        double[] g = Judge.one(a, b, m * n);
                        double[] p = Judge.product(g, Judge.transposed(g, n, n), n, n, n);
                        for (int i = 0; i < n; i++) {
                            p[i * n + i] += 1;
                        }
                        System.arraycopy(p, 0, a, b * m * n, m * n);
                    }
                    Lie in = Lie.values()[turn % 5];
                    Lie out = Lie.values()[turn++ / 2 % 4];
                    Done done = factor(kind, type, in, out, m, n, a, batch);
                    Judge judge = new Judge(kind + " " + m + " x " + n + " " + type + " " + in + " " + out, type, m, n);
                    for (int b = 0; b < count; b++) {
                        double[][] outputs = new double[done.out.length][];
                        for (int i = 0; i < outputs.length; i++) {
                            outputs[i] = Judge.one(done.out[i], b, done.out[i].length / count);
                        }
                        check.of(judge, Judge.one(done.a, b, m * n), outputs);
                    }
                }
            }
        }
    }

    private static double[] scaled(double[] u, double[] s) {
        double[] us = u.clone();
        Arrays.setAll(us, i -> u[i] * s[i % s.length]);
        return us;
    }

    @ParameterizedTest
    @EnumSource(value = Factorisation.class, names = {"SVD", "JACOBI_SVD", "SINGULAR_VALUES"})
    void svd(Factorisation kind) {
        each(kind, false, false, (judge, a, out) -> {
            int k = Math.min(judge.m(), judge.n());
            double[] s = kind == Factorisation.SINGULAR_VALUES ? out[0] : out[1];
            judge.descending(s);
            double squares = Arrays.stream(a).map(x -> x * x).sum();
            assertEquals(1, Arrays.stream(s).map(x -> x * x).sum() / squares, 30 * k * judge.epsilon(), judge.what());
            if (kind != Factorisation.SINGULAR_VALUES) {
                judge.orthonormal(out[0], judge.m(), k);
                judge.orthonormal(Judge.transposed(out[2], k, judge.n()), judge.n(), k);
                judge.residual(a, Judge.product(scaled(out[0], s), out[2], judge.m(), k, judge.n()));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(value = Factorisation.class, names = {"SYMMETRIC_EIGEN", "EIGENVALUES"})
    void eigen(Factorisation kind) {
        each(kind, true, false, (judge, a, out) -> {
            int n = judge.n();
            double[] lower = symmetric(a, n);
            double[] falling = out[0].clone();
            Arrays.setAll(falling, i -> out[0][n - 1 - i]);
            judge.descending(falling);
            double trace = IntStream.range(0, n).mapToDouble(i -> lower[i * (n + 1)]).sum();
            assertEquals(trace, Arrays.stream(falling).sum(), 30 * n * judge.epsilon() * Judge.norm(lower, n, n), judge.what());
            if (kind == Factorisation.SYMMETRIC_EIGEN) {
                judge.orthonormal(out[1], n, n);
                judge.residual(lower, Judge.product(scaled(out[1], out[0]), Judge.transposed(out[1], n, n), n, n, n));
            }
        });
    }

    private static double[] symmetric(double[] a, int n) {
        double[] s = a.clone();
        Arrays.setAll(s, i -> i / n >= i % n ? a[i] : a[i % n * n + i / n]);
        return s;
    }

    @ParameterizedTest
    @EnumSource(value = Factorisation.class, names = {"QR", "COMPLETE_QR", "PIVOTED_QR", "TRIANGLE"})
    void qr(Factorisation kind) {
        each(kind, false, false, (judge, a, out) -> {
            int m = judge.m();
            int n = judge.n();
            double[] r = out[kind == Factorisation.TRIANGLE ? 0 : 1];
            int rows = r.length / n;
            for (int i = 0; i < r.length; i++) {
                assertTrue(i % n >= i / n || r[i] == 0, judge.what());
            }
            if (kind == Factorisation.TRIANGLE) {
                double[] gram = Judge.product(Judge.transposed(a, m, n), a, n, m, n);
                new Judge(judge.what(), judge.type(), n, n).residual(gram, Judge.product(Judge.transposed(r, rows, n), r, n, rows, n));
                return;
            }
            judge.orthonormal(out[0], m, rows);
            double[] of = a;
            if (kind == Factorisation.PIVOTED_QR) {
                of = a.clone();
                for (int i = 0; i < a.length; i++) {
                    of[i] = a[i / n * n + (int) out[2][i % n]];
                }
                for (int i = 1; i < rows; i++) {
                    double above = Math.abs(r[(i - 1) * (n + 1)]);
                    assertTrue(Math.abs(r[i * (n + 1)]) <= above * (1 + 8 * judge.epsilon()), judge.what());
                }
            }
            judge.residual(of, Judge.product(out[0], r, m, rows, n));
        });
    }

    @ParameterizedTest
    @EnumSource(value = Factorisation.class, names = "CHOLESKY")
    void cholesky(Factorisation kind) {
        each(kind, true, true, (judge, a, out) -> {
            int n = judge.n();
            for (int i = 0; i < n * n; i++) {
                assertTrue(i % n <= i / n || out[0][i] == 0, judge.what());
            }
            judge.residual(symmetric(a, n), Judge.product(out[0], Judge.transposed(out[0], n, n), n, n, n));
        });
    }

    @ParameterizedTest
    @EnumSource(value = Factorisation.class, names = "LU")
    void lu(Factorisation kind) {
        each(kind, false, false, (judge, a, out) -> {
            int m = judge.m();
            int n = judge.n();
            int k = Math.min(m, n);
            double[] l = new double[m * k];
            double[] u = new double[k * n];
            double[] rows = new double[m * n];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double x = out[0][i * n + j];
                    rows[i * n + j] = a[(int) out[1][i] * n + j];
                    if (j >= i) {
                        u[i * n + j] = x;
                    } else {
                        l[i * k + j] = x;
                        assertTrue(Math.abs(x) <= 1, judge.what());
                    }
                }
                if (i < k) {
                    l[i * k + i] = 1;
                }
            }
            judge.residual(rows, Judge.product(l, u, m, k, n));
            assertEquals(sign(out[1]), out[2][0], judge.what());
        });
    }

    private static double sign(double[] order) {
        double sign = 1;
        for (int i = 0; i < order.length; i++) {
            for (int j = 0; j < i; j++) {
                sign = order[j] > order[i] ? -sign : sign;
            }
        }
        return sign;
    }
}
