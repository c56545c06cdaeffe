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
    private static final int TILE = 256;
    private static final long LOW = 0xFFFF_FFFFL;
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

    /**
     * Fills words with those of the counters counter, counter + 1, ..., whose upper 64 bits are 0.
     *
     * <p>Round by round over many blocks at once, each word of the counters in a stretch of its own: loops that the compiler turns
     * into vectors.
     */
    static void blocks(int[] words, int blocks, long counter, long key) {
        long[] c = new long[WORDS * TILE];
        for (int first = 0; first < blocks; first += TILE) {
            int n = Math.min(TILE, blocks - first);
            for (int b = 0; b < n; b++) {
                long number = counter + first + b;
                c[b] = number & LOW;
                c[b + TILE] = number >>> 32;
                c[b + 2 * TILE] = 0;
                c[b + 3 * TILE] = 0;
            }
            int k0 = (int) key;
            int k1 = (int) (key >>> 32);
            for (int round = 0; round < ROUNDS; round++) {
                round(c, n, k0 & LOW, k1 & LOW);
                k0 += W0;
                k1 += W1;
            }
            for (int b = 0; b < n; b++) {
                int at = WORDS * (first + b);
                words[at] = (int) c[b];
                words[at + 1] = (int) c[b + TILE];
                words[at + 2] = (int) c[b + 2 * TILE];
                words[at + 3] = (int) c[b + 3 * TILE];
            }
        }
    }

    private static void round(long[] c, int n, long k0, long k1) {
        for (int b = 0; b < n; b++) {
            long p0 = M0 * c[b];
            long p1 = M1 * c[b + 2 * TILE];
            c[b] = p1 >>> 32 ^ c[b + TILE] ^ k0;
            c[b + TILE] = p1 & LOW;
            c[b + 2 * TILE] = p0 >>> 32 ^ c[b + 3 * TILE] ^ k1;
            c[b + 3 * TILE] = p0 & LOW;
        }
    }
}
