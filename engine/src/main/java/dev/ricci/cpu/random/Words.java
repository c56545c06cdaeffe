package dev.ricci.cpu.random;

import dev.ricci.cpu.host.Memory;

/** How words become numbers, and numbers memory. */
final class Words {
    private Words() {}

    static long pair(int[] words, int i) {
        return words[2 * i] & 0xFFFF_FFFFL | (long) words[2 * i + 1] << 32;
    }

    /** All 32 bits, in the middle of their interval: never 0 or 1. */
    static double open(int word) {
        return ((word & 0xFFFF_FFFFL) + 0.5) * 0x1p-32;
    }

    /** 52 bits, in the middle of their interval: the most for which the middle is a double. */
    static double open(long pair) {
        return ((pair >>> 12) + 0.5) * 0x1p-52;
    }

    /** Numbers inside (0, 1) from one word each, or from two. */
    static void open(int[] words, double[] p, int n, boolean wide) {
        if (wide) {
            for (int i = 0; i < n; i++) {
                p[i] = open(pair(words, i));
            }
        } else {
            for (int i = 0; i < n; i++) {
                p[i] = open(words[i]);
            }
        }
    }

    /** Writes numbers as float64, or rounded as float32. */
    static void store(double[] x, long address, int n, boolean wide) {
        if (wide) {
            for (int i = 0; i < n; i++) {
                Memory.setDouble(address + 8L * i, x[i]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                Memory.setFloat(address + 4L * i, (float) x[i]);
            }
        }
    }

    static void bits(int[] words, long address, int n) {
        for (int i = 0; i < n; i++) {
            Memory.setInt(address + 4L * i, words[i]);
        }
    }

    static void uniformFloats(int[] words, long address, int n) {
        for (int i = 0; i < n; i++) {
            Memory.setFloat(address + 4L * i, (words[i] >>> 8) * 0x1p-24f);
        }
    }

    static void uniformDoubles(int[] words, long address, int n) {
        for (int i = 0; i < n; i++) {
            Memory.setDouble(address + 8L * i, (pair(words, i) >>> 11) * 0x1p-53);
        }
    }
}
