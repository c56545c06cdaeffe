package dev.ricci.cuda.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Factorisations by blocks: residuals in units of n eps, computed in double on the host. */
class BlockedFactorsTest {
    private final Backend device = CudaUnderTest.device();

    @BeforeEach
    void byBlocks() {
        Forced.way("blocked");
    }

    @AfterEach
    void byRule() {
        Forced.end();
    }

    private static final DType[] TYPES = {DType.FLOAT32, DType.FLOAT64};

    private static double eps(DType type) {
        return type == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
    }

    private static void small(Dense difference, double size, int n, DType type, String what) {
        double units = difference.norm() / (Math.max(size, Double.MIN_NORMAL) * n * eps(type));
        assertTrue(units < 10, what + " " + type + ": " + units + " n eps");
    }

    private Dense[] factor(Factorisation kind, Dense a, DType type) {
        View[] out = new View[kind.shapes(a.rows(), a.columns()).length];
        for (int i = 0; i < out.length; i++) {
            out[i] = device.allocate(kind.dtype(i, type), kind.shapes(a.rows(), a.columns())[i]);
        }
        device.factor(kind, out, a.on(device, type));
        return Arrays.stream(out).map(Dense::read).toArray(Dense[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 65, 97, 300})
    void cholesky(int n) {
        Dense a = Dense.positive(n, n);
        Dense lowerAlone = a.where((i, j) -> i - j);
        for (DType type : TYPES) {
            try (Scope _ = Scope.open()) {
                Dense l = factor(Factorisation.CHOLESKY, lowerAlone, type)[0];
                assertArrayEquals(l.where((i, j) -> i - j).at(), l.at(), "zeros above the diagonal");
                small(l.times(l.transposed()).minus(a), a.norm(), n, type, "L L^T");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "31,31", "32,32", "33,33", "100,100", "300,300", "5,1", "1,5", "130,40", "40,130", "33,70", "70,33"})
    void lu(int m, int n) {
        Dense a = Dense.random(m + n, m, n);
        int k = Math.min(m, n);
        for (DType type : TYPES) {
            try (Scope _ = Scope.open()) {
                Dense[] made = factor(Factorisation.LU, a, type);
                Dense l = Dense.of(m, k, (i, j) -> i == j ? 1 : i > j ? made[0].at(i, j) : 0);
                Dense u = Dense.of(k, n, (i, j) -> i <= j ? made[0].at(i, j) : 0);
                small(l.times(u).minus(a.rows(made[1].at())), a.norm(), Math.max(m, n), type, "L U");
                Reference r = Reference.lu(a);
                assertArrayEquals(r.order(), made[1].at(), "the pivots that LAPACK takes");
                assertEquals(r.sign(), made[2].at()[0]);
            }
        }
    }

    /** Partial pivoting in double, one column after the other. */
    record Reference(double[] order, double sign) {
        static Reference lu(Dense given) {
            double[] a = given.at().clone();
            int m = given.rows();
            int n = given.columns();
            double[] order = new double[m];
            Arrays.setAll(order, i -> i);
            double sign = 1;
            for (int j = 0; j < Math.min(m, n); j++) {
                int p = j;
                for (int i = j + 1; i < m; i++) {
                    p = Math.abs(a[i * n + j]) > Math.abs(a[p * n + j]) ? i : p;
                }
                if (p != j) {
                    sign = -sign;
                    double o = order[p];
                    order[p] = order[j];
                    order[j] = o;
                    for (int c = 0; c < n; c++) {
                        double x = a[p * n + c];
                        a[p * n + c] = a[j * n + c];
                        a[j * n + c] = x;
                    }
                }
                for (int i = j + 1; i < m && a[j * n + j] != 0; i++) {
                    double f = a[i * n + j] / a[j * n + j];
                    for (int c = j + 1; c < n; c++) {
                        a[i * n + c] -= f * a[j * n + c];
                    }
                }
            }
            return new Reference(order, sign);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "31,31", "32,32", "33,33", "100,100", "200,200", "5,1", "1,5", "130,40", "40,130", "33,70", "70,33"})
    void qr(int m, int n) {
        Dense a = Dense.random(m + n, m, n);
        for (DType type : TYPES) {
            for (Factorisation kind : new Factorisation[] {Factorisation.QR, Factorisation.COMPLETE_QR}) {
                try (Scope _ = Scope.open()) {
                    Dense[] made = factor(kind, a, type);
                    Dense q = made[0];
                    assertArrayEquals(made[1].where((i, j) -> j - i).at(), made[1].at(), "zeros below the diagonal");
                    small(q.times(made[1]).minus(a), a.norm(), Math.max(m, n), type, "Q R");
                    Dense one = Dense.identity(q.columns());
                    small(q.transposed().times(q).minus(one), one.norm(), Math.max(m, n), type, "Q^T Q");
                    if (kind == Factorisation.QR) {
                        assertArrayEquals(made[1].at(), factor(Factorisation.TRIANGLE, a, type)[0].at(), "R alone is the same R");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "31,1", "32,40", "33,2", "100,1", "130,70", "300,1"})
    void solvers(int n, int rights) {
        Dense b = Dense.random(7, n, rights);
        Dense triangle = Dense.random(8, n, n);
        Dense lower = Dense.of(n, n, (i, j) -> i == j ? 1 + Math.abs(triangle.at(i, j)) : i > j ? triangle.at(i, j) / n : 0);
        for (DType type : TYPES) {
            solve(Solver.GENERAL, triangle, triangle, b, type);
            Dense positive = Dense.positive(9, n);
            solve(Solver.POSITIVE_DEFINITE, positive.where((i, j) -> i - j), positive, b, type);
            Dense rounded = Dense.of(n, n, (i, j) -> (float) lower.at(i, j));
            Dense noise = Dense.of(n, n, (i, j) -> i >= j ? rounded.at(i, j) : Double.NaN);
            solve(Solver.LOWER, noise, rounded, b, type);
            solve(Solver.UPPER, noise.transposed(), rounded.transposed(), b, type);
        }
    }

    private void solve(Solver kind, Dense given, Dense a, Dense b, DType type) {
        try (Scope _ = Scope.open()) {
            View out = device.allocate(type, b.rows(), b.columns());
            device.solve(kind, out, given.on(device, type), b.on(device, type));
            Dense x = Dense.read(out);
            small(a.times(x).minus(b), a.norm() * x.norm(), a.rows(), type, kind + " " + a.rows());
        }
    }
}
