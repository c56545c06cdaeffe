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
            case FLOOR -> a;
            case BIT_AND -> code.two(LaneOp.BITS_AND, a, b);
            case BIT_OR -> code.two(LaneOp.BITS_OR, a, b);
            case BIT_XOR -> code.two(LaneOp.BITS_XOR, a, b);
            case POW, FLOOR_DIV, SHIFT_LEFT, SHIFT_RIGHT -> code.callOfIntegers(op, a, b);
            case SQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF ->
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
            case FLOOR -> floor(code, a);
            case POW -> new Powers(code).pow(a, b);
            case EXP -> new Exponentials(code).exp(a);
            case EXPM1 -> new Exponentials(code).expm1(a);
            case TANH -> new Exponentials(code).tanh(a);
            case SIGMOID -> new Exponentials(code).sigmoid(a);
            case LOG -> new Logarithms(code).log(a);
            case LOG1P -> new Logarithms(code).log1p(a);
            case SIN -> new Trigonometry(code).sin(a);
            case COS -> new Trigonometry(code).cos(a);
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
        int q = floor(code, code.div(a, b));
        int rest = code.fma(code.one(LaneOp.NEG, q), b, a);
        int below = code.sub(q, code.number(1));
        int ofPositive = code.blend(code.less(rest, zero), below, q);
        return code.blend(code.less(zero, b), ofPositive, code.blend(code.less(zero, rest), below, q));
    }

    /** 1 above 0, -1 below; 0, -0 and NaN stay what they are. */
    private int sign(int a) {
        int zero = code.number(0);
        return code.blend(code.less(zero, a), code.number(1), code.blend(code.less(a, zero), code.number(-1), a));
    }

    /**
     * The largest whole number that is not above. Adding and subtracting 2^(bits of the fraction) rounds |a| to a whole number; what is
     * that large already, infinite or NaN, stays as it is.
     */
    static int floor(LaneCode code, int a) {
        boolean single = code.type() == DType.FLOAT32;
        int whole = code.number(single ? 0x1p23 : 0x1p52);
        int size = code.one(LaneOp.ABS, a);
        int round = code.sub(code.add(size, whole), whole);
        int signBit = code.two(LaneOp.BITS_AND, code.toBits(a), code.bitsNumber(single ? Integer.MIN_VALUE : Long.MIN_VALUE));
        int near = code.fromBits(code.two(LaneOp.BITS_OR, code.toBits(round), signBit));
        int below = code.blend(code.less(a, near), code.sub(near, code.number(1)), near);
        return code.blend(code.less(size, whole), below, a);
    }
}
