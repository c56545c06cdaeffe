package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.formula.Formula;

/** Comparisons, which give bool, and what is done with their results. */
public sealed interface Comparing permits Tensor {
    Tensor self();

    default Tensor less(Tensor b) {
        return map(X.less(Y), b);
    }

    default Tensor less(double b) {
        return map(X.less(of(b)));
    }

    default Tensor lessEqual(Tensor b) {
        return map(X.lessEqual(Y), b);
    }

    default Tensor lessEqual(double b) {
        return map(X.lessEqual(of(b)));
    }

    default Tensor greater(Tensor b) {
        return map(Y.less(X), b);
    }

    default Tensor greater(double b) {
        return map(of(b).less(X));
    }

    default Tensor greaterEqual(Tensor b) {
        return map(Y.lessEqual(X), b);
    }

    default Tensor greaterEqual(double b) {
        return map(of(b).lessEqual(X));
    }

    default Tensor equal(Tensor b) {
        return map(X.equal(Y), b);
    }

    default Tensor equal(double b) {
        return map(X.equal(of(b)));
    }

    default Tensor notEqual(Tensor b) {
        return map(X.equal(Y).equal(of(0)), b);
    }

    default Tensor notEqual(double b) {
        return map(X.equal(of(b)).equal(of(0)));
    }

    /** True where this is NaN. */
    default Tensor isNaN() {
        return map(X.equal(X).equal(of(0)));
    }

    /** True where this is neither infinite nor NaN. */
    default Tensor isFinite() {
        return map(X.sub(X).equal(of(0)));
    }

    /** True where this is infinity or -infinity. */
    default Tensor isInfinite() {
        return map(X.abs().equal(of(Double.POSITIVE_INFINITY)));
    }

    /** {@link #isClose(Tensor, double, double)} to 1e-5 of b and 1e-8, as NumPy and PyTorch have it. */
    default Tensor isClose(Tensor b) {
        return isClose(b, 1e-5, 1e-8);
    }

    /** Whether |this - b| is at most relative |b| + absolute; true of equal infinities, false of NaN and where b alone is infinite. */
    default Tensor isClose(Tensor b, double relative, double absolute) {
        if (!(relative >= 0) || !(absolute >= 0)) {
            throw new IllegalArgumentException("isClose: tolerances are 0 or more, got " + relative + " and " + absolute);
        }
        Formula near = X.sub(Y).abs().lessEqual(Y.abs().mul(relative).add(absolute));
        return map(X.equal(Y).max(Y.sub(Y).equal(of(0)).min(near)), b);
    }

    /** Whether all elements are {@link #isClose(Tensor) close}, broadcast together. Read back, so not in a recorded step. */
    default boolean allClose(Tensor b) {
        return isClose(b).all().itemBoolean();
    }

    /** Whether all elements are {@link #isClose(Tensor, double, double) close}. Read back, so not in a recorded step. */
    default boolean allClose(Tensor b, double relative, double absolute) {
        return isClose(b, relative, absolute).all().itemBoolean();
    }

    /** Both true; of bool. */
    default Tensor and(Tensor b) {
        bool("and", b);
        return map(X.min(Y), b);
    }

    /** One true at least; of bool. */
    default Tensor or(Tensor b) {
        bool("or", b);
        return map(X.max(Y), b);
    }

    /** True where this is false; of bool. */
    default Tensor not() {
        bool("not", self());
        return map(X.equal(of(0)));
    }

    /** Where this (bool) is true a, elsewhere b; all broadcast together. */
    default Tensor where(Tensor a, Tensor b) {
        Check.dtype("where", self().dtype(), DType.BOOL);
        return Pointwise.of(X.select(Y, Z)).map(self(), a, b);
    }

    /** Where this (bool) is true a, elsewhere one number. */
    default Tensor where(Tensor a, double b) {
        Check.dtype("where", self().dtype(), DType.BOOL);
        return Pointwise.of(X.select(Y, of(b))).map(self(), a);
    }

    /** Where this (bool) is true one number, elsewhere b. */
    default Tensor where(double a, Tensor b) {
        Check.dtype("where", self().dtype(), DType.BOOL);
        return Pointwise.of(X.select(of(a), Y)).map(self(), b);
    }

    private void bool(String op, Tensor b) {
        Check.dtype(op, self().dtype(), DType.BOOL);
        Check.dtype(op, b.dtype(), DType.BOOL);
    }

    private Tensor map(Formula f) {
        return Pointwise.of(f).map(self());
    }

    private Tensor map(Formula f, Tensor b) {
        return Pointwise.of(f).map(self(), b);
    }
}
