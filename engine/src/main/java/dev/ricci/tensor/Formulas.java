package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Activations;

/** The formulas run so often that looking them up would show. */
final class Formulas {
    static final Pointwise ADD = Pointwise.of(X.add(Y));
    static final Pointwise SUB = Pointwise.of(X.sub(Y));
    static final Pointwise MUL = Pointwise.of(X.mul(Y));
    static final Pointwise DIV = Pointwise.of(X.div(Y));
    static final Pointwise RELU = Pointwise.of(Activations.RELU);

    private Formulas() {}
}
