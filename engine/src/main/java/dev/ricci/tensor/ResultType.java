package dev.ricci.tensor;

import dev.ricci.backend.DType;
import dev.ricci.formula.Apply;
import dev.ricci.formula.Formula;
import dev.ricci.formula.ScalarOp;

/** The type of a formula's result: comparisons give bool, functions of real numbers at least float32, the rest the promoted type. */
final class ResultType {
    private ResultType() {}

    static DType of(Formula f, Tensor... in) {
        DType t = weak(f, in);
        return t == null ? DType.FLOAT32 : t;
    }

    /** Null for a number that is not whole: any floating-point type will do, float32 where none stands beside it. */
    private static DType weak(Formula f, Tensor... in) {
        return switch (f) {
            case Formula.Input x -> in[x.index()].dtype();
            case Formula.Constant c -> c.value() == Math.rint(c.value()) ? DType.INT32 : null;
            case Apply a -> switch (a.op()) {
                case LESS, LESS_EQUAL, EQUAL -> DType.BOOL;
                case SELECT -> together(weak(a.argument(1), in), weak(a.argument(2), in));
                case MIN, MAX -> promoted(a, in);
                case ADD, SUB, MUL, NEG, ABS, SIGN, FLOOR, CEIL, TRUNC, ROUND, FMOD, REMAINDER -> together(promoted(a, in), DType.INT32);
                case FLOOR_DIV, SHIFT_LEFT, SHIFT_RIGHT -> together(promoted(a, in), DType.INT32);
                case BIT_AND, BIT_OR, BIT_XOR -> promoted(a, in);
                case POW -> isReciprocal(a) ? floating(promoted(a, in)) : together(promoted(a, in), DType.INT32);
                case DIV, SQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF, EXP2, LOG2, LOG10, CBRT, TAN, ASIN, ACOS, ATAN,
                    SINH, COSH, ASINH, ACOSH, ATANH, SOFTPLUS, LOGISTIC, ATAN2, HYPOT, COPY_SIGN -> floating(promoted(a, in));
                case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                    BETA_DENSITY ->
                    floating(promoted(a, in));
            };
        };
    }

    private static DType floating(DType t) {
        return t == null || t.isFloat() ? t : DType.FLOAT32;
    }

    private static DType together(DType a, DType b) {
        if (a == null || b == null) {
            return floating(a == null ? b : a);
        }
        return a.promote(b);
    }

    /** Whether the result is bool when all inputs are floating. */
    static boolean isBool(Formula f) {
        return f instanceof Apply a && switch (a.op()) {
            case LESS, LESS_EQUAL, EQUAL -> true;
            case MIN, MAX -> isBool(a.argument(0)) && isBool(a.argument(1));
            case SELECT -> isBool(a.argument(1)) && isBool(a.argument(2));
            case FLOOR_DIV, BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> false;
            case ADD, SUB, MUL, DIV, POW, NEG, ABS, SIGN, FLOOR, CEIL, TRUNC, ROUND, FMOD, REMAINDER, SQRT, EXP, EXPM1, LOG, LOG1P, SIN,
                COS, TANH, SIGMOID, ERF, EXP2, LOG2, LOG10, CBRT, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, SOFTPLUS,
                LOGISTIC, ATAN2, HYPOT, COPY_SIGN -> false;
            case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                BETA_DENSITY -> false;
        };
    }

    /** Whether some part cannot be computed in integers of a type. */
    static boolean needsFloat(Formula f, DType integers) {
        double limit = integers == DType.INT64 ? 0x1p63 : 0x1p31;
        return switch (f) {
            case Formula.Input x -> false;
            case Formula.Constant c -> c.value() != Math.rint(c.value()) || !(Math.abs(c.value()) < limit);
            case Apply a -> switch (a.op()) {
                case DIV, SQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF, EXP2, LOG2, LOG10, CBRT, TAN, ASIN, ACOS, ATAN,
                    SINH, COSH, ASINH, ACOSH, ATANH, SOFTPLUS, LOGISTIC, ATAN2, HYPOT, COPY_SIGN -> true;
                case POW -> isReciprocal(a) || a.arguments().stream().anyMatch(b -> needsFloat(b, integers));
                case FLOOR_DIV, BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
                    a.arguments().stream().anyMatch(b -> needsFloat(b, integers));
                case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                    BETA_DENSITY -> true;
                case ADD, SUB, MUL, MIN, MAX, LESS, LESS_EQUAL, EQUAL, SELECT, NEG, ABS, SIGN, FLOOR, CEIL, TRUNC, ROUND, FMOD, REMAINDER ->
                    a.arguments().stream().anyMatch(b -> needsFloat(b, integers));
            };
        };
    }

    /** Whether it is a power to a negative number, which of integers is no integer. */
    private static boolean isReciprocal(Apply power) {
        return power.argument(1) instanceof Formula.Constant c && c.value() < 0;
    }

    /** The function of bits alone in a formula, which can be computed in integers only, or null. */
    static ScalarOp ofBits(Formula f) {
        if (!(f instanceof Apply a)) {
            return null;
        }
        ScalarOp found = a.op().isOfBits() ? a.op() : null;
        for (int i = 0; found == null && i < a.op().arity(); i++) {
            found = ofBits(a.argument(i));
        }
        return found;
    }

    private static DType promoted(Apply a, Tensor... in) {
        DType t = weak(a.argument(0), in);
        for (int i = 1; i < a.op().arity(); i++) {
            t = together(t, weak(a.argument(i), in));
        }
        return t;
    }
}
