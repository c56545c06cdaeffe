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

    /** True where this is NaN. */
    default Tensor isNaN() {
        return map(X.equal(X).equal(of(0)));
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
