package dev.ricci.cpu.random;

import dev.ricci.backend.Draw;

/**
 * Poisson variates: by searching the distribution from 0 on for means below 10, from there on by transformed rejection.
 *
 * <p>Hörmann: The transformed rejection method for generating Poisson random variables, Insurance: Mathematics and Economics 12 (1993),
 * algorithm PTRS. The first two words of an attempt give U + 1/2, the last two V.
 */
final class Poisson {
    private static final double LARGE = 10;
    /** Probabilities of more than this are below 10^-100 for all means that are searched. */
    private static final int MOST = 200;
    private static final double HALF_LOG_2_PI = 0.9189385332046728;
    private static final double[] LOG_FACTORIALS = {
        0, 0, 0.6931471805599453, 1.791759469228055, 3.1780538303479458, 4.787491742782046, 6.579251212010101, 8.525161361065415,
        10.60460290274525, 12.801827480081469};

    private Poisson() {}

    /** A variate; -1 unless the mean is from 0 to {@link Draw#MOST_MEAN}. */
    static int variate(Attempts w, double mean) {
        if (!(mean >= 0 && mean <= Draw.MOST_MEAN)) {
            return -1;
        }
        return mean < LARGE ? searched(w, mean) : accepted(w, mean);
    }

    private static int searched(Attempts w, double mean) {
        w.take(0);
        double u = w.first();
        double p = StrictMath.exp(-mean);
        double sum = p;
        int k = 0;
        while (u > sum && k < MOST) {
            k++;
            p = p * mean / k;
            sum += p;
        }
        return k;
    }

    private static int accepted(Attempts w, double mean) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverse = 1.1239 + 1.1328 / (b - 3.4);
        double sure = 0.9277 - 3.6224 / (b - 2);
        double logMean = StrictMath.log(mean);
        for (int attempt = 0; ; attempt++) {
            w.take(attempt);
            double u = w.first() - 0.5;
            double v = w.second();
            double s = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / s + b) * u + mean + 0.43);
            if (s >= 0.07 && v <= sure) {
                return (int) k;
            }
            if (k < 0 || s < 0.013 && v > s) {
                continue;
            }
            if (StrictMath.log(v * inverse / (a / (s * s) + b)) <= k * logMean - mean - logFactorial(k)) {
                return (int) k;
            }
        }
    }

    /** log k! by Stirling's series. */
    private static double logFactorial(double k) {
        if (k < 10) {
            return LOG_FACTORIALS[(int) k];
        }
        double r = 1 / k;
        double q = r * r;
        double series = r * (1.0 / 12 - q * (1.0 / 360 - q * (1.0 / 1260 - q * (1.0 / 1680))));
        return (k + 0.5) * StrictMath.log(k) - k + HALF_LOG_2_PI + series;
    }
}
