package dev.ricci.linalg;

import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;

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

    Svd svd(Tensor a, int k) {
        Matrices.check("randomizedSvd", a);
        if (k < 1 || k > Matrices.least(a)) {
            throw new IllegalArgumentException("randomizedSvd: 1 to " + Matrices.least(a) + " values of a " + Matrices.rows(a) + " by "
                    + Matrices.columns(a) + " matrix, got " + k);
        }
        try (Scope scope = Scope.open()) {
            Tensor q = range(a, (int) Math.min(Matrices.least(a), (long) k + oversampling));
            Svd small = Svd.of(q.t().matmul(a)); // algorithm 5.1
            Tensor u = q.matmul(small.u().slice(-1, 0, k));
            Tensor s = small.s().slice(-1, 0, k).copy();
            Tensor vt = small.vt().slice(-2, 0, k).copy();
            return new Svd(scope.keep(u), scope.keep(s), scope.keep(vt));
        }
    }

    /**
     * Algorithm 4.4: an orthonormal basis of what A makes of random directions. Directions are made orthonormal anew after every
     * A^T A, on the short side: values below sqrt(epsilon) times the largest are not told apart, and no QR of a tall matrix is spent.
     */
    private Tensor range(Tensor a, int directions) {
        Tensor random = new Generator(a.backend(), seed).normal(a.dtype(), Matrices.columns(a), directions);
        if (Matrices.rows(a) >= Matrices.columns(a)) {
            return Qr.of(a.matmul(repeated(a, random))).q();
        }
        return repeated(a.t(), Qr.of(a.matmul(random)).q());
    }

    /** (A^T A) to the power of the iterations, applied to directions. */
    private Tensor repeated(Tensor a, Tensor directions) {
        Tensor v = directions;
        for (int i = 0; i < powerIterations; i++) {
            v = Qr.of(a.t().matmul(a.matmul(v))).q();
        }
        return v;
    }
}
