package dev.ricci.formula;

/**
 * The error function in double precision.
 *
 * <p>For |x| below 1 the Maclaurin-Kummer series erf x = 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (1 3 5 ... (2n+1)) (Abramowitz and
 * Stegun 7.1.6: all terms positive, so nothing cancels); above, the continued fraction of erfc (7.1.14) from the back.
 */
final class ErrorFunction {
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
    /** From here on erfc is small enough for its rounding not to show in 1 - erfc, and so many terms give all its places. */
    private static final double LEAST_FOR_FRACTION = 1;

    private static final int TERMS = 400;
    private static final double SQRT_PI = Math.sqrt(Math.PI);

    private ErrorFunction() {}

    static double erf(double x) {
        double a = Math.abs(x);
        if (a < LEAST_FOR_FRACTION) {
            return series(x);
        }
        if (a > 6) { // 1 - erf(6) = 2e-17, below half a unit in the last place of 1
            return Math.signum(x);
        }
        return Math.signum(x) * (1 - complement(a)); // NaN comes out as NaN
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_SQRT_PI * gaussian(x) * sum;
    }

    private static double complement(double x) {
        double f = x;
        for (int k = TERMS; k >= 1; k--) {
            f = x + k / 2.0 / f;
        }
        return gaussian(x) / (SQRT_PI * f);
    }

    /** exp(-x^2), with the rounding of the square made good: it would cost x^2 units in the last place. */
    private static double gaussian(double x) {
        double square = x * x;
        double lost = Math.fma(x, x, -square);
        return Math.exp(-square) * (1 - lost);
    }
}
