package dev.ricci.cpu.random;

/**
 * Mills' ratio of the standard normal distribution, (1 - distribution) / density, and from it both tails without cancellation.
 *
 * <p>(1 + x) M(x) is a polynomial of degree 24 in t = (x - 4) / (x + 4), as Schonfelder (1978) and Shepherd and Laframboise (1981) do
 * for the error function; its coefficients are those of the Chebyshev series, computed to 40 digits. Relative error below 4 2^-53. Each
 * step is rounded by itself and the exponential is fdlibm's, so that every device can give the same bits.
 */
final class Mills {
    private static final double[] C = {
        1.1832619145678034, -0.2423996705218081, 0.035091880234748005, 0.07169048120143744, -0.0807080096790523,
        0.04495912907706981, -0.01253910362039814, -0.0007159509052838121, 0.001741848773732585, -0.00023670175882712258,
        -0.0002202155756957516, 5.3266970938315365e-05, 3.415881433183821e-05, -8.606187876096938e-06, -6.5533544552582505e-06,
        1.0194890870987357e-06, 1.390762707984928e-06, -3.101083609757584e-09, -2.869299965207942e-07, -4.494916382038613e-08,
        5.077844122332048e-08, 1.3723059452459651e-08, -6.5624402369464745e-09, -1.6952996818880583e-09, 4.480233382099169e-10};
    private static final double DENSITY_AT_0 = 0.3989422804014327;
    /** From here the tail is below all doubles. */
    private static final double NOTHING = 38.6;

    private Mills() {}

    /** M(x) for x of 0 or more; 0 at infinity. */
    static double ratio(double x) {
        double t = x == Double.POSITIVE_INFINITY ? 1 : (x - 4) / (x + 4);
        double sum = C[24];
        for (int i = 23; i >= 0; i--) {
            sum = sum * t + C[i];
        }
        return sum / (x + 1);
    }

    /** The probability of more than x under the standard normal distribution, relative error about 1e-15. */
    static double above(double x) {
        double a = Math.abs(x);
        double tail = a > NOTHING ? 0 : DENSITY_AT_0 * expOfHalfSquare(a) * ratio(a);
        return x < 0 ? 1 - tail : tail;
    }

    /** exp(-x^2 / 2): the square is taken apart, so that its rounding does not count (as fdlibm's erfc does it). */
    private static double expOfHalfSquare(double x) {
        double head = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xFFFF_FFFF_0000_0000L);
        return StrictMath.exp(-0.5 * head * head) * StrictMath.exp(-0.5 * (x - head) * (x + head));
    }
}
