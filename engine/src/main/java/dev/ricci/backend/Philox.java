package dev.ricci.backend;

/**
 * Philox4x32-10, one block: ten rounds of multiplication turn a counter of four words and a key of two into four random words.
 *
 * <p>Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011), section 4.3. Under one key it is a bijection:
 * different counters give different blocks.
 */
public final class Philox {
    /** The words that one counter gives. */
    public static final int WORDS = 4;

    public static final int ROUNDS = 10;
    /** The multipliers of the first and of the third word. */
    public static final long M0 = 0xD251_1F53L;

    public static final long M1 = 0xCD9E_8D57L;
    /** What the words of the key grow by in each round. */
    public static final int W0 = 0x9E37_79B9;

    public static final int W1 = 0xBB67_AE85;

    private static final long LOW = 0xFFFF_FFFFL;

    private Philox() {}

    /** Fills words from at with the block of a counter under a key. */
    public static void block(int[] words, int at, int c0, int c1, int c2, int c3, int k0, int k1) {
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = M0 * (c0 & LOW);
            long p1 = M1 * (c2 & LOW);
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
}
