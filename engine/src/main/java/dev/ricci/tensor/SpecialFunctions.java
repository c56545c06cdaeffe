package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Formula;

/**
 * Special functions of each element, with broadcasting; integers become float32. How each is computed stands with the functions in {@code
 * dev.ricci.formula}; errors are a few units in the last place, in tails of 1e-300 too.
 */
public sealed interface SpecialFunctions permits Tensor {
    Tensor self();

    /** 1 - erf(x) without its cancellation. */
    default Tensor erfc() {
        return special(X.erfc());
    }

    /** The inverse of erf: infinite at 1 and -1, NaN beyond. */
    default Tensor erfinv() {
        return special(X.erfinv());
    }

    /** The inverse of erfc: infinite at 0 and 2, NaN beyond. */
    default Tensor erfcinv() {
        return special(X.erfcinv());
    }

    /** The distribution function of the standard normal distribution. */
    default Tensor normalCdf() {
        return special(X.normalCdf());
    }

    /** Where the standard normal distribution function has this value: infinite at 0 and 1, NaN beyond. */
    default Tensor normalQuantile() {
        return special(X.normalQuantile());
    }

    /** log |gamma(x)|; infinite at 0 and the negative integers. */
    default Tensor logGamma() {
        return special(X.logGamma());
    }

    /** The derivative of log gamma(x); -infinity at 0 and NaN at the negative integers. */
    default Tensor digamma() {
        return special(X.digamma());
    }

    /**
     * The derivative of order n of digamma, n from 0 on. At 0 and the negative integers it is infinite, with the sign of its limit from
     * above.
     *
     * @throws IllegalArgumentException where n is negative
     */
    default Tensor polygamma(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("polygamma: the order is 0 (digamma) or more, got " + n);
        }
        return special(X.polygamma(n));
    }

    /** gamma(a) gamma(b) / gamma(a + b) for this a; infinite where one is 0, NaN where one is below. */
    default Tensor beta(Tensor b) {
        return special(X.beta(Y), b);
    }

    /** log beta(a, b) for this a, where the gamma functions themselves are too large as well. */
    default Tensor logBeta(Tensor b) {
        return special(X.logBeta(Y), b);
    }

    /**
     * The regularised lower incomplete gamma function P(a, x) for this a: the distribution function of the gamma distribution. NaN where a
     * is not above 0 or x is below 0. Its gradient by x is exact; one by a is refused.
     */
    default Tensor gammaP(Tensor x) {
        return special(X.gammaP(Y), x);
    }

    /** The regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x) for this a, without its cancellation; see gammaP. */
    default Tensor gammaQ(Tensor x) {
        return special(X.gammaQ(Y), x);
    }

    /**
     * The regularised incomplete beta function I_x(a, b) for this a: the distribution function of the beta distribution. NaN where a or b
     * is not above 0, or x not from 0 to 1. Its gradient by x is exact; one by a or b is refused.
     */
    default Tensor betaI(Tensor b, Tensor x) {
        return Pointwise.of(X.betaI(Y, Z)).map(self(), b, x);
    }

    private Tensor special(Formula f) {
        return Pointwise.of(f).map(self());
    }

    private Tensor special(Formula f, Tensor b) {
        return Pointwise.of(f).map(self(), b);
    }
}
