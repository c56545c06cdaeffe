package dev.ricci.formula;

/** Functions in double precision that {@link Math} does not have; right to a few units in the last place everywhere. */
final class ElementaryFunctions {
    private static final double LN2 = Math.log(2);
    private static final double SQRT2 = Math.sqrt(2);
    /** From here on x^2 + 1 and x^2 - 1 are x^2. */
    private static final double LARGE = 0x1p28;

    private ElementaryFunctions() {}

    /** e + log2 m with m between sqrt(1/2) and sqrt(2): powers of two come out exact, and nothing cancels near 1. */
    static double log2(double x) {
        if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
            return x > 0 && x < 1 ? log2(x * 0x1p54) - 54 : Math.log(x);
        }
        int e = Math.getExponent(x);
        double m = Math.scalb(x, -e);
        if (m > SQRT2) {
            m *= 0.5;
            e++;
        }
        return e + Math.log(m) / LN2;
    }

    /** The inverse of sinh: log(|x| + sqrt(x^2 + 1)), near 0 by log1p. */
    static double asinh(double x) {
        double a = Math.abs(x);
        if (a >= LARGE) {
            return Math.copySign(Math.log(a) + LN2, x);
        }
        double square = a * a;
        return Math.copySign(Math.log1p(a + square / (1 + Math.sqrt(square + 1))), x); // NaN too
    }

    /** The inverse of cosh: log(x + sqrt(x^2 - 1)), near 1 by log1p; NaN below 1. */
    static double acosh(double x) {
        if (x >= LARGE) {
            return Math.log(x) + LN2;
        }
        double t = x - 1;
        return t < 0 ? Double.NaN : Math.log1p(t + Math.sqrt(t * (t + 2)));
    }

    /** The inverse of tanh: log((1 + x) / (1 - x)) / 2. */
    static double atanh(double x) {
        double a = Math.abs(x);
        return a > 1 ? Double.NaN : Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
    }

    /** The density of the logistic distribution. */
    static double logistic(double x) {
        double e = Math.exp(-Math.abs(x));
        return e / ((1 + e) * (1 + e));
    }

    /** The remainder of Python: that of C brought to the sign of b. */
    static double remainder(double a, double b) {
        double r = a % b;
        if (r == 0) {
            return Math.copySign(0, b);
        }
        return r < 0 != b < 0 ? r + b : r;
    }
}
