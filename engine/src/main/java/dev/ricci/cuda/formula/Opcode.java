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
    ERFC("errorComplement"),
    ERFINV("inverseError"),
    ERFCINV("inverseErrorComplement"),
    LOG_GAMMA("logGamma"),
    DIGAMMA("digamma"),
    POLYGAMMA("polygamma"),
    BETA("beta"),
    LOG_BETA("logBeta"),
    GAMMA_P("gammaP"),
    GAMMA_Q("gammaQ"),
    GAMMA_DENSITY("gammaDensity"),
    BETA_I("betaI"),
    BETA_DENSITY("betaDensity"),
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

    /** The name in scalar.cuh or special.cuh. */
    String function() {
        return function;
    }

    /** Whether the interpreter computes it element by element, on slots. */
    boolean isLong() {
        return ordinal() >= EXP.ordinal();
    }

    /** Whether it is a function of real numbers, which integers do not have. */
    boolean isReal() {
        return ordinal() >= SQRT.ordinal() && switch (this) {
            case POW, FLOOR_DIV, BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> false;
            default -> true;
        };
    }

    /** Whether it stands in special.cuh, which only some kernels know. */
    boolean isSpecial() {
        return switch (this) {
            case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                BETA_DENSITY -> true;
            default -> false;
        };
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
            case ERFC -> ERFC;
            case ERFINV -> ERFINV;
            case ERFCINV -> ERFCINV;
            case LOG_GAMMA -> LOG_GAMMA;
            case DIGAMMA -> DIGAMMA;
            case POLYGAMMA -> POLYGAMMA;
            case BETA -> BETA;
            case LOG_BETA -> LOG_BETA;
            case GAMMA_P -> GAMMA_P;
            case GAMMA_Q -> GAMMA_Q;
            case GAMMA_DENSITY -> GAMMA_DENSITY;
            case BETA_I -> BETA_I;
            case BETA_DENSITY -> BETA_DENSITY;
            case FLOOR_DIV -> FLOOR_DIV;
            case BIT_AND -> BIT_AND;
            case BIT_OR -> BIT_OR;
            case BIT_XOR -> BIT_XOR;
            case SHIFT_LEFT -> SHIFT_LEFT;
            case SHIFT_RIGHT -> SHIFT_RIGHT;
        };
    }
}
