package dev.ricci.cpu.loop;

import static dev.ricci.backend.DType.FLOAT32;
import static dev.ricci.backend.DType.FLOAT64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.formula.Formula;
import dev.ricci.formula.ScalarOp;
import dev.ricci.formula.Stored;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Special functions on lanes: against stored values of mpmath, and trigamma, whose lanes polygamma takes for one order. */
class SpecialLanesTest {
    private static final Loops VECTORS = new Loops(VectorApi.present());
    private static final Loops SCALARS = new Loops(false);

    private static double[] run(Loops loops, Formula f, DType type, double[]... in) {
        int n = in[0].length;
        long[] at = new long[in.length + 1];
        for (int k = 0; k <= in.length; k++) {
            at[k] = Memory.allocate(8L * n);
            for (int i = 0; i < n; i++) {
                double v = k == 0 ? 0 : in[k - 1][i];
                if (type == FLOAT32) {
                    Memory.setFloat(at[k] + 4L * i, (float) v);
                } else {
                    Memory.setDouble(at[k] + 8L * i, v);
                }
            }
        }
        loops.map(f, type, 0).run(at, n);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = type == FLOAT32 ? Memory.getFloat(at[0] + 4L * i) : Memory.getDouble(at[0] + 8L * i);
        }
        for (long a : at) {
            Memory.free(a);
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"ERFC, 4, 0", "ERFINV, 5, 0", "LOG_GAMMA, 5, 1e-15", "DIGAMMA, 5, 1e-15"})
    void lanesAgreeWithStoredValues(ScalarOp op, double ulps, double absolute) {
        List<Stored> rows = Stored.of(op);
        double[] x = rows.stream().mapToDouble(Stored::a).toArray();
        double[] got = run(VECTORS, ElementwiseMapTest.formula(op), FLOAT64, x);
        for (int i = 0; i < x.length; i++) {
            Stored row = rows.get(i);
            double unit = Math.ulp(row.value().doubleValue());
            double error = row.value().subtract(new BigDecimal(got[i])).abs().doubleValue();
            double result = got[i];
            assertTrue(error <= ulps * unit + absolute, () -> row + ": got " + result + ", wrong by " + error / unit + " ulp");
        }
    }

    @Test
    void trigammaOnLanesIsPolygammaOfOrderOne() {
        int n = 5000;
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i < 10 ? -0.3 * i : i < 2500 ? 0.005 * i : (float) Math.exp((i - 3000) * 0.02);
        }
        for (DType type : new DType[] {FLOAT32, FLOAT64}) {
            double[] lanes = run(VECTORS, Formula.X.polygamma(1), type, x);
            double[] scalars = run(SCALARS, Formula.X.polygamma(1), type, x);
            for (int i = 0; i < n; i++) {
                double at = type == FLOAT32 ? (float) x[i] : x[i];
                double want = ScalarOp.POLYGAMMA.at(1, at, 0);
                double unit = type == FLOAT32 ? Math.ulp((float) want) : Math.ulp(want);
                assertEquals(want, lanes[i], Double.isInfinite(want) ? 0 : 5 * unit, type + " at " + at);
                assertEquals(lanes[i], scalars[i], type + " at " + at);
            }
        }
    }

    /** Orders that differ from lane to lane, two arguments and three: each lane by itself. */
    @Test
    void eachLaneHasItsOwnArguments() {
        double[] a = new double[37];
        double[] b = new double[37];
        double[] c = new double[37];
        for (int i = 0; i < a.length; i++) {
            a[i] = 1 + i % 3;
            b[i] = 0.5 + 0.25 * i;
            c[i] = (i + 0.5) / 37;
        }
        Formula[] formulas = {Formula.X.polygamma(Formula.Y), Formula.X.gammaP(Formula.Y).mul(2), Formula.X.betaI(Formula.Y, Formula.Z)};
        for (Formula f : formulas) {
            double[] got = run(VECTORS, f, FLOAT64, a, b, c);
            for (int i = 0; i < a.length; i++) {
                double want = f.at(a[i], b[i], c[i]);
                assertEquals(want, got[i], 5 * Math.ulp(want), f + " at " + i);
            }
        }
    }
}
