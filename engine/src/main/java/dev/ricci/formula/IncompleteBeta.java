package dev.ricci.formula;

/**
 * The regularised incomplete beta function I_x(a, b) in double precision, and its density.
 *
 * <p>By the continued fraction of DiDonato and Morris (Algorithm 708, ACM Trans. Math. Softw. 18, 1992, equation 9) on the side of the mean
 * where it is the smaller part, else as 1 - I_(1-x)(b, a). The factor x^a (1-x)^b / B(a, b) is their BRCOMP: where a and b are large, the
 * exponent is the distance from the mean and not the difference of large numbers.
 */
final class IncompleteBeta {
    private static final int MOST_TERMS = 100_000;
    private static final double LARGE = 8;
    /** Numerators and denominators above this are made smaller. */
    private static final double LARGEST = 0x1p600;

    private IncompleteBeta() {}

    /** NaN where a or b is not above 0, or x not from 0 to 1. */
    static double value(double a, double b, double x) {
        if (!(a > 0 && b > 0 && x >= 0 && x <= 1) || Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            return x;
        }
        double weight = weight(a, b, x);
        if (x <= (a + 1) / (a + b + 2)) {
            return weight == 0 ? 0 : weight / fraction(a, b, x, 1 - x);
        }
        double rest = weight == 0 ? 0 : weight / fraction(b, a, 1 - x, x);
        if (rest < 0.7) {
            return 1 - rest;
        }
        return a * (1 - x) < 1 ? nearOne(a, b, 1 - x) : weight / fraction(a, b, x, 1 - x); // a small b has its mass at 1
    }

    /**
     * I_(1-y)(a, b) for small b and y as the difference of 1 and y^b / (b B(a, b)), without its cancellation, and the rest of the power
     * series (DLMF 8.17.7).
     */
    private static double nearOne(double a, double b, double y) {
        double factor = 1;
        double sum = 0;
        for (int n = 1; n < MOST_TERMS; n++) {
            factor *= (n - a) / n * y;
            double term = factor / (b + n);
            sum += term;
            if (Math.abs(term) <= 1e-17 * Math.abs(sum)) {
                break;
            }
        }
        double log = b * Math.log(y) - BetaFunction.logOfTimes(b, a);
        return -Math.expm1(log) - b * Math.exp(log) * sum;
    }

    /** x^(a-1) (1-x)^(b-1) / B(a, b); NaN where a or b is not above 0, or x not from 0 to 1. */
    static double density(double a, double b, double x) {
        if (!(a > 0 && b > 0 && x >= 0 && x <= 1) || Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            double inner = x == 0 ? a : b;
            return inner < 1 ? Double.POSITIVE_INFINITY : inner == 1 ? x == 0 ? b : a : 0;
        }
        if (a < LARGE && b < LARGE) {
            return Math.pow(x, a - 1) * Math.exp((b - 1) * Math.log1p(-x)) / BetaFunction.beta(a, b);
        }
        return weight(a, b, x) / (x * (1 - x));
    }

    /** x^a (1-x)^b / B(a, b). */
    private static double weight(double a, double b, double x) {
        if (a >= LARGE && b >= LARGE) {
            double sum = a + b;
            double lost = b - (sum - a);
            double distance = Math.fma(-sum, x, a) - lost * x; // a - (a + b) x
            double exponent = a * Logarithm.log1pMinus(-distance / a, x * sum, a)
                    + b * Logarithm.log1pMinus(distance / b, (1 - x) * sum, b);
            return Math.exp(exponent - BetaFunction.correction(a, b)) * Math.sqrt(a / (2 * Math.PI) * (b / sum));
        }
        if (a < LARGE && b < LARGE) {
            return Math.pow(x, a) * Math.exp(b * Math.log1p(-x)) / BetaFunction.beta(a, b);
        }
        return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - BetaFunction.logBeta(a, b));
    }

    /** By the recurrences of numerators and denominators: no division waits for the one before it. y is 1 - x. */
    private static double fraction(double a, double b, double x, double y) {
        double lambda = a * y - b * x;
        double upBefore = 1;
        double downBefore = 0;
        double up = a * (lambda + 1) / (a + 1);
        double down = 1;
        double f = up;
        double inverse = 1 / (a + 1);
        for (int m = 1; m < MOST_TERMS; m++) {
            double next = 1 / (a + 2.0 * m + 1);
            double inner = m * (b - m) * x * inverse;
            double part = (a + m - 1) * inverse * (a + b + m - 1) * x * inner;
            double whole = m + inner + (a + m) * (lambda + 1 + m * (1 + y)) * next;
            double nextUp = whole * up + part * upBefore;
            double nextDown = whole * down + part * downBefore;
            double scale = Math.abs(nextDown) > LARGEST ? 1 / LARGEST : 1;
            upBefore = up * scale;
            downBefore = down * scale;
            up = nextUp * scale;
            down = nextDown * scale;
            inverse = next;
            double before = f;
            f = up / down;
            if (Math.abs(f - before) <= 1e-16 * f) {
                break;
            }
        }
        return f;
    }
}
