package dev.ricci.cuda.driver;

import dev.ricci.backend.Check;

/**
 * Indices out of range that kernels have met.
 *
 * <p>A kernel leaves such an element alone and writes an int4: the operation, the index, how many there are to choose from,
 * and 1 more than the position at which the index stands.
 */
public final class IndexFaults extends FaultBlock {
    /** An operation that takes positions as data; the ordinal is what kernels write. */
    public enum Source {
        GATHER("gather", "indices"),
        SCATTER_ADD("scatterAdd", "indices"),
        CROSS_ENTROPY("crossEntropy", "labels"),
        SCATTER("scatter", "indices"),
        TAKE_ALONG("takeAlong", "indices"),
        PUT_ALONG("putAlong", "indices"),
        SCATTER_ADD_ALONG("scatterAddAlong", "indices");

        private final String op;
        private final String what;

        Source(String op, String what) {
            this.op = op;
            this.what = what;
        }
    }

    IndexFaults() {
        super(4);
    }

    /** @throws IllegalArgumentException naming the operation, the index, the limit and the position */
    @Override
    void raise(int[] told) {
        Source source = Source.values()[told[0]];
        Check.indexAt(source.op, source.what, told[1], told[2], Integer.toUnsignedLong(told[3]) - 1);
    }
}
