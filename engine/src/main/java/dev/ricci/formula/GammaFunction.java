package dev.ricci.formula;

/**
 * The gamma function, its logarithm and the derivative of that (digamma) in double precision.
 *
 * <p>Near 2 (near its zero for digamma) they are polynomials ({@link Fit}), so that values near the zeros are as good as others; other
 * arguments below 8 come there by the recurrence; from 8 on Stirling's series serves, negative ones are reflected.
 */
final class GammaFunction {
    static final double FAR = 8;
    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
    /** The zero of digamma, to 40 bits and the rest. */
    private static final double ZERO = 0x1.762d86356bp0;
    private static final double ZERO_REST = 0x1.c7edc353910ccp-41;

    private GammaFunction() {}

    /** log |gamma(x)|: infinite at 0 and the negative integers, and at both infinities, as C's lgamma. */
    static double logGamma(double x) {
        if (x > 0) {
            return x < FAR ? near(x) : far(x);
        }
        if (x == Math.rint(x)) {
            return Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(x)) {
            return x;
        }
        if (x > -1e-17) {
            return -Math.log(-x);
        }
        double sine = Math.abs(Math.sin(Math.PI * (x - Math.rint(x))));
        return Math.log(Math.PI / (-x * sine)) - logGamma(-x);
    }

    /** log gamma(2 + e) for |e| up to 1/2. */
    private static double nearTwo(double e) {
        return e * Fit.LOG_GAMMA.at(2 * e);
    }

    private static double near(double x) {
        if (x < 0.5) {
            return nearTwo(x) - Math.log(x * (x + 1));
        }
        if (x < 1.5) {
            return nearTwo(x - 1) - Math.log(x);
        }
        double product = 1;
        double y = x;
        while (y > 2.5) {
            y -= 1;
            product *= y;
        }
        return nearTwo(y - 2) + Math.log(product);
    }

    private static double far(double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        return (x - 0.5) * (Math.log(x) - 1) + (HALF_LOG_TWO_PI - 0.5 + stirling(x));
    }

    /** What Stirling's formula lacks: log gamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2), for x from 8 on. */
    static double stirling(double x) {
        double inverse = 1 / x;
        return inverse * Fit.STIRLING.at(128 * inverse * inverse - 1);
    }

    /** log gamma(1 + x), where 1 + x may lose places of x; for x above -1/2. */
    static double logGamma1p(double x) {
        return x <= 0.5 ? nearTwo(x) - Math.log1p(x) : logGamma(1 + x);
    }

    /** gamma(x) for x above 0 and below 171. */
    static double gamma(double x) {
        double y = x;
        double up = 1;
        double down = 1;
        while (y > 2.5) {
            y -= 1;
            up *= y;
        }
        while (y < 1.5) {
            down *= y;
            y += 1;
        }
        double e = x < 0.5 ? x : x < 1.5 ? x - 1 : y - 2;
        return Math.exp(nearTwo(e)) * up / down;
    }

    /** At 0 infinite, with the sign that it has on the other side; NaN at the negative integers and at -infinity. */
    static double digamma(double x) {
        if (x > 0) {
            return x < FAR ? digammaNear(x) : digammaFar(x);
        }
        if (x == 0) {
            return -1 / x;
        }
        double rest = x - Math.rint(x);
        if (rest == 0 || Double.isNaN(rest)) { // at an infinity too
            return Double.NaN;
        }
        return digamma(1 - x) - Math.PI / Math.tan(Math.PI * rest);
    }

    private static double digammaNear(double x) {
        int steps = (int) Math.floor(x) - 1;
        double w = x - (ZERO + steps) - ZERO_REST; // the sum is exact
        double value = w * Fit.DIGAMMA.at(2 * (x - steps) - 3);
        if (steps < 0) {
            return value - 1 / x;
        }
        double product = 1;
        double sum = 0;
        for (int j = 1; j <= steps; j++) {
            double y = x - j;
            sum = sum * y + product;
            product *= y;
        }
        return value + sum / product;
    }

    private static double digammaFar(double x) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        return Math.log(x) - (0.5 * inverse + square * Fit.DIGAMMA_FAR.at(128 * square - 1));
    }
}
