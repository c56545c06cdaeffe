package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

/** Circular and hyperbolic functions of each element, with their inverses; integers are taken as float32. */
public sealed interface Trigonometric permits Tensor {
    /** This, as a tensor. */
    Tensor self();

    default Tensor tan() {
        return Pointwise.of(X.tan()).map(self());
    }

    /** The angle from -pi/2 to pi/2 with this sine; NaN outside -1 to 1. */
    default Tensor asin() {
        return Pointwise.of(X.asin()).map(self());
    }

    /** The angle from 0 to pi with this cosine; NaN outside -1 to 1. */
    default Tensor acos() {
        return Pointwise.of(X.acos()).map(self());
    }

    /** The angle from -pi/2 to pi/2 with this tangent. */
    default Tensor atan() {
        return Pointwise.of(X.atan()).map(self());
    }

    /** The angle from -pi to pi of the point (x, this), broadcast together; its gradient is 0 at (0, 0). */
    default Tensor atan2(Tensor x) {
        return Pointwise.of(X.atan2(Y)).map(self(), x);
    }

    /** sqrt(this^2 + b^2), broadcast together, without overflow or underflow in between; its gradient is 0 at (0, 0). */
    default Tensor hypot(Tensor b) {
        return Pointwise.of(X.hypot(Y)).map(self(), b);
    }

    default Tensor sinh() {
        return Pointwise.of(X.sinh()).map(self());
    }

    default Tensor cosh() {
        return Pointwise.of(X.cosh()).map(self());
    }

    default Tensor asinh() {
        return Pointwise.of(X.asinh()).map(self());
    }

    /** The number from 0 on with this hyperbolic cosine; NaN below 1. */
    default Tensor acosh() {
        return Pointwise.of(X.acosh()).map(self());
    }

    /** The number with this hyperbolic tangent: infinite at -1 and 1, NaN beyond. */
    default Tensor atanh() {
        return Pointwise.of(X.atanh()).map(self());
    }
}
