package dev.ricci.linalg;

/**
 * How a randomized SVD looks for the space of the largest values (Halko, Martinsson &amp; Tropp 2011, "Finding structure with
 * randomness").
 *
 * @param oversampling how many directions more than asked for, 0 or more; 5 to 10 are usual
 * @param powerIterations how often A A^T is applied, 0 or more; each raises the ratios of values to a power two higher
 * @param seed of the directions; the same seed gives the same numbers on every device
 */
public record RandomProjection(int oversampling, int powerIterations, long seed) {
    /** 10 directions more, 2 power iterations, seed 0. */
    public static final RandomProjection DEFAULT = new RandomProjection(10, 2, 0);

    public RandomProjection {
        if (oversampling < 0 || powerIterations < 0) {
            throw new IllegalArgumentException("randomizedSvd: oversampling and power iterations are 0 or more, got " + oversampling
                    + " and " + powerIterations);
        }
    }

    public RandomProjection oversampled(int directions) {
        return new RandomProjection(directions, powerIterations, seed);
    }

    public RandomProjection iterated(int times) {
        return new RandomProjection(oversampling, times, seed);
    }

    public RandomProjection seeded(long other) {
        return new RandomProjection(oversampling, powerIterations, other);
    }
}
