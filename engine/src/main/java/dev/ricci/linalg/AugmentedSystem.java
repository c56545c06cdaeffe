package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/**
 * The system R + M X = B, M^T R = C for M [.., m, n] of full rank, m at least n: for C = 0 the least squares solution X and what it leaves,
 * R; for B = 0 the least R with M^T R = C. Solved by QR and refined by residuals of twice the precision (Bjorck 1967, 1968).
 */
final class AugmentedSystem {
    private static final int MOST_STEPS = 10;

    private final Tensor m;
    private final Qr qr;
    private final boolean[] refined;

    /**
     * @param qr of m
     * @param refined for each matrix of the batch, whether its solutions are refined
     */
    AugmentedSystem(Tensor m, Qr qr, boolean[] refined) {
        this.m = m;
        this.qr = qr;
        this.refined = refined;
    }

    record Solution(Tensor r, Tensor x) {}

    /** For B [.., m, k] and C [.., n, k] with all leading axes, one of them null for 0; what is refined to the end is the other's. */
    Solution solve(Tensor b, Tensor c) {
        boolean leastSquares = c == null;
        Tensor known = leastSquares ? b : c;
        int[] batch = Matrices.batch(known);
        int k = Matrices.columns(known);
        Tensor right = leastSquares ? b : zeros(known, batch, Matrices.rows(m), k);
        Tensor below = leastSquares ? zeros(known, batch, Matrices.columns(m), k) : c;
        Solution found = once(right, below);
        RefinementProgress progress = new RefinementProgress(batch, k, Matrices.batch(m), refined);
        if (!progress.goesOn()) {
            return found;
        }
        Residuals residuals = Residuals.of(m, right, below, progress);
        for (int step = 0; step < MOST_STEPS && progress.goesOn(); step++) {
            Tensor[] left = residuals.of(found);
            Solution change = once(left[0], left[1]);
            boolean[] take = leastSquares ? progress.taken(change.x, found.x) : progress.taken(change.r, found.r);
            Tensor mask = Tensor.of(take, Matrices.shape(batch, 1, k)).to(m.backend());
            found = new Solution(mask.where(found.r.add(change.r), found.r), mask.where(found.x.add(change.x), found.x));
        }
        return found;
    }

    private static Tensor zeros(Tensor like, int[] batch, int rows, int columns) {
        return Tensor.of(like.backend().allocate(like.dtype())).fullLike(0).broadcastTo(Matrices.shape(batch, rows, columns));
    }

    /** With M = Q T: T^T h = C, d = Q^T B, T X = d - h, R = B - Q d + Q h. */
    private Solution once(Tensor b, Tensor c) {
        Tensor h = Solve.lower(qr.r().t(), c);
        Tensor rest = qr.q().t().matmul(b).sub(h);
        return new Solution(b.sub(qr.q().matmul(rest)), Solve.upper(qr.r(), rest));
    }
}
