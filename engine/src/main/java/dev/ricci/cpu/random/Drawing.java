package dev.ricci.cpu.random;

import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Turns the generator's words into numbers of a distribution, in memory without gaps. */
public final class Drawing {
    /** Blocks made at once: their words stay in the nearest cache. */
    private static final int BLOCKS = 1024;

    private Drawing() {}

    /** The number of counters that n elements use up. */
    public static long blocks(DType type, long n) {
        int perBlock = perBlock(type);
        return (n + perBlock - 1) / perBlock;
    }

    private static int perBlock(DType type) {
        return type == DType.FLOAT64 ? Philox.WORDS / 2 : Philox.WORDS;
    }

    /**
     * Fills n elements from an address, the first from the first word of a counter.
     *
     * @throws IllegalArgumentException where the type cannot hold the distribution
     */
    public static void fill(Pool pool, Draw draw, DType type, long address, long n, long counter, long key) {
        Writer writer = writer(draw, type);
        int per = perBlock(type);
        pool.range(blocks(type, n), BLOCKS, (first, end) -> {
            int[] words = new int[Philox.WORDS * BLOCKS];
            for (long b = first; b < end; b += BLOCKS) {
                int blocks = (int) Math.min(BLOCKS, end - b);
                Philox.blocks(words, blocks, counter + b, key);
                writer.write(words, address + b * per * type.bytes(), (int) Math.min((long) blocks * per, n - b * per));
            }
        });
    }

    /** Writes n elements from words. */
    @FunctionalInterface
    private interface Writer {
        void write(int[] words, long address, int n);
    }

    private static Writer writer(Draw draw, DType type) {
        boolean wide = type == DType.FLOAT64;
        boolean fits = draw == Draw.BITS ? type == DType.INT32 : type == DType.FLOAT32 || type == DType.FLOAT64;
        if (!fits) {
            throw new IllegalArgumentException("random: " + draw + " into " + type + "; BITS go into int32, UNIFORM and NORMAL into"
                    + " float32 or float64");
        }
        return switch (draw) {
            case BITS -> Drawing::bits;
            case UNIFORM -> wide ? Drawing::uniformDoubles : Drawing::uniformFloats;
            case NORMAL -> wide ? Drawing::normalDoubles : Drawing::normalFloats;
        };
    }

    private static void bits(int[] words, long address, int n) {
        for (int i = 0; i < n; i++) {
            Memory.setInt(address + 4L * i, words[i]);
        }
    }

    private static void uniformFloats(int[] words, long address, int n) {
        for (int i = 0; i < n; i++) {
            Memory.setFloat(address + 4L * i, (words[i] >>> 8) * 0x1p-24f);
        }
    }

    private static void uniformDoubles(int[] words, long address, int n) {
        for (int i = 0; i < n; i++) {
            Memory.setDouble(address + 8L * i, (pair(words, i) >>> 11) * 0x1p-53);
        }
    }

    /** All 32 bits, in the middle of their interval: never 0 or 1. */
    private static void normalFloats(int[] words, long address, int n) {
        for (int i = 0; i < n; i++) {
            double p = ((words[i] & 0xFFFF_FFFFL) + 0.5) * 0x1p-32;
            Memory.setFloat(address + 4L * i, (float) NormalQuantile.at(p));
        }
    }

    /** 52 bits, in the middle of their interval: the most for which the middle is a double. */
    private static void normalDoubles(int[] words, long address, int n) {
        for (int i = 0; i < n; i++) {
            double p = ((pair(words, i) >>> 12) + 0.5) * 0x1p-52;
            Memory.setDouble(address + 8L * i, NormalQuantile.at(p));
        }
    }

    private static long pair(int[] words, int i) {
        return words[2 * i] & 0xFFFF_FFFFL | (long) words[2 * i + 1] << 32;
    }
}
