package dev.ricci.cuda.formula;

import dev.ricci.formula.ScalarOp;

/** What an instruction does; the ordinals are the numbers in interpreter.cuh. From EXP on code is long, and operands stand in slots. */
enum Opcode {
    STORE("store"),
    ADD("add"),
    SUB("sub"),
    MUL("mul"),
    DIV("div"),
    MIN("least"),
    MAX("greatest"),
    LESS("less"),
    LESS_EQUAL("lessEqual"),
    EQUAL("equal"),
    SELECT("select"),
    NEG("neg"),
    ABS("absolute"),
    SIGN("sign"),
    FLOOR("floored"),
    SQRT("root"),
    EXP("exponential"),
    EXPM1("exponential1"),
    LOG("logarithm"),
    LOG1P("logarithm1"),
    SIN("sine"),
    COS("cosine"),
    TANH("tangent"),
    SIGMOID("sigmoid"),
    ERF("error"),
    POW("javaPower"),
    FLOOR_DIV("floorDiv"),
    BIT_AND("bitAnd"),
    BIT_OR("bitOr"),
    BIT_XOR("bitXor"),
    SHIFT_LEFT("shiftLeft"),
    SHIFT_RIGHT("shiftRight");

    private final String function;

    Opcode(String function) {
        this.function = function;
    }

    /** The name in scalar.cuh. */
    String function() {
        return function;
    }

    /** Whether the interpreter computes it element by element, on slots. */
    boolean isLong() {
        return ordinal() >= EXP.ordinal();
    }

    /** Whether it is a function of real numbers, which integers do not have. */
    boolean isReal() {
        return ordinal() >= SQRT.ordinal() && ordinal() < POW.ordinal();
    }

    static Opcode of(ScalarOp op) {
        return switch (op) {
            case ADD -> ADD;
            case SUB -> SUB;
            case MUL -> MUL;
            case DIV -> DIV;
            case MIN -> MIN;
            case MAX -> MAX;
            case POW -> POW;
            case LESS -> LESS;
            case LESS_EQUAL -> LESS_EQUAL;
            case EQUAL -> EQUAL;
            case SELECT -> SELECT;
            case NEG -> NEG;
            case ABS -> ABS;
            case SIGN -> SIGN;
            case FLOOR -> FLOOR;
            case SQRT -> SQRT;
            case EXP -> EXP;
            case EXPM1 -> EXPM1;
            case LOG -> LOG;
            case LOG1P -> LOG1P;
            case SIN -> SIN;
            case COS -> COS;
            case TANH -> TANH;
            case SIGMOID -> SIGMOID;
            case ERF -> ERF;
            case FLOOR_DIV -> FLOOR_DIV;
            case BIT_AND -> BIT_AND;
            case BIT_OR -> BIT_OR;
            case BIT_XOR -> BIT_XOR;
            case SHIFT_LEFT -> SHIFT_LEFT;
            case SHIFT_RIGHT -> SHIFT_RIGHT;
        };
    }
}
