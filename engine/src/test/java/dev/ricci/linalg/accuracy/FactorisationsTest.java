package dev.ricci.linalg.accuracy;

import static dev.ricci.linalg.accuracy.Residual.check;
import static dev.ricci.linalg.accuracy.Residual.unorthogonality;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.Cholesky;
import dev.ricci.linalg.Lu;
import dev.ricci.linalg.PivotedQr;
import dev.ricci.linalg.Qr;
import dev.ricci.linalg.Svd;
import dev.ricci.linalg.SymmetricEigen;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every factorisation of every type of matrix, square, tall and wide, in both types of numbers, on every way to compute it. */
class FactorisationsTest {
    private static final int[][] SHAPES = {
        {1, 1}, {2, 2}, {7, 7}, {30, 30}, {64, 64}, {40, 13}, {13, 40}, {100, 100}, {100, 20}, {300, 40}, {40, 300}
    };
    private static final int[][] LARGE = {{300, 300}, {600, 600}, {600, 150}, {150, 600}};
    private static final DType[] TYPES = {DType.FLOAT32, DType.FLOAT64};

    private interface Body {
        void run(Backend device, DType type, SpectrumType spectrum, int m, int n);
    }

    /** All types of spectra in small, the ones that need work in large. */
    private static void each(Place place, Body body) {
        place.run(device -> {
            for (DType type : TYPES) {
                for (SpectrumType spectrum : SpectrumType.values()) {
                    for (int[] s : SHAPES) {
                        run(place, device, type, spectrum, s, body);
                    }
                }
                for (SpectrumType spectrum : new SpectrumType[] {SpectrumType.GEOMETRIC, SpectrumType.CLUSTERED, SpectrumType.RANDOM}) {
                    for (int[] s : LARGE) {
                        run(place, device, type, spectrum, s, body);
                    }
                }
            }
        });
    }

    private static void run(Place place, Backend device, DType type, SpectrumType spectrum, int[] shape, Body body) {
        if (Math.max(shape[0], shape[1]) <= place.most()) {
            try (Scope _ = Scope.open()) {
                body.run(device, type, spectrum, shape[0], shape[1]);
            }
        }
    }

    @AfterAll
    static void report() {
        Residual.report();
    }

    private static String what(String op, Place place, DType type, SpectrumType spectrum, int m, int n) {
        return op + ", " + place + ", " + type + ", " + spectrum + ", " + m + " by " + n;
    }

    @ParameterizedTest
    @EnumSource
    void svd(Place place) {
        each(place, (device, type, spectrum, m, n) -> {
            Dense a = spectrum.matrix(type, m, n, 31L * m + n);
            Svd svd = Svd.of(Place.tensor(device, a, type));
            Dense u = Place.dense(svd.u());
            Dense vt = Place.dense(svd.vt());
            double[] s = svd.s().toDoubles();
            String what = what("svd", place, type, spectrum, m, n);
            check(Residual.of(a, u.scaleColumns(s).times(vt), type), what);
            check(unorthogonality(u, type), "U of " + what);
            check(unorthogonality(vt.transpose(), type), "V of " + what);
            for (int i = 0; i < s.length; i++) {
                assertTrue(s[i] >= 0 && (i == 0 || s[i] <= s[i - 1]), () -> "descending: " + what + Arrays.toString(s));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void symmetricEigen(Place place) {
        each(place, (device, type, spectrum, m, n) -> {
            if (m != n) {
                return;
            }
            Dense a = spectrum.symmetric(type, n, 17L * n);
            SymmetricEigen eigen = SymmetricEigen.of(Place.tensor(device, a, type));
            Dense v = Place.dense(eigen.vectors());
            double[] values = eigen.values().toDoubles();
            String what = what("symmetricEigen", place, type, spectrum, m, n);
            check(Residual.of(a, v.scaleColumns(values).times(v.transpose()), type), what);
            check(unorthogonality(v, type), "V of " + what);
            for (int i = 1; i < n; i++) {
                assertTrue(values[i] >= values[i - 1], () -> "ascending: " + what);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void qr(Place place) {
        each(place, (device, type, spectrum, m, n) -> {
            Dense a = spectrum.matrix(type, m, n, 13L * m + n);
            Tensor t = Place.tensor(device, a, type);
            Qr qr = Qr.of(t);
            Dense q = Place.dense(qr.q());
            Dense r = Place.dense(qr.r());
            String what = what("qr", place, type, spectrum, m, n);
            check(Residual.of(a, q.times(r), type), what);
            check(unorthogonality(q, type), "Q of " + what);
            Dense alone = Place.dense(Qr.triangle(t));
            check(Residual.of(gram(a, a), gram(a, alone), type), "triangle of " + what);
            for (Dense upper : new Dense[] {r, alone}) {
                for (int i = 0; i < upper.rows(); i++) {
                    for (int j = 0; j < Math.min(i, n); j++) {
                        assertTrue(upper.at(i, j) == 0, () -> "below the diagonal: " + what);
                    }
                }
            }
        });
    }

    /** The diagonal of R descends, but for rounding. A GPU leaves more than 64 rows or columns to the host. */
    @ParameterizedTest
    @EnumSource
    void pivotedQr(Place place) {
        each(place, (device, type, spectrum, m, n) -> {
            if (place == Place.CUDA && Math.max(m, n) > 64) {
                return;
            }
            Dense a = spectrum.matrix(type, m, n, 23L * m + n);
            PivotedQr qr = PivotedQr.of(Place.tensor(device, a, type));
            Dense q = Place.dense(qr.q());
            Dense r = Place.dense(qr.r());
            String what = what("pivotedQr", place, type, spectrum, m, n);
            check(Residual.of(ordered(a.transpose(), qr.order().toInts()).transpose(), q.times(r), type), what);
            check(unorthogonality(q, type), "Q of " + what);
            for (int i = 1; i < r.rows(); i++) {
                double least = Math.abs(r.at(i, i)) * (1 - 100 * type.epsilon());
                double before = Math.abs(r.at(i - 1, i - 1)) + 100 * type.epsilon() * Math.abs(r.at(0, 0));
                assertTrue(least <= before, () -> "descending: " + what);
            }
        });
    }

    /** No multiplier is above 1, the order is one, and its sign that of its exchanges. */
    @ParameterizedTest
    @EnumSource
    void lu(Place place) {
        each(place, (device, type, spectrum, m, n) -> {
            Dense a = spectrum.matrix(type, m, n, 29L * m + n);
            Lu lu = Lu.of(Place.tensor(device, a, type));
            Dense l = Place.dense(lu.l());
            int[] order = lu.order().toInts();
            String what = what("lu", place, type, spectrum, m, n);
            check(Residual.of(ordered(a, order), l.times(Place.dense(lu.u())), type), what);
            assertTrue(l.largest() <= 1, () -> "multipliers of " + what);
            assertEquals(sign(order), lu.sign().item(), what);
        });
    }

    private static Dense ordered(Dense a, int[] order) {
        Dense b = new Dense(a.rows(), a.columns());
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(a.values(), order[i] * a.columns(), b.values(), i * a.columns(), a.columns());
        }
        return b;
    }

    private static int sign(int[] order) {
        boolean[] seen = new boolean[order.length];
        int sign = 1;
        for (int i = 0; i < order.length; i++) {
            for (int j = order[i]; j != i && !seen[i]; j = order[j]) {
                seen[j] = true;
                sign = -sign;
            }
        }
        return sign;
    }

    /** B^T B, in the unit that brings A near 1. */
    private static Dense gram(Dense a, Dense b) {
        double size = a.largest();
        Dense near = b.times(size == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(size)));
        return near.transpose().times(near);
    }

    @ParameterizedTest
    @EnumSource
    void cholesky(Place place) {
        each(place, (device, type, spectrum, m, n) -> {
            if (m != n) {
                return;
            }
            Dense a = spectrum.positiveDefinite(type, n, 19L * n);
            Dense l = Place.dense(Cholesky.of(Place.tensor(device, a, type)).l());
            check(Residual.of(a, l.times(l.transpose()), type), what("cholesky", place, type, spectrum, n, n));
        });
    }
}
