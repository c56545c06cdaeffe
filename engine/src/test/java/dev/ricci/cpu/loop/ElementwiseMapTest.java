package dev.ricci.cpu.loop;

import static dev.ricci.backend.DType.*;
import static dev.ricci.formula.Formula.*;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cpu.loop.HostViews.Kind;
import dev.ricci.formula.Formula;
import dev.ricci.formula.ScalarOp;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scalar function, type and layout against the formula's value in double, on vectors and on scalars. */
class ElementwiseMapTest {
    private static final Loops[] COMPILERS = {new Loops(VectorApi.present()), new Loops(false)};
    private static final Pool POOL = new Pool(2);
    private static final int[][] SHAPES = {{}, {0}, {1}, {7}, {15}, {16}, {17}, {33}, {3, 5}, {2, 17}, {4, 1, 3}, {2, 3, 4}, {3, 0, 2}};
    private static final double[] VALUES = {0.5, -1.25, 2, 0, -0.75, 3.5, 1, -2, 0.1, 7, -3, 1.5, 0.25};
    private static final Set<ScalarOp> INTEGER = EnumSet.of(ScalarOp.ADD, ScalarOp.SUB, ScalarOp.MUL, ScalarOp.DIV, ScalarOp.MIN,
            ScalarOp.MAX, ScalarOp.LESS, ScalarOp.LESS_EQUAL, ScalarOp.EQUAL, ScalarOp.SELECT, ScalarOp.NEG, ScalarOp.ABS, ScalarOp.SIGN,
            ScalarOp.FLOOR, ScalarOp.CEIL, ScalarOp.TRUNC, ScalarOp.ROUND, ScalarOp.FMOD, ScalarOp.REMAINDER, ScalarOp.POW, ScalarOp.FLOOR_DIV, ScalarOp.BIT_AND, ScalarOp.BIT_OR, ScalarOp.BIT_XOR,
            ScalarOp.SHIFT_LEFT, ScalarOp.SHIFT_RIGHT);

    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @AfterAll
    static void end() {
        POOL.close();
    }

    static Formula formula(ScalarOp op) {
        return switch (op) {
            case ADD -> X.add(Y);
            case SUB -> X.sub(Y);
            case MUL -> X.mul(Y);
            case DIV -> X.div(Y);
            case MIN -> X.min(Y);
            case MAX -> X.max(Y);
            case POW -> X.pow(Y);
            case LESS -> X.less(Y);
            case LESS_EQUAL -> X.lessEqual(Y);
            case EQUAL -> X.equal(Y);
            case SELECT -> X.select(Y, Z);
            case NEG -> X.neg();
            case ABS -> X.abs();
            case SIGN -> X.sign();
            case FLOOR -> X.floor();
            case CEIL -> X.ceil();
            case TRUNC -> X.trunc();
            case ROUND -> X.round();
            case SQRT -> X.sqrt();
            case EXP -> X.exp();
            case EXPM1 -> X.expm1();
            case LOG -> X.log();
            case LOG1P -> X.log1p();
            case SIN -> X.sin();
            case COS -> X.cos();
            case TANH -> X.tanh();
            case SIGMOID -> X.sigmoid();
            case ERF -> X.erf();
            case EXP2 -> X.exp2();
            case LOG2 -> X.log2();
            case LOG10 -> X.log10();
            case CBRT -> X.cbrt();
            case TAN -> X.tan();
            case ASIN -> X.asin();
            case ACOS -> X.acos();
            case ATAN -> X.atan();
            case SINH -> X.sinh();
            case COSH -> X.cosh();
            case ASINH -> X.asinh();
            case ACOSH -> X.acosh();
            case ATANH -> X.atanh();
            case SOFTPLUS -> X.softplus();
            case LOGISTIC -> X.logistic();
            case ATAN2 -> X.atan2(Y);
            case HYPOT -> X.hypot(Y);
            case COPY_SIGN -> X.copySign(Y);
            case FMOD -> X.fmod(Y);
            case REMAINDER -> X.remainder(Y);
            case ERFC -> X.erfc();
            case ERFINV -> X.erfinv();
            case ERFCINV -> X.erfcinv();
            case LOG_GAMMA -> X.logGamma();
            case DIGAMMA -> X.digamma();
            case POLYGAMMA -> X.polygamma(2);
            case BETA -> X.beta(Y);
            case LOG_BETA -> X.logBeta(Y);
            case GAMMA_P -> X.gammaP(Y);
            case GAMMA_Q -> X.gammaQ(Y);
            case GAMMA_DENSITY -> X.gammaDensity(Y);
            case BETA_I -> X.betaI(Y, Z);
            case BETA_DENSITY -> X.betaDensity(Y, Z);
            case FLOOR_DIV -> X.floorDiv(Y);
            case BIT_AND -> X.bitAnd(Y);
            case BIT_OR -> X.bitOr(Y);
            case BIT_XOR -> X.bitXor(Y);
            case SHIFT_LEFT -> X.shiftLeft(Y);
            case SHIFT_RIGHT -> X.shiftRight(Y);
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionInEveryLayout(ScalarOp op) {
        assumeFalse(op.isOfBits(), op + " is of integers");
        for (Loops loops : COMPILERS) {
            for (Kind kind : Kind.values()) {
                for (int[] shape : SHAPES) {
                    check(loops, formula(op), FLOAT32, kind, shape, 3);
                    check(loops, formula(op), FLOAT64, kind, shape, 4);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void integers(ScalarOp op) {
        for (Loops loops : COMPILERS) {
            if (INTEGER.contains(op)) {
                for (Kind kind : Kind.values()) {
                    check(loops, formula(op), INT32, kind, new int[] {3, 17}, 0);
                    check(loops, formula(op), INT64, kind, new int[] {3, 17}, 0);
                }
            } else {
                View v = HostViews.fill(HostViews.dense(INT32, 3), 1);
                assertThrows(AssertionError.class, () -> ElementwiseMap.map(loops, POOL, formula(op), HostViews.dense(INT32, 3), v, v));
            }
        }
    }

    private static void check(Loops loops, Formula f, DType type, Kind kind, int[] shape, int ulps) {
        View[] in = new View[f.inputs().size()];
        for (int k = 0; k < in.length; k++) {
            in[k] = HostViews.make(kind, type, shape);
            double[] shifted = new double[VALUES.length];
            for (int i = 0; i < shifted.length; i++) {
                shifted[i] = VALUES[(i * (k + 1) + k) % VALUES.length];
            }
            HostViews.fill(in[k], shifted);
        }
        Kind outKind = kind.ordinal() < Kind.REPEATED_OUTER.ordinal() ? kind : Kind.DENSE;
        View out = HostViews.fill(HostViews.make(outKind, type, shape), 99);
        ElementwiseMap.map(loops, POOL, f, out, in);
        for (long i = 0; i < out.size(); i++) {
            int[] index = HostViews.index(shape, i);
            double[] x = new double[in.length];
            for (int k = 0; k < x.length; k++) {
                x[k] = HostViews.get(in[k], index);
            }
            assertClose(expected(f, type, x), HostViews.get(out, index), type, ulps, f + " at " + java.util.Arrays.toString(x));
        }
    }

    /** The value in double, or by Java's rules for integers. */
    private static double expected(Formula f, DType type, double[] x) {
        if (!type.isInteger()) {
            return f.at(x);
        }
        if (f.toString().contains("/")) {
            return x[1] == 0 ? 0 : (int) x[0] / (int) x[1];
        }
        double v = f.at(x); // an inverse of 0 is 0, the fraction of others is left out
        return Double.isFinite(v) ? (int) v : 0;
    }

    static void assertClose(double want, double got, DType type, int ulps, String what) {
        if (type == FLOAT32) {
            float rounded = (float) want;
            if (Float.isFinite(rounded)) {
                assertEquals(rounded, (float) got, ulps * Math.ulp(rounded), what);
            } else {
                assertEquals(rounded, (float) got, what);
            }
        } else if (Double.isFinite(want)) {
            assertEquals(want, got, ulps * Math.ulp(want), what);
        } else {
            assertEquals(want, got, what);
        }
    }

    @Test
    void everyPairOfTypes() {
        for (Loops loops : COMPILERS) {
            for (DType a : DType.values()) {
                for (DType b : DType.values()) {
                    for (DType o : DType.values()) {
                        View x = HostViews.fill(HostViews.make(Kind.PERMUTED, a, 3, 7), 0, 1, 2, 0, -3);
                        View y = HostViews.fill(HostViews.dense(b, 3, 7), 1, 0, 1, 0, 5, 1);
                        View out = HostViews.dense(o, 3, 7);
                        ElementwiseMap.map(loops, POOL, X.mul(2).sub(Y), out, x, y);
                        for (int i = 0; i < 21; i++) {
                            int[] at = {i / 7, i % 7};
                            double want = 2 * HostViews.get(x, at) - HostViews.get(y, at);
                            assertEquals(o == BOOL ? (want != 0 ? 1 : 0) : want, HostViews.get(out, at), a + " " + b + " " + o);
                        }
                    }
                }
            }
        }
    }

    @Test
    void resultsGoIntoIntegersByTruncation() {
        View out = HostViews.dense(INT32, 6);
        View in = HostViews.dense(FLOAT32, new double[] {1.9, -1.9, 1e20, -1e20, Double.NaN, 0.5});
        ElementwiseMap.map(POOL, X, out, in);
        assertArrayEquals(new double[] {1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 0}, HostViews.values(out));
    }

    @Test
    void specialValuesOfTheExactFunctions() {
        double infinity = Double.POSITIVE_INFINITY;
        double[] special = {0, -0.0, 1, -1, Double.NaN, infinity, -infinity, 8388609.5, -0.3, 1e30, 0x1p-140};
        ScalarOp[] ops = {ScalarOp.MIN, ScalarOp.MAX, ScalarOp.LESS, ScalarOp.LESS_EQUAL, ScalarOp.EQUAL, ScalarOp.SELECT, ScalarOp.NEG,
            ScalarOp.ABS, ScalarOp.SIGN, ScalarOp.FLOOR, ScalarOp.CEIL, ScalarOp.TRUNC, ScalarOp.ROUND, ScalarOp.SQRT,
            ScalarOp.FMOD, ScalarOp.REMAINDER, ScalarOp.COPY_SIGN};
        for (Loops loops : COMPILERS) {
            for (ScalarOp op : ops) {
                for (DType type : new DType[] {FLOAT32, FLOAT64}) {
                    for (double second : special) {
                        View x = HostViews.dense(type, special);
                        View y = HostViews.fill(HostViews.dense(type, special.length), second);
                        View out = HostViews.dense(type, special.length);
                        ElementwiseMap.map(loops, POOL, formula(op), out, x, y, x);
                        for (int i = 0; i < special.length; i++) {
                            double a = HostViews.get(x, i);
                            double want = op.at(a, HostViews.get(y, i), a);
                            double got = HostViews.get(out, i);
                            assertEquals(type == FLOAT32 ? (float) want : want, got, op + " of " + a + " and " + second);
                        }
                    }
                }
            }
        }
    }

    @Test
    void largeOnesAreSharedByThreads() {
        int n = 100_003;
        View x = HostViews.dense(FLOAT32, n);
        View y = HostViews.dense(FLOAT32, n);
        for (int i = 0; i < n; i++) {
            HostViews.set(x, i * 0.5, i);
            HostViews.set(y, i % 17, i);
        }
        View out = HostViews.dense(FLOAT32, n);
        ElementwiseMap.map(POOL, X.mul(2).add(Y), out, x, y);
        View row = HostViews.dense(FLOAT32, 1, n);
        View[] in = {x.with(x.layout().unsqueeze(0)), out.with(out.layout().unsqueeze(0))};
        ElementwiseMap.map(POOL, X.sub(Y), row, in);
        for (int i = 0; i < n; i++) {
            assertEquals(i + i % 17, HostViews.get(out, i));
            assertEquals(i * 0.5 - i - i % 17, HostViews.get(row, 0, i));
        }
    }
}
