package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;
import dev.ricci.formula.Program;
import dev.ricci.formula.ScalarOp;

/** Turns the parts of a program into steps on lanes of the computing type. */
final class Lowering {
    private final LaneCode code;
    private final boolean integers;
    private final int[] results;

    private Lowering(Program.Code program, DType type, long repeated) {
        code = new LaneCode(type, repeated);
        integers = type.isInteger();
        int[] value = new int[program.parts().size()];
        for (int i = 0; i < value.length; i++) {
            Program.Part p = program.parts().get(i);
            if (p.op() != null) {
                value[i] = apply(p, value);
            } else {
                value[i] = p.isParameter() ? code.parameter(p.b()) : code.input(p.a());
            }
        }
        results = program.results().stream().mapToInt(i -> lanes(value[i])).toArray();
    }

    static Lowering of(Program.Code program, DType type, long repeated) {
        return new Lowering(program, type, repeated);
    }

    LaneCode code() {
        return code;
    }

    /** Whether every lane calls a function by itself that takes 100 ns and more. */
    static boolean isSlow(ScalarOp op) {
        return switch (op) {
            case BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I, BETA_DENSITY -> true;
            default -> false;
        };
    }

    /** The steps whose values the formulas have. */
    int[] results() {
        return results;
    }

    /** A comparison stays a mask until its number is asked for: select takes the mask itself. */
    private int lanes(int step) {
        boolean mask = code.steps().get(step).op().kind() == LaneOp.Kind.MASK;
        return mask ? code.blend(step, code.number(1), code.number(0)) : step;
    }

    private int apply(Program.Part p, int[] value) {
        if (p.op() == ScalarOp.SELECT) {
            return select(value[p.a()], lanes(value[p.b()]), lanes(value[p.c()]));
        }
        int a = lanes(value[p.a()]);
        int b = p.op().arity() > 1 ? lanes(value[p.b()]) : 0;
        int c = p.op().arity() > 2 ? lanes(value[p.c()]) : 0;
        return integers ? integer(p.op(), a, b) : floating(p.op(), a, b, c);
    }

    private int select(int condition, int then, int otherwise) {
        if (code.steps().get(condition).op().kind() == LaneOp.Kind.MASK) {
            return code.blend(condition, then, otherwise);
        }
        return code.blend(code.two(LaneOp.EQUAL, condition, code.number(0)), otherwise, then); // NaN is not 0
    }

    private int integer(ScalarOp op, int a, int b) {
        return switch (op) {
            case ADD, SUB, MUL, MIN, MAX, LESS, LESS_EQUAL, EQUAL, NEG, ABS -> code.simple(op, a, b);
            case DIV -> {
                code.needsScalars(); // processors divide no vectors of integers
                yield code.div(a, b);
            }
            case SIGN -> sign(a);
            case FLOOR, CEIL, TRUNC, ROUND -> a;
            case FMOD, REMAINDER -> remainder(op, a, b);
            case BIT_AND -> code.two(LaneOp.BITS_AND, a, b);
            case BIT_OR -> code.two(LaneOp.BITS_OR, a, b);
            case BIT_XOR -> code.two(LaneOp.BITS_XOR, a, b);
            case POW, FLOOR_DIV, SHIFT_LEFT, SHIFT_RIGHT -> code.callOfIntegers(op, a, b);
            case SQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF, EXP2, LOG2, LOG10, CBRT, TAN, ASIN, ACOS, ATAN, SINH,
                COSH, ASINH, ACOSH, ATANH, SOFTPLUS, LOGISTIC, ATAN2, HYPOT, COPY_SIGN ->
                throw new AssertionError(op + " computed in integers: the caller promotes to a floating-point type first");
            case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                BETA_DENSITY ->
                throw new AssertionError(op + " computed in integers: the caller promotes to a floating-point type first");
            case SELECT -> throw new AssertionError(op);
        };
    }

    private int floating(ScalarOp op, int a, int b, int c) {
        return switch (op) {
            case ADD, SUB, MUL, DIV, MIN, MAX, LESS, LESS_EQUAL, EQUAL, NEG, ABS, SQRT -> code.simple(op, a, b);
            case SIGN -> sign(a);
            case FLOOR -> new Roundings(code).floor(a);
            case CEIL -> new Roundings(code).ceil(a);
            case TRUNC -> new Roundings(code).trunc(a);
            case ROUND -> new Roundings(code).round(a);
            case FMOD -> new Roundings(code).fmod(a, b);
            case REMAINDER -> new Roundings(code).remainder(a, b);
            case COPY_SIGN -> code.withSign(code.one(LaneOp.ABS, a), b);
            case EXP2, SOFTPLUS, LOGISTIC, EXP, EXPM1, SIGMOID -> exponential(op, new Exponentials(code), a);
            case SINH, COSH, TANH, ASINH, ACOSH, ATANH -> hyperbolic(op, new Hyperbolics(code), a);
            case LOG, LOG1P, LOG2, LOG10 -> logarithm(op, new Logarithms(code), a);
            case SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2 -> angle(op, a, b);
            case CBRT -> new Roots(code).cbrt(a);
            case HYPOT -> new Roots(code).hypot(a, b);
            case POW -> new Powers(code).pow(a, b);
            case ERF -> new ErrorFunctions(code).erf(a);
            case ERFC -> new ErrorFunctions(code).erfc(a);
            case ERFINV -> new InverseErrorFunctions(code).erfinv(a);
            case LOG_GAMMA -> new GammaFunctions(code).logGamma(a);
            case DIGAMMA -> new GammaFunctions(code).digamma(a);
            case ERFCINV -> code.each(op, a, a, a);
            case POLYGAMMA -> new GammaFunctions(code).polygamma(a, b);
            case BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY -> code.each(op, a, b, b);
            case BETA_I, BETA_DENSITY -> code.each(op, a, b, c);
            case FLOOR_DIV -> floorDiv(a, b);
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> throw new AssertionError(op + " of floating-point numbers");
            case SELECT -> throw new AssertionError(op);
        };
    }

    /** A quotient that was rounded up to a whole number is one too large: a - q b then has not the sign of b. */
    private int floorDiv(int a, int b) {
        int zero = code.number(0);
        int q = new Roundings(code).floor(code.div(a, b));
        int rest = code.fma(code.one(LaneOp.NEG, q), b, a);
        int below = code.sub(q, code.number(1));
        int ofPositive = code.blend(code.less(rest, zero), below, q);
        return code.blend(code.less(zero, b), ofPositive, code.blend(code.less(zero, rest), below, q));
    }

    private static int exponential(ScalarOp op, Exponentials e, int a) {
        return switch (op) {
            case EXP -> e.exp(a);
            case EXPM1 -> e.expm1(a);
            case EXP2 -> e.exp2(a);
            case SIGMOID -> e.sigmoid(a);
            case SOFTPLUS -> e.softplus(a);
            case LOGISTIC -> e.logistic(a);
            default -> throw new AssertionError(op);
        };
    }

    private static int hyperbolic(ScalarOp op, Hyperbolics h, int a) {
        return switch (op) {
            case SINH -> h.sinh(a);
            case COSH -> h.cosh(a);
            case TANH -> h.tanh(a);
            case ASINH -> h.asinh(a);
            case ACOSH -> h.acosh(a);
            case ATANH -> h.atanh(a);
            default -> throw new AssertionError(op);
        };
    }

    private static int logarithm(ScalarOp op, Logarithms l, int a) {
        return switch (op) {
            case LOG -> l.log(a);
            case LOG1P -> l.log1p(a);
            case LOG2 -> l.log2(a);
            case LOG10 -> l.log10(a);
            default -> throw new AssertionError(op);
        };
    }

    private int angle(ScalarOp op, int a, int b) {
        return switch (op) {
            case SIN -> new Trigonometry(code).sin(a);
            case COS -> new Trigonometry(code).cos(a);
            case TAN -> new Trigonometry(code).tan(a);
            case ASIN -> new ArcFunctions(code).asin(a);
            case ACOS -> new ArcFunctions(code).acos(a);
            case ATAN -> new ArcFunctions(code).atan(a);
            case ATAN2 -> new ArcFunctions(code).atan2(a, b);
            default -> throw new AssertionError(op);
        };
    }

    /** What is left of integers: a - a / b * b, moved by b where Python's sign is asked for; 0 where b is 0. */
    private int remainder(ScalarOp op, int a, int b) {
        code.needsScalars();
        int zero = code.number(0);
        int rest = code.sub(a, code.mul(code.div(a, b), b));
        if (op == ScalarOp.REMAINDER) {
            int lifted = code.blend(code.less(rest, zero), code.blend(code.less(zero, b), code.add(rest, b), rest), rest);
            rest = code.blend(code.less(zero, rest), code.blend(code.less(b, zero), code.add(rest, b), rest), lifted);
        }
        return code.blend(code.two(LaneOp.EQUAL, b, zero), zero, rest);
    }

    /** 1 above 0, -1 below; 0, -0 and NaN stay what they are. */
    private int sign(int a) {
        int zero = code.number(0);
        return code.blend(code.less(zero, a), code.number(1), code.blend(code.less(a, zero), code.number(-1), a));
    }
}
