package dev.ricci.cuda.formula;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.formula.Formula;
import dev.ricci.formula.ScalarOp;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scalar function over its range and at every special value, against its value in double. */
class FunctionsTest {
    private static final double[] POINTS = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, -1, 2, -2, 3, -3,
        0.5, -0.5, 1.5, -1.5, 2.5, 1e-7, -1e-7, 0.1, -0.1, 0.9999, 1.0001, 5, -5, 10, -10, 30, -30, 80, -80, 100, -100,
        1000, -1000, 1e6, -1e6, 123456.75, 1e20, -1e20, 1e-20, 1e-38, 3e38};
    private static final double[] WHOLE = {0, 1, -1, 2, -2, 3, -3, 7, -7, 100, 46341, -46341, Integer.MAX_VALUE, Integer.MIN_VALUE};

    private final Backend device = CudaUnderTest.device();

    @ParameterizedTest
    @EnumSource(ScalarOp.class)
    void inFloat32(ScalarOp op) {
        assumeFalse(op.isOfBits(), op + " is of integers");
        check(op, DType.FLOAT32, POINTS, 1e-6);
    }

    @ParameterizedTest
    @EnumSource(ScalarOp.class)
    void inFloat64(ScalarOp op) {
        assumeFalse(op.isOfBits(), op + " is of integers");
        check(op, DType.FLOAT64, POINTS, 1e-14);
    }

    @ParameterizedTest
    @EnumSource(value = ScalarOp.class, names = {"ADD", "SUB", "MUL", "DIV", "MIN", "MAX", "LESS", "LESS_EQUAL", "EQUAL", "SELECT", "NEG",
        "ABS", "SIGN", "FLOOR", "CEIL", "TRUNC", "ROUND", "FMOD", "REMAINDER", "POW", "FLOOR_DIV", "BIT_AND", "BIT_OR", "BIT_XOR", "SHIFT_LEFT", "SHIFT_RIGHT"})
    void inIntegers(ScalarOp op) {
        check(op, DType.INT32, WHOLE, 0);
        check(op, DType.INT64, WHOLE, 0);
    }

    private void check(ScalarOp op, DType type, double[] points, double tolerance) {
        int n = points.length;
        double[][] x = new double[3][n * n];
        for (int i = 0; i < n * n; i++) {
            x[0][i] = Placed.as(type, points[i / n]);
            x[1][i] = Placed.as(type, points[i % n]);
            x[2][i] = Placed.as(type, points[(i / n + i) % n]);
        }
        try (Scope _ = Scope.open()) {
            Placed[] in = Arrays.stream(x).map(v -> Placed.of(device, type, new int[] {n * n}, v)).toArray(Placed[]::new);
            Placed out = Placed.of(device, type, new int[] {n * n}, new double[n * n]);
            device.map(formula(op), out.view(), in[0].view(), in[1].view(), in[2].view());
            double[] found = out.values();
            for (int i = 0; i < n * n; i++) {
                double expected = type.isInteger() ? whole(op, type, (long) x[0][i], (long) x[1][i], (long) x[2][i])
                        : Placed.as(type, op.at(x[0][i], x[1][i], x[2][i]));
                assertClose(expected, found[i], tolerance, type, op + " at " + x[0][i] + ", " + x[1][i] + ", " + x[2][i] + " in " + type);
            }
        }
    }

    /** Bits for special values, zeros included; else the relative distance. */
    private static void assertClose(double expected, double found, double tolerance, DType type, String what) {
        if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0 || tolerance == 0) {
            assertEquals(expected, found, what);
        } else {
            double least = type == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
            assertEquals(expected, found, Math.max(least, tolerance * Math.abs(expected)), what);
        }
    }

    private static Formula formula(ScalarOp op) {
        Formula x = Formula.X;
        Formula y = Formula.Y;
        return switch (op) {
            case ADD -> x.add(y);
            case SUB -> x.sub(y);
            case MUL -> x.mul(y);
            case DIV -> x.div(y);
            case MIN -> x.min(y);
            case MAX -> x.max(y);
            case POW -> x.pow(y);
            case LESS -> x.less(y);
            case LESS_EQUAL -> x.lessEqual(y);
            case EQUAL -> x.equal(y);
            case SELECT -> x.select(y, Formula.Z);
            case NEG -> x.neg();
            case ABS -> x.abs();
            case SIGN -> x.sign();
            case FLOOR -> x.floor();
            case CEIL -> x.ceil();
            case TRUNC -> x.trunc();
            case ROUND -> x.round();
            case SQRT -> x.sqrt();
            case EXP -> x.exp();
            case EXPM1 -> x.expm1();
            case LOG -> x.log();
            case LOG1P -> x.log1p();
            case SIN -> x.sin();
            case COS -> x.cos();
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case ERF -> x.erf();
            case EXP2 -> x.exp2();
            case LOG2 -> x.log2();
            case LOG10 -> x.log10();
            case CBRT -> x.cbrt();
            case TAN -> x.tan();
            case ASIN -> x.asin();
            case ACOS -> x.acos();
            case ATAN -> x.atan();
            case SINH -> x.sinh();
            case COSH -> x.cosh();
            case ASINH -> x.asinh();
            case ACOSH -> x.acosh();
            case ATANH -> x.atanh();
            case SOFTPLUS -> x.softplus();
            case LOGISTIC -> x.logistic();
            case ATAN2 -> x.atan2(y);
            case HYPOT -> x.hypot(y);
            case COPY_SIGN -> x.copySign(y);
            case FMOD -> x.fmod(y);
            case REMAINDER -> x.remainder(y);
            case ERFC -> x.erfc();
            case ERFINV -> x.erfinv();
            case ERFCINV -> x.erfcinv();
            case LOG_GAMMA -> x.logGamma();
            case DIGAMMA -> x.digamma();
            case POLYGAMMA -> x.polygamma(y);
            case BETA -> x.beta(y);
            case LOG_BETA -> x.logBeta(y);
            case GAMMA_P -> x.gammaP(y);
            case GAMMA_Q -> x.gammaQ(y);
            case GAMMA_DENSITY -> x.gammaDensity(y);
            case BETA_I -> x.betaI(y, Formula.Z);
            case BETA_DENSITY -> x.betaDensity(y, Formula.Z);
            case FLOOR_DIV -> x.floorDiv(y);
            case BIT_AND -> x.bitAnd(y);
            case BIT_OR -> x.bitOr(y);
            case BIT_XOR -> x.bitXor(y);
            case SHIFT_LEFT -> x.shiftLeft(y);
            case SHIFT_RIGHT -> x.shiftRight(y);
        };
    }

    /** By Java's own operators, in the type's width. */
    private static double whole(ScalarOp op, DType type, long a, long b, long c) {
        int width = 8 * type.bytes();
        boolean away = b < 0 || b >= width;
        long v = switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? 0 : a / b;
            case FLOOR_DIV -> b == 0 ? 0 : Math.floorDiv(a, b);
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case BIT_AND -> a & b;
            case BIT_OR -> a | b;
            case BIT_XOR -> a ^ b;
            case SHIFT_LEFT -> away ? 0 : a << b;
            case SHIFT_RIGHT -> a >> (away ? width - 1 : b);
            case POW -> b < 0 ? a == 1 || a == -1 ? (long) Math.pow(a, b) : 0 : BigInteger.valueOf(a)
                    .modPow(BigInteger.valueOf(b), BigInteger.ONE.shiftLeft(64)).longValue();
            default -> (long) op.at(a, b, c);
        };
        return type == DType.INT32 ? (int) v : v;
    }
}
