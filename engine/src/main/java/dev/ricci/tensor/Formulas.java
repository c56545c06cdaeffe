package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Activations;
import dev.ricci.formula.ElementaryFormulas;
import dev.ricci.formula.Formula;
import java.util.Map;

/** The formulas run so often that looking them up would show. */
final class Formulas {
    static final Pointwise ADD = Pointwise.of(X.add(Y));
    static final Pointwise SUB = Pointwise.of(X.sub(Y));
    static final Pointwise MUL = Pointwise.of(X.mul(Y));
    static final Pointwise DIV = Pointwise.of(X.div(Y));
    static final Pointwise RELU = Pointwise.of(Activations.RELU);

    private static final Map<Formula, String> NAMES = Map.of(ElementaryFormulas.LERP, "lerp", ElementaryFormulas.XLOGY, "xlogy",
            X.equal(Y).equal(of(0)), "notEqual");

    private Formulas() {}

    /** What errors call a formula of several functions: the operation that it is, where it is one. */
    static String name(Formula f) {
        String known = NAMES.get(f);
        return known == null ? "map " + f : known;
    }

    /** Whether formulas simplify what is done with a number, which is right for derivatives and not for tensors. */
    static boolean isLeftOut(double b) {
        return b == 0 || b == 1;
    }

    /** A formula of X and Y with a number for Y, nothing left out: 0 NaN is NaN, and bool plus 0 is int32. */
    static Formula beside(Formula f, double b) {
        return f.substitute(x -> x.equals(Y) ? of(b) : x);
    }
}
