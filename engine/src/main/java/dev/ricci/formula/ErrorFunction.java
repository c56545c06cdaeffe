package dev.ricci.formula;

/**
 * The error function and its complement in double precision.
 *
 * <p>erf for |x| below 1 by the Maclaurin-Kummer series erf x = 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (1 3 5 ... (2n+1)) (Abramowitz
 * and Stegun 7.1.6: all terms positive, so nothing cancels); above, by its complement. The complement is exp(-x^2) times a polynomial in
 * 1 / (x + 4) ({@link Fit#ERFC}), so that its relative error is as small where it is 1e-300.
 */
final class ErrorFunction {
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
    private static final double CENTRE = 4;
    /** From here on exp(-x^2) is 0. */
    private static final double FAR = 28;

    private ErrorFunction() {}

    static double erf(double x) {
        double a = Math.abs(x);
        if (a < 1) {
            return series(x);
        }
        if (a > 6) { // 1 - erf(6) = 2e-17, below half a unit in the last place of 1
            return Math.signum(x);
        }
        return Math.signum(x) * (1 - complement(a)); // NaN comes out as NaN
    }

    static double erfc(double x) {
        if (Math.abs(x) < 0.5) {
            return 1 - series(x);
        }
        return x < 0 ? 2 - complement(-x) : complement(x);
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

    /** erfc x for x from 0 on. */
    private static double complement(double x) {
        double near = Math.min(x, FAR);
        return gaussian(near) * scaledComplement(near);
    }

    /** exp(x^2) erfc(x) for x from 0 on. */
    static double scaledComplement(double x) {
        double u = 1 / (x + CENTRE);
        return u * Fit.ERFC.at(2 * CENTRE * u - 1);
    }

    /** exp(-x^2), with the rounding of the square made good: it would cost x^2 units in the last place. */
    private static double gaussian(double x) {
        double square = x * x;
        double lost = Math.fma(x, x, -square);
        return Math.exp(-square) * (1 - lost);
    }
}
