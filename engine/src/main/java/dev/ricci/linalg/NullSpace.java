package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/** What a matrix makes zero. */
public final class NullSpace {
    private NullSpace() {}

    /**
     * An orthonormal basis [.., n, n - rank] of the vectors that A [.., m, n] makes zero, by SVD, for singular values below max(m, n)
     * units in the last place of the largest.
     *
     * @throws IllegalArgumentException where the matrices of a batch differ in rank
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor of(Tensor a) {
        Inputs.matrices("nullSpace", a);
        return of(a, Tolerance.of(a));
    }

    /** As {@link #of(Tensor)}, for singular values up to tolerance times the largest. */
    public static Tensor of(Tensor a, double tolerance) {
        Inputs.matrices("nullSpace", a);
        Tolerance.check("nullSpace", tolerance);
        return Inputs.scoped(() -> {
            Svd svd = Svd.of(a);
            Tensor v = svd.vt().t();
            int rank = commonRank("nullSpace", svd, tolerance);
            return Completed.of(v).slice(-1, rank, Matrices.columns(a)).copy();
        }, a);
    }

    /** The one rank of all matrices of a batch; 0 for a batch of none. */
    static int commonRank(String op, Svd svd, double tolerance) {
        int[] ranks = svd.rank(tolerance).toInts();
        for (int i = 1; i < ranks.length; i++) {
            if (ranks[i] != ranks[0]) {
                throw new IllegalArgumentException(op + ": matrix 0 of the batch has rank " + ranks[0] + ", matrix " + i + " rank "
                        + ranks[i] + ", so that their bases differ in size; take them one by one");
            }
        }
        return ranks.length == 0 ? 0 : ranks[0];
    }
}
