package dev.ricci.formula;

import java.util.HashMap;
import java.util.Map;

/**
 * Symbolic differentiation by the chain rule, each shared part once.
 *
 * <p>At a kink the derivative is a subgradient: {@code abs} has 0 at 0; {@code min} and {@code max} share equally between equal
 * arguments; {@code select}, {@code sign}, {@code floor} and comparisons are taken as constant in what they test.
 */
final class Derivative {
    private static final Formula ONE = Formula.of(1);
    private static final Formula TWO_OVER_SQRT_PI = Formula.of(2 / Math.sqrt(Math.PI));

    private final int input;
    private final Map<Formula, Formula> done = new HashMap<>();

    private Derivative(int input) {
        this.input = input;
    }

    static Formula of(Formula f, int input) {
        return new Derivative(input).derive(f);
    }

    private Formula derive(Formula f) {
        return switch (f) {
            case Formula.Input x -> Formula.of(x.index() == input ? 1 : 0);
            case Formula.Constant c -> Formula.of(0);
            case Apply g -> {
                Formula known = done.get(g);
                if (known == null) {
                    known = apply(g);
                    done.put(g, known);
                }
                yield known;
            }
        };
    }

    private Formula apply(Apply f) {
        Formula a = f.argument(0);
        Formula da = derive(a);
        return switch (f.op().arity()) {
            case 1 -> da.is(0) ? da : one(f, a, da);
            case 2 -> two(f, a, f.argument(1), da, derive(f.argument(1)));
            default -> f.op() == ScalarOp.SELECT ? a.select(derive(f.argument(1)), derive(f.argument(2)))
                    : SpecialDerivative.three(f, da, derive(f.argument(1)), derive(f.argument(2)));
        };
    }

    private static Formula one(Apply f, Formula a, Formula da) {
        return switch (f.op()) {
            case NEG -> da.neg();
            case ABS -> da.mul(a.sign());
            case SIGN, FLOOR, CEIL, TRUNC, ROUND -> Formula.of(0);
            case SQRT -> da.div(f.mul(2));
            case CBRT -> da.div(f.mul(f).mul(3));
            case EXP -> da.mul(f);
            case EXPM1 -> da.mul(a.exp()); // f + 1 would cancel for negative a
            case EXP2 -> da.mul(f.mul(Math.log(2)));
            case LOG2 -> da.mul(1 / Math.log(2)).div(a);
            case LOG10 -> da.mul(1 / Math.log(10)).div(a);
            case LOG -> da.div(a);
            case LOG1P -> da.div(a.add(1));
            case SIN -> da.mul(a.cos());
            case COS -> da.mul(a.sin().neg());
            case TAN -> da.mul(f.mul(f).add(1));
            case ASIN -> da.div(besideOne(a).sqrt());
            case ACOS -> da.div(besideOne(a).sqrt()).neg();
            case ATAN -> da.div(a.mul(a).add(1));
            case SINH -> da.mul(a.cosh());
            case COSH -> da.mul(a.sinh());
            case TANH -> da.mul(a.mul(2).logistic().mul(4)); // 1 - f^2 would cancel for large |a|
            case ASINH -> da.div(a.hypot(ONE)); // a^2 would overflow
            case ACOSH -> da.div(a.sub(1).sqrt().mul(a.add(1).sqrt()));
            case ATANH -> da.div(besideOne(a));
            case SIGMOID -> da.mul(a.logistic());
            case SOFTPLUS -> da.mul(a.sigmoid());
            case LOGISTIC -> da.mul(f.mul(a.mul(0.5).tanh())).neg();
            case ERF -> da.mul(TWO_OVER_SQRT_PI.mul(a.mul(a).neg().exp()));
            case FLOOR_DIV, BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> throw new AssertionError(f.op());
            case ADD, SUB, MUL, DIV, MIN, MAX, POW, LESS, LESS_EQUAL, EQUAL, SELECT, ATAN2, HYPOT, FMOD, REMAINDER, COPY_SIGN ->
                throw new AssertionError(f.op());
            case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                BETA_DENSITY -> SpecialDerivative.one(f, a, da);
        };
    }

    private static Formula two(Apply f, Formula a, Formula b, Formula da, Formula db) {
        return switch (f.op()) {
            case ADD -> da.add(db);
            case SUB -> da.sub(db);
            case MUL -> da.mul(b).add(a.mul(db));
            case DIV -> da.div(b).sub(db.is(0) ? db : f.mul(db).div(b));
            case MIN -> share(a, b, da).add(share(b, a, db));
            case MAX -> share(b, a, da).add(share(a, b, db));
            case POW -> power(f, a, b, da, db);
            case LESS, LESS_EQUAL, EQUAL -> Formula.of(0);
            case FLOOR_DIV, BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> Formula.of(0);
            case ATAN2 -> angle(a, b, da, db);
            case HYPOT -> length(f, a, da).add(length(f, b, db));
            case FMOD, REMAINDER -> da.sub(db.is(0) ? db : db.mul(a.sub(f).div(b).round()));
            case COPY_SIGN -> da.mul(a.sign().mul(ONE.copySign(b)));
            case SELECT, NEG, ABS, SIGN, FLOOR, CEIL, TRUNC, ROUND, SQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF, EXP2, LOG2,
                LOG10, CBRT, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, SOFTPLUS, LOGISTIC -> throw new AssertionError(f.op());
            case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                BETA_DENSITY -> SpecialDerivative.two(f, a, b, da, db);
        };
    }

    /** d where small is the smaller, half of it where both are equal. */
    private static Formula share(Formula small, Formula large, Formula d) {
        return d.mul(small.less(large).add(small.equal(large).mul(0.5)));
    }

    /** 1 - a^2 as a product, which does not cancel near 1. */
    private static Formula besideOne(Formula a) {
        return ONE.sub(a).mul(a.add(1));
    }

    /** The part that a has in the derivative of the length f: its cosine, and 0 where f is 0. */
    private static Formula length(Formula f, Formula a, Formula da) {
        return da.is(0) ? da : da.mul(f.select(a.div(f), Formula.of(0)));
    }

    /** (b da - a db) / (a^2 + b^2) by cosines, as squares would overflow; 0 where both are 0. */
    private static Formula angle(Formula a, Formula b, Formula da, Formula db) {
        Formula r = a.hypot(b);
        Formula turned = (da.is(0) ? da : da.mul(b.div(r))).sub(db.is(0) ? db : db.mul(a.div(r)));
        return r.select(turned.div(r), Formula.of(0));
    }

    private static Formula power(Formula f, Formula a, Formula b, Formula da, Formula db) {
        Formula base = da.is(0) ? da : da.mul(slope(a, b));
        // 0^b does not change with b >= 0, where log(0) would give 0 * -infinity
        Formula flat = a.equal(Formula.of(0)).mul(Formula.of(0).lessEqual(b));
        Formula exponent = db.is(0) ? db : db.mul(flat.select(Formula.of(0), f.mul(a.log())));
        return base.add(exponent);
    }

    /** b a^(b-1); a^0 does not change with a, not even at 0, where b = 0 would give 0 * infinity. */
    private static Formula slope(Formula a, Formula b) {
        Formula s = b.mul(a.pow(b.sub(1)));
        return b instanceof Formula.Constant ? s : b.equal(Formula.of(0)).select(Formula.of(0), s);
    }
}
