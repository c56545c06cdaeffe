package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Activations;
import dev.ricci.formula.Formula;

/** The formulas run so often that looking them up would show. */
final class Formulas {
    static final Pointwise ADD = Pointwise.of(X.add(Y));
    static final Pointwise SUB = Pointwise.of(X.sub(Y));
    static final Pointwise MUL = Pointwise.of(X.mul(Y));
    static final Pointwise DIV = Pointwise.of(X.div(Y));
    static final Pointwise RELU = Pointwise.of(Activations.RELU);

    private Formulas() {}

    /** Whether formulas simplify what is done with a number, which is right for derivatives and not for tensors. */
    static boolean isLeftOut(double b) {
        return b == 0 || b == 1;
    }

    /** A formula of X and Y with a number for Y, nothing left out: 0 NaN is NaN, and bool plus 0 is int32. */
    static Formula beside(Formula f, double b) {
        return f.substitute(x -> x.equals(Y) ? of(b) : x);
    }
}
