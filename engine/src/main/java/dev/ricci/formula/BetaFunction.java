package dev.ricci.formula;

/**
 * The beta function gamma(a) gamma(b) / gamma(a + b) and its logarithm in double precision, for a and b above 0.
 *
 * <p>Where b is large, the large parts of Stirling's formula are cancelled on paper (DiDonato and Morris: Algorithm 708, ACM Trans. Math.
 * Softw. 18, 1992, routines BETALN, ALGDIV and BCORR), so nothing is lost where the gamma functions themselves are huge.
 */
final class BetaFunction {
    private static final double LARGE = 10;
    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

    private BetaFunction() {}

    /** Infinite where one is 0, NaN where one is below. */
    static double logBeta(double a, double b) {
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        if (!(small > 0) || Double.isInfinite(large)) {
            return small == 0 ? Double.POSITIVE_INFINITY : small > 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (large < LARGE) {
            return ofSmall(small, large);
        }
        double sum = small + large;
        double ratio = small / large;
        if (small < LARGE) {
            return GammaFunction.logGamma(small) + logRatio(large, small);
        }
        double first = -0.5 * Math.log(large) + HALF_LOG_TWO_PI + correction(small, large);
        return first + (small - 0.5) * Math.log(ratio / (1 + ratio)) - large * Math.log1p(ratio);
    }

    /** log(gamma(a) / gamma(a + b)) for a from 10 on. */
    private static double logRatio(double a, double b) {
        double rest = GammaFunction.stirling(a) - GammaFunction.stirling(a + b);
        return rest - (a - 0.5) * Math.log1p(b / a) - b * (Math.log(a + b) - 1);
    }

    /** log(small B(small, a)), which is near 0 where small is. */
    static double logOfTimes(double small, double a) {
        double ratio = a < LARGE ? GammaFunction.logGamma(a) - GammaFunction.logGamma(a + small) : logRatio(a, small);
        return GammaFunction.logGamma1p(small) + ratio;
    }

    private static double ofSmall(double small, double large) {
        if (small >= 0.5) {
            return Math.log(ratioOfGammas(small, large));
        }
        return GammaFunction.logGamma(small) + GammaFunction.logGamma(large) - GammaFunction.logGamma(small + large);
    }

    static double beta(double a, double b) {
        double small = Math.min(a, b);
        return small > 1e-300 && Math.max(a, b) < LARGE ? ratioOfGammas(a, b) : Math.exp(logBeta(a, b));
    }

    private static double ratioOfGammas(double a, double b) {
        return GammaFunction.gamma(a) / GammaFunction.gamma(a + b) * GammaFunction.gamma(b);
    }

    /** The small parts of Stirling's formula: of a and b, less that of a + b. */
    static double correction(double a, double b) {
        return GammaFunction.stirling(a) + (GammaFunction.stirling(b) - GammaFunction.stirling(a + b));
    }
}
