package dev.ricci.formula;

/**
 * The regularised incomplete gamma functions P and Q = 1 - P in double precision, and their density x^(a-1) exp(-x) / gamma(a).
 *
 * <p>The smaller of both is computed, so that tails keep their places: P by its power series (DLMF 8.7.1), Q by Legendre's continued
 * fraction (8.9.2) or, for small x, by a series of its own (8.7.3); both by {@link TemmeExpansion} where a is large and near x. The
 * density is divided by Stirling's formula where a is large, so that only the small exponent a (mu - log(1 + mu)) is rounded.
 */
final class IncompleteGamma {
    private static final int MOST_TERMS = 5000;
    private static final double SMALL_X = 1.1;
    /** Numerators and denominators above this are made smaller. */
    private static final double LARGEST = 0x1p600;

    private IncompleteGamma() {}

    /** P(a, x); NaN where a is not above 0 or x is below 0. */
    static double lower(double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0 || Double.isInfinite(a) || Double.isInfinite(x)) {
            return atTheEnds(a, x, 0, 1);
        }
        if (TemmeExpansion.serves(a, x)) {
            return TemmeExpansion.value(a, x, true);
        }
        return x > SMALL_X && x > a + 2 * Math.sqrt(a) ? 1 - fraction(a, x) : series(a, x);
    }

    /** Q(a, x); NaN where a is not above 0 or x is below 0. */
    static double upper(double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0 || Double.isInfinite(a) || Double.isInfinite(x)) {
            return atTheEnds(a, x, 1, 0);
        }
        if (TemmeExpansion.serves(a, x)) {
            return TemmeExpansion.value(a, x, false);
        }
        if (x > SMALL_X) {
            return x < a + 0.5 ? 1 - series(a, x) : fraction(a, x); // Q is a third at least
        }
        double border = x <= 0.5 ? -0.4 / Math.log(x) : SMALL_X * x; // where P is about a half
        return border < a ? 1 - series(a, x) : smallX(a, x);
    }

    private static double atTheEnds(double a, double x, double first, double last) {
        return x == 0 ? first : !Double.isInfinite(a) ? last : Double.isInfinite(x) ? Double.NaN : first;
    }

    /** x^a exp(-x) / gamma(a), which is x times the density. */
    private static double weight(double a, double x) {
        if (a < GammaFunction.FAR) {
            return Math.pow(x, a) * Math.exp(-x) / GammaFunction.gamma(a);
        }
        double exponent = a * Logarithm.log1pMinus((x - a) / a, x, a) - GammaFunction.stirling(a);
        return Math.exp(exponent) * Math.sqrt(a / (2 * Math.PI));
    }

    /** The density of P at x; NaN where a is not above 0 or x is below 0. */
    static double density(double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0) {
            return a < 1 ? Double.POSITIVE_INFINITY : a == 1 ? 1 : 0;
        }
        if (Double.isInfinite(a) || Double.isInfinite(x)) {
            return 0;
        }
        return a < GammaFunction.FAR ? Math.pow(x, a - 1) * Math.exp(-x) / GammaFunction.gamma(a) : weight(a, x) / x;
    }

    private static double series(double a, double x) {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < MOST_TERMS && term > 1e-17 * sum; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return a < 1e-300 ? 1 : weight(a, x) * sum / a;
    }

    /** By the recurrences of numerators and denominators: no division waits for the one before it. */
    private static double fraction(double a, double x) {
        double weight = weight(a, x);
        if (weight == 0) {
            return 0;
        }
        double b = x + 1 - a;
        double upBefore = 0;
        double downBefore = 1;
        double up = 1;
        double down = b;
        double f = 1 / b;
        for (int n = 1; n < MOST_TERMS; n++) {
            double part = -n * (n - a);
            b += 2;
            double nextUp = b * up + part * upBefore;
            double nextDown = b * down + part * downBefore;
            double scale = Math.abs(nextDown) > LARGEST ? 1 / LARGEST : 1;
            upBefore = up * scale;
            downBefore = down * scale;
            up = nextUp * scale;
            down = nextDown * scale;
            double before = f;
            f = up / down;
            if (Math.abs(f - before) <= 1e-16 * f) {
                break;
            }
        }
        return weight * f;
    }

    /** Q as the difference of 1 and x^a / gamma(1 + a), without its cancellation, and the rest of the series of P. */
    private static double smallX(double a, double x) {
        double factor = 1;
        double sum = 0;
        for (int n = 1; n < MOST_TERMS; n++) {
            factor *= -x / n;
            double term = factor / (a + n);
            sum += term;
            if (Math.abs(term) <= 1e-17 * Math.abs(sum)) {
                break;
            }
        }
        double first = -Math.expm1(a * Math.log(x) - GammaFunction.logGamma1p(a));
        return first - (a < 1e-300 ? 0 : Math.pow(x, a) / GammaFunction.gamma(a) * sum);
    }
}
