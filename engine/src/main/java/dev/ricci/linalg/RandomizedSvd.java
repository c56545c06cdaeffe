package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;

/**
 * The k largest singular values and their vectors by random projection (Halko, Martinsson &amp; Tropp 2011), with two estimates of what
 * they leave of A. The estimates come from {@value #TESTS} random vectors that the search has not seen, multiplied along with it; they
 * hold whether the search has gone well or not.
 *
 * @param svd       the values and vectors
 * @param bound     [..], above the spectral norm of A - U S V^T but for one case in a million (lemma 4.1 with alpha 4); up to several
 *                  times too large where the values left out are many and alike
 * @param remainder [..], the Frobenius norm of A - U S V^T, right on average in its square and within a third as a rule
 */
public record RandomizedSvd(Svd svd, Tensor bound, Tensor remainder) {
    private static final int TESTS = 10;
    /** alpha sqrt(2 / pi) with alpha = 4: alpha to the power of -TESTS is the probability that the bound does not hold. */
    private static final double ALPHA = 4 * Math.sqrt(2 / Math.PI);
    private static final int FIRST = 16;

    /**
     * Of a matrix [.., m, n] or a batch, by {@link RandomProjection#DEFAULT}.
     *
     * @param k from 1 to min(m, n)
     * @throws NumericalFailure for NaN or infinity
     */
    public static RandomizedSvd of(Tensor a, int k) {
        return of(a, k, RandomProjection.DEFAULT);
    }

    /** {@link #of(Tensor, int)} by other options. */
    public static RandomizedSvd of(Tensor a, int k, RandomProjection options) {
        check(a, k);
        try (Scope scope = Scope.open()) {
            RangeFinder finder = new RangeFinder(a.detach(), directions(a, k, options), TESTS, options);
            Svd found = finder.svd(k);
            Tensor squares = finder.remainder(found).square().sum(-2);
            return new RandomizedSvd(kept(scope, found), scope.keep(squares.max(-1).sqrt().mul(ALPHA)),
                    scope.keep(squares.mean(-1).sqrt()));
        }
    }

    /**
     * As few values of one matrix [m, n] as leave a remainder of tolerance times its Frobenius norm, by doubling the number
     * looked for. Waits for the device.
     *
     * @param tolerance above 0 and below 1
     */
    public static RandomizedSvd within(Tensor a, double tolerance, RandomProjection options) {
        check(a, 1);
        if (a.rank() != 2 || !(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("randomizedSvd: one matrix and a tolerance above 0 and below 1, got a tensor of rank "
                    + a.rank() + " and " + tolerance);
        }
        double allowed = tolerance * a.detach().norm().item();
        int k = Math.min(FIRST, Matrices.least(a));
        while (true) {
            try (Scope scope = Scope.open()) {
                RandomizedSvd found = of(a, k, options);
                double left = found.remainder.item();
                if (left <= allowed || k == Matrices.least(a)) {
                    int needed = needed(found.svd.s().toDoubles(), left, allowed);
                    RandomizedSvd cut = needed == k ? found : of(a, needed, options);
                    kept(scope, cut.svd);
                    return new RandomizedSvd(cut.svd, scope.keep(cut.bound), scope.keep(cut.remainder));
                }
            }
            k = Math.min(2 * k, Matrices.least(a));
        }
    }

    /** The least number of values whose remainder, with that of those never found, is allowed. */
    private static int needed(double[] s, double left, double allowed) {
        int k = s.length;
        double sum = left * left;
        while (k > 1 && sum + s[k - 1] * s[k - 1] <= allowed * allowed) {
            k--;
            sum += s[k] * s[k];
        }
        return k;
    }

    /** Without the estimates, and without what they cost. */
    static Svd plain(Tensor a, int k, RandomProjection options) {
        check(a, k);
        try (Scope scope = Scope.open()) {
            return kept(scope, new RangeFinder(a.detach(), directions(a, k, options), 0, options).svd(k));
        }
    }

    private static Svd kept(Scope scope, Svd found) {
        return new Svd(scope.keep(found.u()), scope.keep(found.s()), scope.keep(found.vt()));
    }

    private static int directions(Tensor a, int k, RandomProjection options) {
        return (int) Math.min(Matrices.least(a), (long) k + options.oversampling());
    }

    private static void check(Tensor a, int k) {
        Inputs.matricesWithoutHistory("randomizedSvd", a);
        if (k < 1 || k > Matrices.least(a)) {
            throw new IllegalArgumentException("randomizedSvd: 1 to " + Matrices.least(a) + " values of a " + Matrices.rows(a) + " by "
                    + Matrices.columns(a) + " matrix, got " + k);
        }
    }
}
