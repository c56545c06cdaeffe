package dev.ricci.cpu.loop;

import dev.ricci.cpu.host.Memory;
import java.lang.ref.Cleaner;

/** A thread's own small memory: blocks of elements that stay in the cache, and arrays of addresses. Kept from call to call. */
final class Scratch {
    /** How many elements one block holds, of any type. */
    static final int BLOCK = 1024;

    private static final long BLOCK_BYTES = BLOCK * 8L;
    private static final Cleaner CLEANER = Cleaner.create();
    private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

    private long[] at = new long[16];
    private long memory;
    private int blocks;
    private Cleaner.Cleanable freed;

    private Scratch() {}

    static Scratch mine() {
        return MINE.get();
    }

    /** Addresses for one call of a loop, n at least. */
    long[] at(int n) {
        if (at.length < n) {
            at = new long[n * 2];
        }
        return at;
    }

    /** The address of the first of n blocks that follow each other. Blocks asked for before may move. */
    long blocks(int n) {
        if (blocks < n) {
            if (freed != null) {
                freed.clean();
            }
            long fresh = Memory.allocate(n * BLOCK_BYTES);
            if (fresh == 0) {
                throw new OutOfMemoryError("no memory for " + n + " blocks of " + BLOCK_BYTES + " bytes");
            }
            memory = fresh;
            blocks = n;
            freed = CLEANER.register(this, () -> Memory.free(fresh));
        }
        return memory;
    }

    /** The address of block number i of those that start at an address. */
    static long block(long first, int i) {
        return first + i * BLOCK_BYTES;
    }
}
