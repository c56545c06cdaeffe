package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.VectorApi;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches that are computed side by side, in LAPACK's units of n eps; what is exact is compared with the way matrix by matrix. */
class SmallMatricesTest {
    @BeforeAll
    static void onlyWithVectors() {
        Assumptions.assumeTrue(VectorApi.present());
    }

    static List<SideBySide> types() {
        return List.of(new SideBySide(DType.FLOAT32), new SideBySide(DType.FLOAT64));
    }

    @ParameterizedTest
    @MethodSource("types")
    void svd(SideBySide way) {
        for (Factorisation kind : List.of(Factorisation.SVD, Factorisation.JACOBI_SVD)) {
            for (int[] shape : SideBySide.SHAPES) {
                View a = way.batch(shape[0], shape[1]);
                View[] out = way.factor(kind, a);
                View[] values = way.factor(Factorisation.SINGULAR_VALUES, a);
                for (int i = 0; i < a.size(0); i++) {
                    double[] s = Stored.vector(out[1], i);
                    double[][] u = Stored.rows(out[0], i);
                    double[][] vt = Stored.rows(out[2], i);
                    String which = kind + " " + way.name(i, shape);
                    way.same(Numbers.times(Numbers.scaled(u, s), vt), Stored.rows(a, i), which);
                    way.orthonormal(u, which);
                    way.orthonormal(Numbers.transpose(vt), which);
                    for (int j = 0; j < s.length; j++) {
                        assertTrue(s[j] >= 0 && (j == 0 || s[j] <= s[j - 1]), "descending, none negative: " + which);
                    }
                    assertArrayEquals(s, Stored.vector(values[0], i), 30 * s.length * way.epsilon() * s[0], which);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void symmetricEigen(SideBySide way) {
        for (int n : SideBySide.ORDERS) {
            View a = way.batch(n, n);
            View[] out = way.factor(Factorisation.SYMMETRIC_EIGEN, a);
            View[] alone = way.factor(Factorisation.EIGENVALUES, a);
            for (int i = 0; i < a.size(0); i++) {
                double[] values = Stored.vector(out[0], i);
                double[][] v = Stored.rows(out[1], i);
                String which = way.name(i, n, n);
                way.same(Numbers.times(Numbers.scaled(v, values), Numbers.transpose(v)), SideBySide.mirrored(Stored.rows(a, i)), which);
                way.orthonormal(v, which);
                for (int j = 1; j < n; j++) {
                    assertTrue(values[j] >= values[j - 1], "ascending: " + which);
                }
                double most = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
                assertArrayEquals(values, Stored.vector(alone[0], i), 30 * n * way.epsilon() * most, which);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void qr(SideBySide way) {
        for (Factorisation kind : List.of(Factorisation.QR, Factorisation.COMPLETE_QR)) {
            for (int[] shape : SideBySide.SHAPES) {
                View a = way.batch(shape[0], shape[1]);
                View[] out = way.factor(kind, a);
                View[] triangle = way.factor(Factorisation.TRIANGLE, a);
                for (int i = 0; i < a.size(0); i++) {
                    double[][] r = Stored.rows(out[1], i);
                    String which = kind + " " + way.name(i, shape);
                    way.same(Numbers.times(Stored.rows(out[0], i), r), Stored.rows(a, i), which);
                    way.orthonormal(Stored.rows(out[0], i), which);
                    for (int row = 0; row < r.length; row++) {
                        for (int column = 0; column < Math.min(row, shape[1]); column++) {
                            assertEquals(0, r[row][column], which);
                        }
                    }
                    for (int row = 0; row < Math.min(shape[0], shape[1]); row++) {
                        assertArrayEquals(r[row], Stored.rows(triangle[0], i)[row], which);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void lu(SideBySide way) {
        for (int[] shape : SideBySide.SHAPES) {
            View a = way.batch(shape[0], shape[1]);
            View[] out = way.factor(Factorisation.LU, a);
            for (int i = 0; i < a.size(0); i++) {
                double[][] lu = Stored.rows(out[0], i);
                int[] order = Stored.integers(out[1], i);
                double[][] from = Stored.rows(a, i);
                int k = Math.min(shape[0], shape[1]);
                double[][] l = Numbers.make(shape[0], k, (r, c) -> r == c ? 1 : r > c ? lu[r][c] : 0);
                double[][] u = Numbers.make(k, shape[1], (r, c) -> r <= c ? lu[r][c] : 0);
                double[][] permuted = Numbers.make(shape[0], shape[1], (r, c) -> from[order[r]][c]);
                way.same(Numbers.times(l, u), permuted, way.name(i, shape));
                assertTrue(Numbers.norm(Numbers.make(shape[0], k, (r, c) -> Math.abs(l[r][c]) > 1 ? 1 : 0)) == 0, "factors to 1");
                assertEquals(SideBySide.sign(order), Stored.vector(out[2], i)[0], way.name(i, shape));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void cholesky(SideBySide way) {
        for (int n : SideBySide.ORDERS) {
            View a = way.positiveDefinite(n);
            View[] out = way.factor(Factorisation.CHOLESKY, a);
            for (int i = 0; i < a.size(0); i++) {
                double[][] l = Stored.rows(out[0], i);
                way.same(Numbers.times(l, Numbers.transpose(l)), SideBySide.mirrored(Stored.rows(a, i)), way.name(i, n, n));
                assertEquals(0, Numbers.norm(Numbers.make(n, n, (r, c) -> c > r ? l[r][c] : 0)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(dev.ricci.backend.Solver.class)
    void solve(dev.ricci.backend.Solver kind) {
        for (SideBySide way : types()) {
            for (int n : SideBySide.ORDERS) {
                for (int right : new int[] {1, 2, 7}) {
                    View a = way.solvable(kind, n);
                    View b = way.batch(n, right);
                    View x = way.solve(kind, a, b);
                    for (int i = 0; i < a.size(0); i++) {
                        double[][] whole = SideBySide.whole(kind, Stored.rows(a, i));
                        double[][] solution = Stored.rows(x, i);
                        double size = Numbers.norm(whole) * Numbers.norm(solution);
                        double[][] rest = Numbers.minus(Numbers.times(whole, solution), Stored.rows(b, i));
                        assertTrue(Numbers.ratio(rest, size, n, way.epsilon()) < 30, kind + " " + way.name(i, n, right));
                    }
                }
            }
        }
    }
}
