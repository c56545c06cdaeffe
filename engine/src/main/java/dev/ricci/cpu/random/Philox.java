package dev.ricci.cpu.random;

/**
 * Philox4x32-10: ten rounds of multiplication turn a counter and a key into four random words.
 *
 * <p>Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011), section 4.3.
 */
public final class Philox {
    /** The words that one counter gives. */
    public static final int WORDS = 4;

    private static final int ROUNDS = 10;
    private static final long M0 = 0xD251_1F53L;
    private static final long M1 = 0xCD9E_8D57L;
    private static final int W0 = 0x9E37_79B9;
    private static final int W1 = 0xBB67_AE85;

    private Philox() {}

    /** Fills words from at with the four words of a counter of four words under a key of two. */
    static void block(int[] words, int at, int c0, int c1, int c2, int c3, int k0, int k1) {
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = M0 * (c0 & 0xFFFF_FFFFL);
            long p1 = M1 * (c2 & 0xFFFF_FFFFL);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        words[at] = c0;
        words[at + 1] = c1;
        words[at + 2] = c2;
        words[at + 3] = c3;
    }

    /** Fills words with those of the counters counter, counter + 1, ..., whose upper 64 bits are 0. */
    static void blocks(int[] words, int blocks, long counter, long key) {
        for (int b = 0; b < blocks; b++) {
            long c = counter + b;
            block(words, WORDS * b, (int) c, (int) (c >>> 32), 0, 0, (int) key, (int) (key >>> 32));
        }
    }
}
