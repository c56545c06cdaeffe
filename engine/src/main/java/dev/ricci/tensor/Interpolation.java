package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Formula;

/** What a quantile is that falls between two elements: their weighted mean, one of them, or their mean. NumPy's words. */
public enum Interpolation {
    LINEAR(X.sub(X.floor())),
    LOWER(of(0)),
    HIGHER(X.floor().less(X).select(of(1), of(0))),
    MIDPOINT(X.floor().less(X).select(of(0.5), of(0))),
    /** The nearer of both; of two equally near ones that with the even place. */
    NEAREST(nearest());

    private final Formula weight;

    Interpolation(Formula weight) {
        this.weight = weight;
    }

    /** The part that the upper neighbour has, as a formula of the place among the sorted elements, counted from 0. */
    Formula weight() {
        return weight;
    }

    private static Formula nearest() {
        Formula part = X.sub(X.floor());
        Formula half = X.floor().mul(0.5);
        Formula odd = half.floor().less(half).select(of(1), of(0));
        return of(0.5).less(part).select(of(1), part.less(of(0.5)).select(of(0), odd));
    }
}
