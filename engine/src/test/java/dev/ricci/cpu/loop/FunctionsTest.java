package dev.ricci.cpu.loop;

import static dev.ricci.backend.DType.FLOAT32;
import static dev.ricci.backend.DType.FLOAT64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.formula.ScalarOp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The transcendental functions keep their bounds, in units in the last place, over samples of all numbers and near 0. */
class FunctionsTest {
    private static final int N = 1 << 14;
    private static final Loops VECTORS = new Loops(VectorApi.present());
    private static final Loops SCALARS = new Loops(false);
    private final long in = Memory.allocate(N * 8L);
    private final long out = Memory.allocate(N * 8L);

    @AfterEach
    void free() {
        Memory.free(in);
        Memory.free(out);
    }

    private void run(Loops loops, ScalarOp op, DType type, int n) {
        loops.map(ElementwiseMapTest.formula(op), type, 0).run(new long[] {out, in}, n);
    }

    @ParameterizedTest
    @CsvSource({"EXP, 1.1", "EXPM1, 1.7", "LOG, 1", "LOG1P, 1.6", "SIN, 1.6", "COS, 1.6", "TANH, 2.4", "SIGMOID, 2.4", "ERF, 1.1",
        "ERFC, 4", "ERFINV, 4", "LOG_GAMMA, 4.5", "DIGAMMA, 4"})
    void singlePrecision(ScalarOp op, double bound) {
        for (int pass = 0; pass < 4; pass++) {
            for (int i = 0; i < N; i++) {
                float x = switch (pass) {
                    case 0 -> Float.intBitsToFloat(i << 18); // every 262144th of all numbers, NaN and infinities among them
                    case 1 -> Float.intBitsToFloat((i << 18) + 0x25a5a);
                    case 2 -> (i - N / 2) * 4e-3f;
                    default -> (i - N / 2) * 2e-4f;
                };
                Memory.setFloat(in + 4L * i, x);
            }
            run(VECTORS, op, FLOAT32, N);
            for (int i = 0; i < N; i++) {
                double x = Memory.getFloat(in + 4L * i);
                float got = Memory.getFloat(out + 4L * i);
                double want = op.at(x, 0, 0);
                float rounded = (float) want;
                if (Float.isNaN(rounded) || Float.isInfinite(rounded) || want == 0) {
                    assertEquals(rounded, got, op + " of " + x);
                } else {
                    double ulps = Math.abs(got - want) / Math.ulp(rounded);
                    assertTrue(ulps <= bound, op + " of " + x + " is " + got + ", wrong by " + ulps + " ulp");
                }
            }
        }
    }

    /** The bounds hold against values in double that are wrong by up to 2.5 ulp themselves (Math); that of erf by 9. */
    @ParameterizedTest
    @CsvSource({"EXP, 2", "EXPM1, 3", "LOG, 2", "LOG1P, 2", "SIN, 2", "COS, 2", "TANH, 4", "SIGMOID, 3", "ERF, 12",
        "ERFC, 8", "ERFINV, 8", "LOG_GAMMA, 8", "DIGAMMA, 8"})
    void doublePrecision(ScalarOp op, double bound) {
        for (int pass = 0; pass < 3; pass++) {
            for (int i = 0; i < N; i++) {
                double x = switch (pass) {
                    case 0 -> Double.longBitsToDouble(((long) i << 50) + i * 1_000_003L);
                    case 1 -> (i - N / 2) * 4e-2;
                    default -> (i - N / 2) * 2e-4;
                };
                Memory.setDouble(in + 8L * i, x);
            }
            run(VECTORS, op, FLOAT64, N);
            for (int i = 0; i < N; i++) {
                double x = Memory.getDouble(in + 8L * i);
                double got = Memory.getDouble(out + 8L * i);
                double want = op.at(x, 0, 0);
                if (Double.isNaN(want) || Double.isInfinite(want) || want == 0) {
                    assertEquals(want, got, op + " of " + x);
                } else {
                    double ulps = Math.abs(got - want) / Math.ulp(want);
                    assertTrue(ulps <= bound, op + " of " + x + " is " + got + ", wrong by " + ulps + " ulp");
                }
            }
        }
    }

    /** Values with 50 digits by mpmath, rounded. */
    @Test
    void errorFunctionAgainstCertifiedValues() {
        double[] x = {-2.92, 2.8, 2.5, 1.7, 1.1, 1.01, 0.5};
        double[] want = {-0.9999636452692755, 0.9999249868053346, 0.999593047982555, 0.9837904585907745, 0.8802050695740817,
            0.8468104962282768, 0.5204998778130465};
        for (int i = 0; i < x.length; i++) {
            Memory.setDouble(in + 8L * i, x[i]);
        }
        run(VECTORS, ScalarOp.ERF, FLOAT64, x.length);
        for (int i = 0; i < x.length; i++) {
            assertEquals(want[i], Memory.getDouble(out + 8L * i), 2 * Math.ulp(want[i]));
        }
    }

    @ParameterizedTest
    @CsvSource({"EXP", "EXPM1", "LOG", "LOG1P", "SIN", "COS", "TANH", "SIGMOID", "ERF", "FLOOR",
        "ERFC", "ERFINV", "LOG_GAMMA", "DIGAMMA", "ERFCINV"})
    void scalarsAndVectorsGiveTheSameBits(ScalarOp op) {
        for (DType type : new DType[] {FLOAT32, FLOAT64}) {
            for (int i = 0; i < N; i++) {
                double x = (i - N / 2) * 0.0125 * Math.pow(1.5, i % 16);
                if (type == FLOAT32) {
                    Memory.setFloat(in + 4L * i, (float) x);
                } else {
                    Memory.setDouble(in + 8L * i, x);
                }
            }
            run(SCALARS, op, type, N);
            long[] scalars = new long[N * type.bytes() / 8];
            for (int i = 0; i < scalars.length; i++) {
                scalars[i] = Memory.getLong(out + 8L * i);
            }
            run(VECTORS, op, type, N);
            for (int i = 0; i < scalars.length; i++) {
                assertEquals(scalars[i], Memory.getLong(out + 8L * i), op + " at " + i);
            }
        }
    }
}
