package dev.ricci.cpu.random;

import dev.ricci.backend.Philox;
import dev.ricci.cpu.host.Memory;

/**
 * Even integers from low on, without bias.
 *
 * <p>Lemire: Fast random integer generation in an interval, ACM TOMACS 29 (2019), algorithm 5: the upper half of word times count, unless
 * the lower half is one of the 2^32 mod count values that would come too often; then the same word of the next attempt is taken.
 */
record Integers(Doubles low, Doubles count, long key) {
    private static final long LOWER = 0xFFFF_FFFFL;

    void write(int[] words, long address, int n, long first, long block) {
        for (int i = 0; i < n; i++) {
            double wanted = count.at(first + i);
            int x = -1;
            if (wanted >= 1 && wanted <= 0x1p32) {
                long range = (long) wanted;
                long product = (words[i] & LOWER) * range;
                if ((product & LOWER) < range) {
                    product = unbiased(product, range, block + i / Philox.WORDS, i % Philox.WORDS);
                }
                x = (int) low.at(first + i) + (int) (product >>> 32);
            }
            Memory.setInt(address + 4L * i, x);
        }
    }

    private long unbiased(long product, long range, long block, int word) {
        long tooOften = (1L << 32) % range;
        int[] next = new int[Philox.WORDS];
        long p = product;
        for (int attempt = 1; (p & LOWER) < tooOften; attempt++) {
            Philox.block(next, 0, (int) block, (int) (block >>> 32), attempt, 0, (int) key, (int) (key >>> 32));
            p = (next[word] & LOWER) * range;
        }
        return p;
    }
}
