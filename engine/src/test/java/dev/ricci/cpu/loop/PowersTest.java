package dev.ricci.cpu.loop;

import static dev.ricci.backend.DType.FLOAT32;
import static dev.ricci.backend.DType.FLOAT64;
import static dev.ricci.formula.Formula.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Powers against Math.pow: every pair of special values, and random ones to a bound. */
class PowersTest {
    private static final double[] SPECIAL = {0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.NaN, 1e30, -1e30, 1e-30, -1e-30, 1e-40, -1e-42, 2.5, -2.5, 127, 128, -149, 1e10, 16777217, 33554431, 1e300, -1e300, 1e-310,
        4503599627370497.0, 9007199254740993.0};

    private static void check(DType type, double[] base, double[] exponent, double bound) {
        try (Scope _ = Scope.open(); Pool pool = new Pool(1)) {
            View x = HostViews.dense(type, base);
            View y = HostViews.dense(type, exponent);
            View out = HostViews.dense(type, base.length);
            for (Loops loops : new Loops[] {new Loops(VectorApi.present()), new Loops(false)}) {
                ElementwiseMap.map(loops, pool, X.pow(Y), out, x, y);
                for (int i = 0; i < base.length; i++) {
                    double want = Math.pow(HostViews.get(x, i), HostViews.get(y, i));
                    double rounded = type == FLOAT32 ? (float) want : want;
                    double got = HostViews.get(out, i);
                    String what = HostViews.get(x, i) + " to the power " + HostViews.get(y, i);
                    if (Double.isNaN(rounded) || Double.isInfinite(rounded) || rounded == 0) {
                        assertEquals(rounded, got, what);
                    } else {
                        double ulp = type == FLOAT32 ? Math.ulp((float) want) : Math.ulp(want);
                        assertTrue(Math.abs(got - want) <= bound * ulp, what + ": want " + want + ", got " + got);
                    }
                }
            }
        }
    }

    @Test
    void everyPairOfSpecialValues() {
        int n = SPECIAL.length;
        double[] base = new double[n * n];
        double[] exponent = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            base[i] = SPECIAL[i / n];
            exponent[i] = SPECIAL[i % n];
        }
        check(FLOAT32, base, exponent, 1.5);
        check(FLOAT64, base, exponent, 2);
    }

    @Test
    void randomValues() {
        Random random = new Random(3);
        double[] base = new double[20_000];
        double[] exponent = new double[base.length];
        for (int i = 0; i < base.length; i++) {
            boolean whole = i % 2 == 0;
            base[i] = i % 3 == 0 ? Math.exp(random.nextGaussian() * 20) : i % 3 == 1 ? 3 * random.nextDouble() : 0.995 + i * 5e-7;
            base[i] *= whole && i % 7 == 0 ? -1 : 1;
            exponent[i] = whole ? Math.rint(random.nextGaussian() * 8) : random.nextGaussian() * (i % 3 == 2 ? 5000 : 3);
        }
        check(FLOAT32, base, exponent, 1.5);
        check(FLOAT64, base, exponent, 2);
    }
}
