package dev.ricci.tensor;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** How well samples fit distributions. Seeds are fixed, so a test that has passed passes always. */
final class Goodness {
    /** Kolmogorov's statistic times sqrt(n) exceeds this once in a million samples of the distribution: 2 exp(-2 x^2) is 10^-6. */
    static final double KOLMOGOROV = 2.7;

    private Goodness() {}

    /** The greatest distance of the sample's distribution from the one given, times the root of its size. */
    static double kolmogorov(Tensor sample, DoubleUnaryOperator distribution) {
        double[] a = sample.toDoubles();
        Arrays.sort(a);
        double d = 0;
        for (int i = 0; i < a.length; i++) {
            double f = distribution.applyAsDouble(a[i]);
            d = Math.max(d, Math.max(f - (double) i / a.length, (i + 1.0) / a.length - f));
        }
        return Double.isNaN(d) ? Double.POSITIVE_INFINITY : d * Math.sqrt(a.length);
    }

    /**
     * Chi-square of counts against probabilities, less its degrees of freedom, in standard deviations; with expected counts above 20 it
     * is nearly normal, and beyond 4.5 less often than once in ten thousand samples.
     */
    static double chiSquare(long[] counts, double[] probabilities) {
        double n = Arrays.stream(counts).sum();
        double chi = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = n * probabilities[i];
            chi += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        double freedom = counts.length - 1;
        return (chi - freedom) / Math.sqrt(2 * freedom);
    }

    static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    static double variance(double[] x) {
        double m = mean(x);
        return Arrays.stream(x).map(v -> (v - m) * (v - m)).average().orElseThrow();
    }

    /** The distribution function of the standard normal distribution, by its series about 0 (Abramowitz and Stegun 26.2.11). */
    static double normal(double x) {
        if (Math.abs(x) > 8) {
            return x < 0 ? 0 : 1;
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return 0.5 + Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
    }
}
