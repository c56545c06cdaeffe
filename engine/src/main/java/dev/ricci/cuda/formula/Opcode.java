package dev.ricci.cuda.formula;

import dev.ricci.formula.ScalarOp;
import java.util.Arrays;

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
    CEIL("ceiled"),
    TRUNC("truncated"),
    ROUND("rounded"),
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
    EXP2("exponential2"),
    LOG2("logarithm2"),
    LOG10("logarithm10"),
    CBRT("cubeRoot"),
    TAN("tangentOfAngle"),
    ASIN("arcSine"),
    ACOS("arcCosine"),
    ATAN("arcTangent"),
    SINH("sineHyperbolic"),
    COSH("cosineHyperbolic"),
    ASINH("areaSine"),
    ACOSH("areaCosine"),
    ATANH("areaTangent"),
    SOFTPLUS("softplus"),
    LOGISTIC("logistic"),
    ATAN2("angle"),
    HYPOT("length"),
    COPY_SIGN("copySign"),
    FMOD("truncatedRemainder"),
    REMAINDER("flooredRemainder"),
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

    private static final Opcode[] OF = Arrays.stream(ScalarOp.values()).map(op -> valueOf(op.name())).toArray(Opcode[]::new);

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
            case POW, FMOD, REMAINDER, FLOOR_DIV, BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> false;
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

    /** The instruction of the same name. */
    static Opcode of(ScalarOp op) {
        return OF[op.ordinal()];
    }
}
