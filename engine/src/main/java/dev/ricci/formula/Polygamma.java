package dev.ricci.formula;

/**
 * The derivatives of digamma in double precision: (-1)^(n+1) n! zeta(n + 1, x) with Hurwitz's zeta function.
 *
 * <p>For x above 0 zeta is summed up to an argument that is large, where the formula of Euler and Maclaurin gives the rest (DLMF 25.11.5).
 * For negative x the sum over all x + k, from both sides of the nearest integers, is known, and what lies beyond x is taken off: it is
 * the reflection formula, written without derivatives of the cotangent.
 */
final class Polygamma {
    private static final double LEAST_LARGE = 10;
    /** B_2j / (2j)! for j = 1, 2, ... */
    private static final double[] BERNOULLI = {1 / 12.0, -1 / 720.0, 1 / 30240.0, -1 / 1209600.0, 1 / 47900160.0,
        -691 / 1307674368000.0, 1 / 74724249600.0, -3617 / 10670622842880000.0, 43867 / 5109094217170944000.0,
        -174611 / 802857662698291200000.0, 77683 / 14101100039391805440000.0, -236364091 / 1693824136731743669452800000.0};
    private static final double[] FACTORIALS = factorials();

    private Polygamma() {}

    private static double[] factorials() {
        double[] f = new double[171];
        java.math.BigInteger exact = java.math.BigInteger.ONE;
        for (int n = 0; n < f.length; n++) {
            exact = n == 0 ? exact : exact.multiply(java.math.BigInteger.valueOf(n));
            f[n] = exact.doubleValue();
        }
        return f;
    }

    /**
     * The derivative of order n of digamma; NaN where n is not a whole number from 0 on. At 0 and the negative integers it is infinite,
     * with the sign of its limit from above.
     */
    static double polygamma(double n, double x) {
        if (!(n >= 0) || n != Math.rint(n) || Double.isInfinite(n) || Double.isNaN(x) || x == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        if (n == 0) {
            return GammaFunction.digamma(x);
        }
        boolean odd = n % 2 != 0;
        double size;
        if (x > 0) {
            size = scaledZeta(n + 1, x);
        } else {
            double f = x - Math.floor(x);
            if (f == 0) {
                return odd ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            double other = scaledZeta(n + 1, 1 - f) - scaledZeta(n + 1, 1 - x);
            size = scaledZeta(n + 1, f) + (odd ? other : -other);
        }
        return odd ? size : -size;
    }

    /** (s - 1)! zeta(s, q) for q above 0. */
    private static double scaledZeta(double s, double q) {
        double large = Math.max(LEAST_LARGE, s);
        double sum = 0;
        double w = q;
        while (w < large) {
            double term = term(s, w);
            if (term <= 1e-18 * sum) {
                return sum;
            }
            sum += term;
            w += 1;
        }
        double factor = s / w;
        double rest = w / (s - 1) + 0.5;
        for (int j = 0; j < BERNOULLI.length; j++) {
            double more = BERNOULLI[j] * factor;
            rest += more;
            if (Math.abs(more) < 1e-17 * rest) {
                break;
            }
            factor *= (s + 2 * j + 1) / w * ((s + 2 * j + 2) / w);
        }
        return w == Double.POSITIVE_INFINITY ? 0 : sum + term(s, w) * rest;
    }

    /** (s - 1)! / w^s, where a factor may leave the range of numbers. */
    private static double term(double s, double w) {
        if (s == 2) {
            return 1 / (w * w);
        }
        double power = Math.pow(w, s);
        if (s <= FACTORIALS.length && power < Double.POSITIVE_INFINITY) {
            return FACTORIALS[(int) s - 1] / power;
        }
        return Math.exp(GammaFunction.logGamma(s) - s * Math.log(w));
    }
}
