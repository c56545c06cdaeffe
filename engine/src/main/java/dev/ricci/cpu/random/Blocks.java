package dev.ricci.cpu.random;

import dev.ricci.backend.Philox;
import dev.ricci.cpu.host.VectorApi;

/** Many blocks of Philox at once. */
final class Blocks {
    private static final int TILE = 64;
    private static final long LOW = 0xFFFF_FFFFL;

    private Blocks() {}

    /** Fills words with those of the counters counter, counter + 1, ..., whose upper 64 bits are 0. */
    static void fill(int[] words, int blocks, long counter, long key) {
        int made = VectorApi.present() ? PhiloxLanes.fill(words, blocks, counter, key) : plain(words, blocks, counter, key);
        for (int b = made; b < blocks; b++) {
            long number = counter + b;
            Philox.block(words, Philox.WORDS * b, (int) number, (int) (number >>> 32), 0, 0, (int) key, (int) (key >>> 32));
        }
    }

    /**
     * Round by round over many blocks at once, each word of the counters in a stretch of its own: loops that the compiler turns
     * into vectors.
     *
     * @return how many blocks have been made
     */
    static int plain(int[] words, int blocks, long counter, long key) {
        int whole = blocks / TILE * TILE;
        long[] c = new long[Philox.WORDS * TILE];
        for (int first = 0; first < whole; first += TILE) {
            for (int b = 0; b < TILE; b++) {
                long number = counter + first + b;
                c[b] = number & LOW;
                c[b + TILE] = number >>> 32;
                c[b + 2 * TILE] = 0;
                c[b + 3 * TILE] = 0;
            }
            int k0 = (int) key;
            int k1 = (int) (key >>> 32);
            for (int round = 0; round < Philox.ROUNDS; round++) {
                round(c, k0 & LOW, k1 & LOW);
                k0 += Philox.W0;
                k1 += Philox.W1;
            }
            for (int b = 0; b < TILE; b++) {
                int at = Philox.WORDS * (first + b);
                words[at] = (int) c[b];
                words[at + 1] = (int) c[b + TILE];
                words[at + 2] = (int) c[b + 2 * TILE];
                words[at + 3] = (int) c[b + 3 * TILE];
            }
        }
        return whole;
    }

    private static void round(long[] c, long k0, long k1) {
        for (int b = 0; b < TILE; b++) {
            long p0 = Philox.M0 * c[b];
            long p1 = Philox.M1 * c[b + 2 * TILE];
            c[b] = p1 >>> 32 ^ c[b + TILE] ^ k0;
            c[b + TILE] = p1 & LOW;
            c[b + 2 * TILE] = p0 >>> 32 ^ c[b + 3 * TILE] ^ k1;
            c[b + 3 * TILE] = p0 & LOW;
        }
    }
}
