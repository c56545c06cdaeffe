package dev.ricci.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.ricci.backend.Check;
import java.lang.foreign.MemorySegment;

/**
 * Indices out of range that kernels have met.
 *
 * <p>A kernel cannot throw. It leaves such an element alone and writes four numbers into this block of the host's memory: the
 * operation, the index, how many there are to choose from, and 1 for "something is here". Who waits for the device next looks there.
 */
public final class IndexFaults {
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

    private static final int BYTES = 16;

    private final PinnedMemory memory;
    private final MemorySegment words;

    IndexFaults() {
        memory = new PinnedMemory(BYTES);
        words = memory.segment().asSlice(0, BYTES);
        words.fill((byte) 0);
    }

    /** Where kernels write, an int4. */
    public long address() {
        return words.address();
    }

    /** @throws IllegalArgumentException naming the first fault met; it is then forgotten */
    void check() {
        if (words.get(JAVA_INT, 12) != 0) {
            Source source = Source.values()[words.get(JAVA_INT, 0)];
            int index = words.get(JAVA_INT, 4);
            int limit = words.get(JAVA_INT, 8);
            words.fill((byte) 0);
            Check.range(source.op, source.what, index, index, limit);
        }
    }

    void close() {
        memory.close();
    }
}
