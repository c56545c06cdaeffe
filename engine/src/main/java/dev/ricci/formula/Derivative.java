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
            case SIGN, FLOOR -> Formula.of(0);
            case SQRT -> da.div(f.mul(2));
            case EXP -> da.mul(f);
            case EXPM1 -> da.mul(f.add(1));
            case LOG -> da.div(a);
            case LOG1P -> da.div(a.add(1));
            case SIN -> da.mul(a.cos());
            case COS -> da.mul(a.sin().neg());
            case TANH -> da.mul(Formula.of(1).sub(f.mul(f)));
            case SIGMOID -> da.mul(f.mul(Formula.of(1).sub(f)));
            case ERF -> da.mul(TWO_OVER_SQRT_PI.mul(a.mul(a).neg().exp()));
            case FLOOR_DIV, BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> throw new AssertionError(f.op());
            case ADD, SUB, MUL, DIV, MIN, MAX, POW, LESS, LESS_EQUAL, EQUAL, SELECT -> throw new AssertionError(f.op());
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
            case SELECT, NEG, ABS, SIGN, FLOOR, SQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF ->
                throw new AssertionError(f.op());
            case ERFC, ERFINV, ERFCINV, LOG_GAMMA, DIGAMMA, POLYGAMMA, BETA, LOG_BETA, GAMMA_P, GAMMA_Q, GAMMA_DENSITY, BETA_I,
                BETA_DENSITY -> SpecialDerivative.two(f, a, b, da, db);
        };
    }

    /** d where small is the smaller, half of it where both are equal. */
    private static Formula share(Formula small, Formula large, Formula d) {
        return d.mul(small.less(large).add(small.equal(large).mul(0.5)));
    }

    private static Formula power(Formula f, Formula a, Formula b, Formula da, Formula db) {
        Formula base = da.is(0) ? da : da.mul(b.mul(a.pow(b.sub(1))));
        // 0^b does not change with b > 0, where log(0) would give 0 * -infinity
        Formula exponent = db.is(0) ? db : db.mul(a.equal(Formula.of(0)).select(Formula.of(0), f.mul(a.log())));
        return base.add(exponent);
    }
}
