package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.ElementaryFormulas;

/** Whole numbers near each element, remainders and signs; integers stay integers but for {@link #copySign}. */
public sealed interface Rounding permits Tensor {
    /** This, as a tensor. */
    Tensor self();

    /** The smallest whole number that is not below. The gradient is 0, as of {@link #round} and {@link #trunc}. */
    default Tensor ceil() {
        return Pointwise.of(X.ceil()).map(self());
    }

    /** The whole number next to it on the side of 0. */
    default Tensor trunc() {
        return Pointwise.of(X.trunc()).map(self());
    }

    /** The nearest whole number; of two equally near the even one (IEEE 754). */
    default Tensor round() {
        return Pointwise.of(X.round()).map(self());
    }

    /** x - trunc(x): what stands behind the point, with the sign of x. */
    default Tensor fract() {
        return Pointwise.of(ElementaryFormulas.FRACT).map(self());
    }

    /** What is left after whole multiples of b, with the sign of this, as in C: exact. NaN, for integers 0, where b is 0. */
    default Tensor fmod(Tensor b) {
        return Pointwise.of(X.fmod(Y)).map(self(), b);
    }

    default Tensor fmod(double b) {
        return Pointwise.of(X.fmod(of(b))).map(self());
    }

    /** What is left after whole multiples of b, with the sign of b, as in Python. NaN, for integers 0, where b is 0. */
    default Tensor remainder(Tensor b) {
        return Pointwise.of(X.remainder(Y)).map(self(), b);
    }

    default Tensor remainder(double b) {
        return Pointwise.of(X.remainder(of(b))).map(self());
    }

    /** The size of this with the sign of b, of zeros too; integers are taken as float32. */
    default Tensor copySign(Tensor b) {
        return Pointwise.of(X.copySign(Y)).map(self(), b);
    }
}
