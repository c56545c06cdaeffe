package dev.ricci.ops;

/** Special functions by the plainest series that converge, for arguments that are not extreme; absolute errors near 1e-14. */
final class PlainSpecial {
    private static final double FAR = 30;

    private PlainSpecial() {}

    /** The Maclaurin-Kummer series (Abramowitz and Stegun 7.1.6). */
    static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** Newton's method on erf. */
    static double erfinv(double x) {
        double y = 0.8 * x;
        for (int i = 0; i < 60; i++) {
            y -= (erf(y) - x) * Math.sqrt(Math.PI) / 2 * Math.exp(y * y);
        }
        return y;
    }

    /** Stirling's series far out, and the recurrence back. */
    static double logGamma(double x) {
        double back = 0;
        double y = x;
        for (; y < FAR; y++) {
            back += Math.log(y);
        }
        double series = 1 / (12 * y) - 1 / (360 * Math.pow(y, 3)) + 1 / (1260 * Math.pow(y, 5)) - 1 / (1680 * Math.pow(y, 7));
        return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - back;
    }

    static double digamma(double x) {
        double back = 0;
        double y = x;
        for (; y < FAR; y++) {
            back += 1 / y;
        }
        double series = 1 / (12 * y * y) - 1 / (120 * Math.pow(y, 4)) + 1 / (252 * Math.pow(y, 6)) - 1 / (240 * Math.pow(y, 8));
        return Math.log(y) - 1 / (2 * y) - series - back;
    }

    /** (-1)^(n+1) n! times the sum of (x + k)^-(n+1), the rest by Euler and Maclaurin. */
    static double polygamma(int n, double x) {
        int s = n + 1;
        double sum = 0;
        double y = x;
        double factorial = 1;
        for (int i = 2; i <= n; i++) {
            factorial *= i;
        }
        for (; y < FAR; y++) {
            sum += Math.pow(y, -s);
        }
        double rest = Math.pow(y, 1 - s) / (s - 1) + Math.pow(y, -s) / 2 + s * Math.pow(y, -s - 1) / 12
                - s * (s + 1) * (s + 2) * Math.pow(y, -s - 3) / 720
                + s * (s + 1) * (s + 2) * (s + 3.0) * (s + 4) * Math.pow(y, -s - 5) / 30240;
        return (n % 2 == 0 ? -1 : 1) * factorial * (sum + rest);
    }

    static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    /** The power series of P (DLMF 8.7.1). */
    static double gammaP(double a, double x) {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < 500; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum * Math.exp(a * Math.log(x) - x - logGamma(a + 1));
    }

    /** The hypergeometric series (DLMF 8.17.8): all terms are positive. */
    static double betaI(double a, double b, double x) {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < 2000; n++) {
            term *= (a + b + n - 1) / (a + n) * x;
            sum += term;
        }
        return sum * Math.exp(a * Math.log(x) + b * Math.log1p(-x) - Math.log(a) - logBeta(a, b));
    }
}
