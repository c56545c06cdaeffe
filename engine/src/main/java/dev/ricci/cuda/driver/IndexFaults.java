package dev.ricci.cuda.driver;

import dev.ricci.backend.Check;

/**
 * Indices out of range that kernels have met.
 *
 * <p>A kernel leaves such an element alone and writes an int4: the operation, the index, how many there are to choose from, and 1.
 */
public final class IndexFaults extends FaultBlock {
    /** An operation that takes positions as data; the ordinal is what kernels write. */
    public enum Source {
        GATHER("gather", "indices"),
        SCATTER_ADD("scatterAdd", "indices"),
        CROSS_ENTROPY("crossEntropy", "labels");

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

    /** @throws IllegalArgumentException naming the operation, the index and the limit */
    @Override
    void raise(int[] told) {
        Source source = Source.values()[told[0]];
        Check.range(source.op, source.what, told[1], told[1], told[2]);
    }
}
