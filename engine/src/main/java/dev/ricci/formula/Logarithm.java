package dev.ricci.formula;

/** log(1 + x) - x in double precision, without the cancellation near 0. */
final class Logarithm {
    private Logarithm() {}

    /**
     * From -0.4 to 0.8 by the series of the inverse hyperbolic tangent in s = x / (2 + x): log(1 + x) = 2 s + 2 s^3 / 3 + ..., and
     * 2 s - x = -s x. Further out by the logarithm of up / down, which is 1 + x: near 0 that has lost its places.
     */
    static double log1pMinus(double x, double up, double down) {
        if (x < -0.4 || x > 0.8) {
            return Math.log(up / down) - x;
        }
        double s = x / (2 + x);
        double z = s * s;
        double sum = 0;
        for (int k = 33; k >= 3; k -= 2) {
            sum = sum * z + 2.0 / k;
        }
        return s * (z * sum - x);
    }
}
