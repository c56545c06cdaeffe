package dev.ricci.formula;

import static dev.ricci.formula.Formula.*;

/** Elementary functions that are composed of others without loss, each written once, here. */
public final class ElementaryFormulas {
    /** 1 / sqrt(x); -infinity at -0, as its limit there is. */
    public static final Formula RSQRT = of(1).div(X.sqrt());

    /** x without its whole part, with the sign of x. */
    public static final Formula FRACT = X.sub(X.trunc());

    /** log(x / (1 - x)); from 1/4 on by atanh, as 2 x - 1 is exact there and nothing cancels near 1/2. */
    public static final Formula LOGIT =
            X.less(of(0.25)).select(X.div(of(1).sub(X)).log(), X.mul(2).sub(1).atanh().mul(2));

    /** x log y, 0 where x is 0 and y is not NaN. */
    public static final Formula XLOGY = X.mul(withoutLog().select(of(0), Y.log()));

    /** x + z (y - x), from the nearer end, so that z = 0 and z = 1 give x and y. */
    public static final Formula LERP = Z.abs().less(of(0.5)).select(
            X.add(Z.mul(Y.sub(X))), Y.sub(Y.sub(X).mul(of(1).sub(Z))));

    private ElementaryFormulas() {}

    /** Where 0 log y is 0 though log y is not finite. */
    private static Formula withoutLog() {
        return X.equal(of(0)).mul(Y.lessEqual(of(0)).add(Y.equal(of(Double.POSITIVE_INFINITY))));
    }
}
