package dev.ricci.cpu.random;

/**
 * Gamma variates of scale 1, and beta variates from them.
 *
 * <p>Marsaglia and Tsang: A simple method for generating gamma variables, ACM TOMS 26 (2000): for a shape a of 1 or more,
 * d (1 + z / sqrt(9 d))^3 for d = a - 1/3 and a normal z, accepted with the help of one even number; below 1 a variate of shape a + 1
 * times u^(1/a). The first two words of an attempt give z, the last two the even number; u comes from a block of its own.
 */
final class Gamma {
    /** The attempts of a second variate of the same element begin here. */
    private static final int SECOND = 1 << 31;
    /** What is added to the number of the first attempt for the block that u comes from. */
    private static final int BOOST = (1 << 31) - 1;
    /** From this shape on a z is refused less often than once in 10^8, and the test would be lost in its rounding. */
    private static final double CERTAIN = 0x1p30;
    /** Smaller shapes are taken as this, so that log(u) / a is a number. */
    private static final double LEAST = 0x1p-1000;

    private Gamma() {}

    private static boolean isShape(double a) {
        return a > 0 && a < Double.POSITIVE_INFINITY;
    }

    /** A gamma variate; below 10^-308, as most are for shapes below 0.001, it is 0. */
    static double variate(Attempts w, double shape) {
        if (!isShape(shape)) {
            return Double.NaN;
        }
        double a = Math.max(shape, LEAST);
        return a < 1 ? accepted(w, a + 1, 0) * StrictMath.exp(boost(w, a, 0)) : accepted(w, a, 0);
    }

    /** x / (x + y) for gamma variates x and y of shapes a and b, by their logarithms: right where both are too small for numbers. */
    static double beta(Attempts w, double a, double b) {
        if (!isShape(a) || !isShape(b)) {
            return Double.NaN;
        }
        double x = logarithm(w, Math.max(a, LEAST), 0);
        double y = logarithm(w, Math.max(b, LEAST), SECOND);
        return 1 / (1 + StrictMath.exp(y - x));
    }

    private static double logarithm(Attempts w, double a, int first) {
        return a < 1 ? StrictMath.log(accepted(w, a + 1, first)) + boost(w, a, first) : StrictMath.log(accepted(w, a, first));
    }

    private static double boost(Attempts w, double a, int first) {
        w.take(first + BOOST);
        return StrictMath.log(w.first()) / a;
    }

    private static double accepted(Attempts w, double shape, int first) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        for (int attempt = first; ; attempt++) {
            w.take(attempt);
            double z = NormalQuantile.at(w.first());
            double root = 1 + c * z;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            double u = w.second();
            double square = z * z;
            if (shape > CERTAIN || u < 1 - 0.0331 * (square * square)
                    || StrictMath.log(u) < 0.5 * square + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }
}
