package dev.ricci.cpu.random;

/**
 * The inverse of the standard normal distribution between two bounds, accurate in the tails too.
 *
 * <p>Near the middle both the probability below and that above are sums of positive terms, and the smaller goes through the inverse
 * of the whole distribution. Where the interval lies beyond 10 deviations, Newton's method solves for the logarithm of the tail, by Mills'
 * ratio, so that no probability is ever too small.
 */
final class TruncatedNormal {
    private static final double FAR = 10;
    private static final int STEPS = 4;

    private TruncatedNormal() {}

    /** The x of [low, high] that lies above a share of the distribution there, 0 < share < 1; NaN unless low is at most high. */
    static double at(double share, double low, double high) {
        if (!(low <= high)) {
            return Double.NaN;
        }
        double x = low > FAR ? tail(share, low, high)
                : high < -FAR ? -tail(1 - share, -high, -low)
                : middle(share, low, high);
        return x < low ? low : x > high ? high : x;
    }

    private static double middle(double share, double low, double high) {
        double below = Mills.above(-low) * (1 - share) + Mills.above(-high) * share;
        double above = Mills.above(low) * (1 - share) + Mills.above(high) * share;
        return below < above ? NormalQuantile.at(below) : -NormalQuantile.at(above);
    }

    /** Solves log S(x) - log S(low) = log v for S = density times Mills' ratio, whose derivative is -1 / Mills' ratio. */
    private static double tail(double share, double low, double high) {
        if (low == Double.POSITIVE_INFINITY) {
            return low;
        }
        double start = Mills.ratio(low);
        double end = StrictMath.exp(-0.5 * (high - low) * (high + low)) * Mills.ratio(high) / start;
        double log = StrictMath.log((1 - share) + share * end);
        double x = low + -2 * log / (low + Math.sqrt(low * low - 2 * log));
        for (int i = 0; i < STEPS; i++) {
            double ratio = Mills.ratio(x);
            x -= ratio * (0.5 * (x - low) * (x + low) - StrictMath.log(ratio / start) + log);
        }
        return x;
    }
}
