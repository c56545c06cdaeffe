package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.ElementaryFormulas;
import dev.ricci.formula.Formula;

/** Powers, roots and logarithms of each element beyond those of {@link Elementwise}; integers are taken as float32. */
public sealed interface Elementary permits Tensor {
    /** This, as a tensor. */
    Tensor self();

    /** 2 to this power. */
    default Tensor exp2() {
        return Pointwise.of(X.exp2()).map(self());
    }

    /** The logarithm to the base 2, exact for powers of 2. */
    default Tensor log2() {
        return Pointwise.of(X.log2()).map(self());
    }

    /** The logarithm to the base 10. */
    default Tensor log10() {
        return Pointwise.of(X.log10()).map(self());
    }

    /** The cube root, with the sign of this. */
    default Tensor cbrt() {
        return Pointwise.of(X.cbrt()).map(self());
    }

    /** 1 / sqrt(x). */
    default Tensor rsqrt() {
        return Pointwise.of(ElementaryFormulas.RSQRT).map(self());
    }

    /** This times log y, broadcast together; 0 where this is 0 and y is not NaN. */
    default Tensor xlogy(Tensor y) {
        return Pointwise.of(ElementaryFormulas.XLOGY).map(self(), y);
    }

    /** log(x / (1 - x)), the inverse of the sigmoid: infinite at 0 and 1, NaN outside. */
    default Tensor logit() {
        return Pointwise.of(ElementaryFormulas.LOGIT).map(self());
    }

    /** From this to end by a weight, broadcast together: this + weight (end - this), exact at weights 0 and 1. */
    default Tensor lerp(Tensor end, Tensor weight) {
        return Pointwise.of(ElementaryFormulas.LERP).map(self(), end, weight);
    }

    default Tensor lerp(Tensor end, double weight) {
        Formula f = ElementaryFormulas.LERP.substitute(x -> x.equals(Z) ? of(weight) : x);
        return Pointwise.of(f).map(self(), end);
    }
}
