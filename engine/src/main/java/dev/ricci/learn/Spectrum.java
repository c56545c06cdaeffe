package dev.ricci.learn;

import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/**
 * The variances of data along directions.
 *
 * @param variance   descending
 * @param directions orthonormal, in rows
 * @param total      the variance of all features together
 */
record Spectrum(double[] variance, Tensor directions, double total) {
    /** From the singular values of the centred data, and of nothing but these directions. */
    static Spectrum of(double[] singular, Tensor directions, double total, long rows) {
        double[] v = Arrays.stream(singular).map(s -> s * s / (rows - 1)).toArray();
        return new Spectrum(v, directions, total);
    }

    /** The fewest directions that hold a share of the variance. */
    int keeping(double share) {
        double sum = 0;
        for (int k = 0; k < variance.length; k++) {
            sum += variance[k];
            if (sum >= share * total) {
                return k + 1;
            }
        }
        return variance.length;
    }
}
