package dev.ricci.formula;

/**
 * The scalar functions that a formula may use.
 *
 * <p>To add one, add a constant: the compiler then stops at each exhaustive switch that needs it ({@link #at}, {@link Derivative} and
 * every backend's code generator). Comparisons give 1 for true and 0 for false.
 */
public enum ScalarOp {
    ADD(2, "+"),
    SUB(2, "-"),
    MUL(2, "*"),
    DIV(2, "/"),
    MIN(2, "min"),
    MAX(2, "max"),
    POW(2, "pow"),
    LESS(2, "<"),
    LESS_EQUAL(2, "<="),
    EQUAL(2, "=="),
    /** {@code select(c, a, b)} is a where c is not zero, else b. */
    SELECT(3, "select"),
    NEG(1, "-"),
    ABS(1, "abs"),
    SIGN(1, "sign"),
    FLOOR(1, "floor"),
    SQRT(1, "sqrt"),
    EXP(1, "exp"),
    EXPM1(1, "expm1"),
    LOG(1, "log"),
    LOG1P(1, "log1p"),
    SIN(1, "sin"),
    COS(1, "cos"),
    TANH(1, "tanh"),
    /** 1 / (1 + exp(-x)), without overflow. */
    SIGMOID(1, "sigmoid"),
    ERF(1, "erf"),

    CEIL(1, "ceil"),
    /** The whole number next to a on the side of 0. */
    TRUNC(1, "trunc"),
    /** The nearest whole number, of two equally near the even one. */
    ROUND(1, "round"),
    EXP2(1, "exp2"),
    LOG2(1, "log2"),
    LOG10(1, "log10"),
    CBRT(1, "cbrt"),
    TAN(1, "tan"),
    ASIN(1, "asin"),
    ACOS(1, "acos"),
    ATAN(1, "atan"),
    SINH(1, "sinh"),
    COSH(1, "cosh"),
    ASINH(1, "asinh"),
    ACOSH(1, "acosh"),
    ATANH(1, "atanh"),
    /** log(1 + exp(x)), without overflow. */
    SOFTPLUS(1, "softplus"),
    /** The density of the logistic distribution, exp(-x) / (1 + exp(-x))^2: the derivative of the sigmoid. */
    LOGISTIC(1, "logistic"),
    /** The angle of the point (b, a), as in C. */
    ATAN2(2, "atan2"),
    /** sqrt(a^2 + b^2) without overflow or underflow in between. */
    HYPOT(2, "hypot"),
    /** What is left of a after whole multiples of b, with the sign of a, as in C; exact. */
    FMOD(2, "fmod"),
    /** What is left of a after whole multiples of b, with the sign of b, as in Python. */
    REMAINDER(2, "remainder"),
    /** |a| with the sign of b. */
    COPY_SIGN(2, "copySign"),
    /** 1 - erf(x), without its cancellation. */
    ERFC(1, "erfc"),
    ERFINV(1, "erfinv"),
    ERFCINV(1, "erfcinv"),
    /** log |gamma(x)|. */
    LOG_GAMMA(1, "logGamma"),
    DIGAMMA(1, "digamma"),
    /** {@code polygamma(n, x)} is the derivative of order n of digamma at x. */
    POLYGAMMA(2, "polygamma"),
    BETA(2, "beta"),
    LOG_BETA(2, "logBeta"),
    /** {@code gammaP(a, x)}, the regularised incomplete gamma function: the distribution function of gamma(a). */
    GAMMA_P(2, "gammaP"),
    /** 1 - gammaP(a, x). */
    GAMMA_Q(2, "gammaQ"),
    /** {@code gammaDensity(a, x)} is the derivative of gammaP(a, x) by x. */
    GAMMA_DENSITY(2, "gammaDensity"),
    /** {@code betaI(a, b, x)}, the regularised incomplete beta function: the distribution function of beta(a, b). */
    BETA_I(3, "betaI"),
    /** {@code betaDensity(a, b, x)} is the derivative of betaI(a, b, x) by x. */
    BETA_DENSITY(3, "betaDensity"),

    /** The largest whole number that is not above a / b; of integers 0 where b is 0. */
    FLOOR_DIV(2, "floorDiv"),
    /** These five are of integers alone. */
    BIT_AND(2, "bitAnd"),
    BIT_OR(2, "bitOr"),
    BIT_XOR(2, "bitXor"),
    /** By a number of places; outside of 0 to the width less 1 all bits go: 0 is left. */
    SHIFT_LEFT(2, "shiftLeft"),
    /** With the sign; outside of 0 to the width less 1 the sign alone is left. */
    SHIFT_RIGHT(2, "shiftRight");

    private final int arity;
    private final String symbol;

    ScalarOp(int arity, String symbol) {
        this.arity = arity;
        this.symbol = symbol;
    }

    /** How many arguments the function takes: 1, 2 or 3. */
    public int arity() {
        return arity;
    }

    /** How the function is written: an infix sign, or a name before parentheses. */
    public String symbol() {
        return symbol;
    }

    /** Whether the symbol stands between two arguments. */
    public boolean isInfix() {
        return arity == 2 && !Character.isLetter(symbol.charAt(0));
    }

    /** Whether it is defined of integers alone. */
    public boolean isOfBits() {
        return switch (this) {
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> true;
            default -> false;
        };
    }

    /** The value in double precision; arguments past the arity are ignored. NaN goes through {@code min} and {@code max}. */
    public double at(double a, double b, double c) {
        return switch (this) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case POW -> Math.pow(a, b);
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
            case SELECT -> a != 0 ? b : c;
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case FLOOR -> Math.floor(a);
            case SQRT -> Math.sqrt(a);
            case EXP -> Math.exp(a);
            case EXPM1 -> Math.expm1(a);
            case LOG -> Math.log(a);
            case LOG1P -> Math.log1p(a);
            case SIN -> Math.sin(a);
            case COS -> Math.cos(a);
            case TANH -> Math.tanh(a);
            case SIGMOID -> a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a));
            case ERF -> ErrorFunction.erf(a);
            case CEIL, TRUNC, ROUND, EXP2, LOG2, LOG10, CBRT, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH,
                SOFTPLUS, LOGISTIC, ATAN2, HYPOT, FMOD, REMAINDER, COPY_SIGN ->
                elementary(a, b);
            case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                BETA_DENSITY ->
                special(a, b, c);
            case FLOOR_DIV -> floorDiv(a, b);
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> ofBits((long) a, (long) b);
        };
    }

    /** Those of integers alone. */
    private double ofBits(long a, long b) {
        boolean all = b < 0 || b > 63;
        return switch (this) {
            case BIT_AND -> a & b;
            case BIT_OR -> a | b;
            case BIT_XOR -> a ^ b;
            case SHIFT_LEFT -> all ? 0 : a << b;
            case SHIFT_RIGHT -> a >> (all ? 63 : b);
            default -> throw new AssertionError(this);
        };
    }

    /** Those of statistics. */
    private double special(double a, double b, double c) {
        return switch (this) {
            case ERFC -> ErrorFunction.erfc(a);
            case ERFINV -> InverseErrorFunction.erfinv(a);
            case ERFCINV -> InverseErrorFunction.erfcinv(a);
            case LOG_GAMMA -> GammaFunction.logGamma(a);
            case DIGAMMA -> GammaFunction.digamma(a);
            case POLYGAMMA -> Polygamma.polygamma(a, b);
            case BETA -> BetaFunction.beta(a, b);
            case LOG_BETA -> BetaFunction.logBeta(a, b);
            case GAMMA_P -> IncompleteGamma.lower(a, b);
            case GAMMA_Q -> IncompleteGamma.upper(a, b);
            case GAMMA_DENSITY -> IncompleteGamma.density(a, b);
            case BETA_I -> IncompleteBeta.value(a, b, c);
            case BETA_DENSITY -> IncompleteBeta.density(a, b, c);
            default -> throw new AssertionError(this);
        };
    }

    /** Those that libraries of elementary functions have. */
    private double elementary(double a, double b) {
        return switch (this) {
            case CEIL -> Math.ceil(a);
            case TRUNC -> a < 0 ? Math.ceil(a) : Math.floor(a);
            case ROUND -> Math.rint(a);
            case EXP2 -> Math.pow(2, a);
            case LOG2 -> ElementaryFunctions.log2(a);
            case LOG10 -> Math.log10(a);
            case CBRT -> Math.cbrt(a);
            case TAN -> Math.tan(a);
            case ASIN -> Math.asin(a);
            case ACOS -> Math.acos(a);
            case ATAN -> Math.atan(a);
            case SINH -> Math.sinh(a);
            case COSH -> Math.cosh(a);
            case ASINH -> ElementaryFunctions.asinh(a);
            case ACOSH -> ElementaryFunctions.acosh(a);
            case ATANH -> ElementaryFunctions.atanh(a);
            case SOFTPLUS -> Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
            case LOGISTIC -> ElementaryFunctions.logistic(a);
            case ATAN2 -> Math.atan2(a, b);
            case HYPOT -> Math.hypot(a, b);
            case FMOD -> a % b;
            case REMAINDER -> ElementaryFunctions.remainder(a, b);
            case COPY_SIGN -> Math.copySign(a, b);
            default -> throw new AssertionError(this);
        };
    }

    /** A quotient that was rounded up to a whole number is one too large: a - q b then has not the sign of b. */
    private static double floorDiv(double a, double b) {
        double q = Math.floor(a / b);
        double rest = Math.fma(-q, b, a);
        return (b > 0 ? rest < 0 : rest > 0) ? q - 1 : q;
    }
}
