package dev.ricci.cuda.product;

import dev.ricci.backend.DType;

/**
 * Which way a product goes.
 *
 * @param library whether cuBLAS computes it, else our own kernel
 * @param reason  why
 */
record Way(boolean library, String reason) {
    /** Below that many multiplications the cost of a launch is all there is, and ours is the cheaper one. */
    private static final long TINY = 1 << 15;

    /** Calls of cuBLAS that one product may take; our kernel takes any batch in one launch. */
    private static final long MOST_CALLS = 16;

    /** Decides by sizes and strides alone. */
    static Way of(Geometry g, DType type) {
        if (type.isInteger()) {
            return ours("cuBLAS has no product of integers");
        }
        if (g.k() == 0) {
            return ours("there is nothing to add up");
        }
        if (g.count() * g.m() * g.n() <= TINY && g.count() * g.m() * g.n() * g.k() <= TINY) {
            return ours("it is tiny");
        }
        if (!Plain.isPlain(g.m(), g.n(), g.cRow(), g.cCol())) {
            return ours("the result has gaps both ways");
        }
        long calls = 1;
        for (int d = 0; d < g.axes(); d++) {
            calls *= d < g.axes() - 1 ? g.size()[d] : 1;
            if (g.aBatch()[d] < 0 || g.bBatch()[d] < 0 || g.cBatch()[d] < 0) {
                return ours("the batch runs backwards");
            }
        }
        if (calls > MOST_CALLS) {
            return ours("the batch is not one of uniform distances and would take " + calls + " calls of cuBLAS");
        }
        return new Way(true, "matrices that cuBLAS takes");
    }

    private static Way ours(String reason) {
        return new Way(false, reason);
    }
}
