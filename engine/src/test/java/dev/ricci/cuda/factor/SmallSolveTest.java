package dev.ricci.cuda.factor;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.cuda.Elements;
import dev.ricci.cuda.factor.Placed.Lie;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small systems on the device by their residuals; and what the device says of matrices on which nothing can succeed, and when. */
@ExtendWith(ByDevice.class)
class SmallSolveTest {
    private static final double[] GOOD = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    private static final String NOT_FINITE = "the matrix holds NaN or infinity; look for the operation that made it, or replace it before";

    private final Backend device = CudaUnderTest.device();

    /** What the solver reads of a normal matrix that is well conditioned; what it must not read is NaN. */
    private static double[] system(Solver kind, int seed, int n) {
        double[] g = Judge.normal(seed, n * n);
        if (kind == Solver.POSITIVE_DEFINITE) {
            g = Judge.product(g, Judge.transposed(g, n, n), n, n, n);
        }
        for (int i = 0; i < n; i++) {
            g[i * (n + 1)] += kind == Solver.GENERAL ? 0 : n;
            for (int j = 0; j < n; j++) {
                boolean read = kind == Solver.GENERAL || (kind == Solver.UPPER ? j >= i : j <= i);
                g[i * n + j] = read ? (float) g[i * n + j] : Double.NaN;
            }
        }
        return g;
    }

    private static double[] meant(Solver kind, double[] a, int n) {
        double[] whole = a.clone();
        Arrays.setAll(whole, i -> !Double.isNaN(a[i]) ? a[i] : kind == Solver.POSITIVE_DEFINITE ? a[i % n * n + i / n] : 0);
        return whole;
    }

    @ParameterizedTest
    @EnumSource
    void solves(Solver kind) {
        int turn = 0;
        for (int n : new int[] {1, 2, 7, 8, 16, 17, 32, 33, 64}) {
            for (int sides : new int[] {1, 3, 40}) {
                DType type = turn % 2 == 0 ? DType.FLOAT32 : DType.FLOAT64;
                Lie in = Lie.values()[turn % 5];
                Lie right = Lie.values()[turn / 2 % 5];
                Lie out = Lie.values()[turn++ % 4];
                int batch = n > 30 ? 2 : 5;
                double[] all = new double[batch * n * n];
                for (int b = 0; b < batch; b++) {
                    System.arraycopy(system(kind, turn + b, n), 0, all, b * n * n, n * n);
                }
                try (Scope _ = Scope.open()) {
                    Placed a = Placed.of(device, type, in, all, batch, n, n);
                    Placed b = Placed.of(device, type, right, Judge.normal(turn, batch * n * sides), batch, n, sides);
                    Placed x = Placed.empty(device, type, out, batch, n, sides);
                    device.solve(kind, x.view(), a.view(), b.view());
                    Judge judge = new Judge(kind + " " + n + ", " + sides + " " + type + " " + in + " " + right + " " + out, type, n, n);
                    double[] as = a.read();
                    double[] bs = b.read();
                    double[] xs = x.read();
                    for (int i = 0; i < batch; i++) {
                        judge.solved(meant(kind, Judge.one(as, i, n * n), n), Judge.one(xs, i, n * sides), Judge.one(bs, i, n * sides), sides);
                    }
                }
            }
        }
    }

    private View matrices(DType type, double[]... each) {
        double[] all = Arrays.stream(each).flatMapToDouble(Arrays::stream).toArray();
        int n = (int) Math.sqrt(each[0].length);
        View v = device.allocate(type, each.length == 1 ? new int[] {n, n} : new int[] {each.length, n, n});
        Elements.write(v, all);
        return v;
    }

    private void factor(Factorisation kind, View a) {
        int n = a.size(a.rank() - 1);
        int[][] last = kind.shapes(n, n);
        View[] out = new View[last.length];
        for (int i = 0; i < out.length; i++) {
            int[] shape = Arrays.copyOf(a.shape(), a.rank() - 2 + last[i].length);
            System.arraycopy(last[i], 0, shape, a.rank() - 2, last[i].length);
            out[i] = device.allocate(kind.dtype(i, a.dtype()), shape);
        }
        device.factor(kind, out, a);
    }

    private void solve(Solver kind, View a, View b) {
        device.solve(kind, device.allocate(b.dtype(), b.shape()), a, b);
    }

    /** The call itself returns; the next wait tells, and the one after it no more. */
    private void told(String message) {
        assertEquals(message, assertThrows(NumericalFailure.class, device::finish).getMessage());
        device.finish();
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void theFirstMatrixThatFailsIsNamed(DType type) {
        double[] bad = {1, 2, 0, 2, 1, 0, 0, 0, 1};
        String said = "matrix 1 of the batch is not positive definite: its leading minor of order 2 is not positive;"
                + " add a multiple of the identity, or take symmetricEigen";
        factor(Factorisation.CHOLESKY, matrices(type, GOOD, bad, GOOD, bad));
        told("cholesky: " + said);
        solve(Solver.POSITIVE_DEFINITE, matrices(type, GOOD, bad, bad), matrices(type, GOOD, GOOD, GOOD));
        told("solve: " + said);
        double[] zero = new double[9];
        solve(Solver.GENERAL, matrices(type, new double[] {1, 2, 3, 2, 4, 6, 0, 1, 1}), matrices(type, GOOD));
        told("solve: the matrix is singular: pivot 3 is zero; drop rows and columns that depend on others, or solve by least squares");
        solve(Solver.LOWER, matrices(type, new double[] {1, 0, 0, 1, 0, 0, 1, 1, 1}), matrices(type, GOOD));
        told("solve: the matrix is singular: element 2 of its diagonal is zero; drop the rows and columns of zeros on the diagonal");
        solve(Solver.UPPER, matrices(type, zero), matrices(type, GOOD));
        told("solve: the matrix is singular: element 1 of its diagonal is zero; drop the rows and columns of zeros on the diagonal");
        factor(Factorisation.LU, matrices(type, zero)); // no failure
        device.finish();
    }

    @ParameterizedTest
    @EnumSource
    void numbersThatAreNotFiniteAreTold(Factorisation kind) {
        for (int n : new int[] {3, 40}) {
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                double[] a = new double[n * n];
                for (int i = 0; i < n; i++) {
                    a[i * (n + 1)] = 1;
                }
                double[] good = a.clone();
                a[n * (n - 1) + 1] = bad;
                factor(kind, matrices(DType.FLOAT64, a));
                String operation = switch (kind) {
                    case CHOLESKY -> "cholesky";
                    case LU -> "lu";
                    case SVD, JACOBI_SVD, SINGULAR_VALUES -> "svd";
                    case SYMMETRIC_EIGEN, EIGENVALUES -> "symmetricEigen";
                    default -> "qr";
                };
                told(operation + ": " + NOT_FINITE);
                factor(kind, matrices(DType.FLOAT32, good, a, good));
                told(operation + ": " + NOT_FINITE.replace("the matrix", "matrix 1 of the batch"));
            }
        }
    }

    @Test
    void rightSidesAreLookedAtToo() {
        double[] b = GOOD.clone();
        b[4] = Double.NaN;
        for (Solver kind : Solver.values()) {
            solve(kind, matrices(DType.FLOAT64, GOOD, GOOD), matrices(DType.FLOAT64, GOOD, b));
            told("solve: " + NOT_FINITE.replace("the matrix", "matrix 1 of the batch"));
        }
    }

    @Test
    void theFirstCallThatFailsIsTheOneThatIsTold() {
        factor(Factorisation.CHOLESKY, matrices(DType.FLOAT32, new double[] {-1}));
        solve(Solver.GENERAL, matrices(DType.FLOAT32, new double[1]), matrices(DType.FLOAT32, new double[] {1}));
        told("cholesky: the matrix is not positive definite: its leading minor of order 1 is not positive;"
                + " add a multiple of the identity, or take symmetricEigen");
    }

    @Test
    void aRecordedStepTellsAtTheWaitAfterItsRun() {
        View a = matrices(DType.FLOAT64, GOOD, GOOD);
        try (Replay r = device.record(() -> factor(Factorisation.CHOLESKY, a))) {
            r.run();
            device.finish();
            double[] bad = Arrays.copyOf(GOOD, 18);
            Elements.write(a, bad);
            r.run();
            told("cholesky: matrix 1 of the batch is not positive definite: its leading minor of order 1 is not positive;"
                    + " add a multiple of the identity, or take symmetricEigen");
            Elements.write(a, GOOD[0], 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1);
            r.run();
            device.finish();
        }
    }
}
