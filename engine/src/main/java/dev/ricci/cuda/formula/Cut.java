package dev.ricci.cuda.formula;

import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;

/**
 * How the work of a reduction is given to blocks and threads, as {@code Cut} in reduce.cuh has it. All follows from the shape.
 *
 * @param kept    results
 * @param pieces  of one result
 * @param share   pieces of one chunk
 * @param reduced how many axes are reduced
 * @param logLanes the binary logarithm of the results a block makes
 * @param columns whether neighbouring threads have neighbouring results
 * @param partial where the results of chunks go; null where there is one chunk
 */
record Cut(Reduction reduction, int kept, int pieces, int share, int reduced, int logLanes, boolean columns, View partial) {
    private static final int BLOCK = Interpreter.BLOCK;
    /** A thread adds no more numbers to a running result. */
    private static final int MOST_PIECES = 64;
    /** A row is not worth more threads while each has less to do than this, and there are many rows. */
    private static final int FEW_PIECES = 4;
    /** So many blocks keep every device busy. */
    private static final int BUSY = 1 << 10;
    /** Chunks are rows of blocks, of which a grid has no more. */
    private static final int MOST_CHUNKS = 65535;

    static Cut of(Reduction r, int kept, int pieces, int reduced, boolean columns) {
        int group = Math.min(BLOCK, ceilPower(pieces));
        if (columns) {
            group = Math.min(group, BLOCK / Math.min(32, ceilPower(kept)));
        }
        int least = columns ? 1 : 8; // eight threads read a line of memory along a row
        while (group > least && pieces < FEW_PIECES * group && blocks(kept, BLOCK / group) > BUSY) {
            group /= 2;
        }
        int lanes = BLOCK / group;
        long most = (pieces + (long) group * MOST_PIECES - 1) / ((long) group * MOST_PIECES);
        long chunks = most;
        int blocks = blocks(kept, lanes);
        if (blocks < BUSY / 2 && pieces > 16 * group) {
            long enough = (BUSY / 2 + blocks - 1) / blocks;
            chunks = Math.max(most, Math.min(enough, pieces / (4 * group)));
        }
        chunks = Math.min(chunks, MOST_CHUNKS);
        long rounds = ((pieces + chunks - 1) / chunks + group - 1) / group;
        return new Cut(r, kept, pieces, (int) (rounds * group), reduced, Integer.numberOfTrailingZeros(lanes), columns, null);
    }

    private static int blocks(int kept, int lanes) {
        return (int) ((kept + (long) lanes - 1) / lanes);
    }

    private static int ceilPower(int n) {
        return n > 1 << 30 ? 1 << 30 : Math.max(1, Integer.highestOneBit(2 * n - 1));
    }

    int blocks() {
        return blocks(kept, 1 << logLanes);
    }

    int chunks() {
        return (int) ((pieces + (long) share - 1) / share);
    }

    Cut into(View results) {
        return new Cut(reduction, kept, pieces, share, reduced, logLanes, columns, results);
    }

    /** The number of a reduction in reduce.cuh. */
    static int kind(Reduction r) {
        return switch (r) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> 2;
            case MIN -> 3;
        };
    }

    void write(Arguments a) {
        a.begin(8).int32(kept).int32(pieces).int32(share).int32(reduced).int32(logLanes).int32(columns ? 1 : 0);
        a.int32(kind(reduction)).int32(partial == null ? 0 : 1);
        a.addressOrNull(partial).end(8);
    }
}
