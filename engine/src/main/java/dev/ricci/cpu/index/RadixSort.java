package dev.ricci.cpu.index;

import dev.ricci.cpu.host.Memory;

/**
 * Finds the stable ascending order of unsigned keys by their bytes, the lowest first (Knuth, The Art of Computer Programming 3, 5.2.5).
 *
 * <p>Few keys are sorted by insertion. A byte that all keys share costs no pass.
 */
final class RadixSort {
    private static final int FEW = 48;
    private static final int DIGITS = 256;

    private RadixSort() {}

    /** The bytes of memory that sorting n keys needs: keys and positions, twice. */
    static long scratch(int n) {
        return 2L * n * (Long.BYTES + Integer.BYTES);
    }

    /**
     * Sorts the n keys (longs) at the start of the scratch memory.
     *
     * @param bits how many low bits of the keys count; the others are 0
     * @return the address of n ints: where the smallest key stood, the next, and so on
     */
    static long sort(long scratch, int n, int bits) {
        long keys = scratch;
        long spareKeys = keys + (long) n * Long.BYTES;
        long order = spareKeys + (long) n * Long.BYTES;
        long spareOrder = order + (long) n * Integer.BYTES;
        for (int i = 0; i < n; i++) {
            Memory.setInt(order + (long) i * Integer.BYTES, i);
        }
        if (n <= FEW) {
            insert(keys, order, n);
            return order;
        }
        int[][] counts = counts(keys, n, bits / 8);
        for (int digit = 0; digit < bits / 8; digit++) {
            if (shared(counts[digit], n)) {
                continue;
            }
            pass(keys, order, spareKeys, spareOrder, n, 8 * digit, counts[digit]);
            long k = keys;
            keys = spareKeys;
            spareKeys = k;
            long o = order;
            order = spareOrder;
            spareOrder = o;
        }
        return order;
    }

    private static void insert(long keys, long order, int n) {
        for (int i = 1; i < n; i++) {
            long key = Memory.getLong(keys + (long) i * Long.BYTES);
            int at = Memory.getInt(order + (long) i * Integer.BYTES);
            int j = i;
            while (j > 0 && Long.compareUnsigned(Memory.getLong(keys + (j - 1L) * Long.BYTES), key) > 0) {
                Memory.setLong(keys + (long) j * Long.BYTES, Memory.getLong(keys + (j - 1L) * Long.BYTES));
                Memory.setInt(order + (long) j * Integer.BYTES, Memory.getInt(order + (j - 1L) * Integer.BYTES));
                j--;
            }
            Memory.setLong(keys + (long) j * Long.BYTES, key);
            Memory.setInt(order + (long) j * Integer.BYTES, at);
        }
    }

    private static int[][] counts(long keys, int n, int digits) {
        int[][] counts = new int[digits][DIGITS];
        for (int i = 0; i < n; i++) {
            long key = Memory.getLong(keys + (long) i * Long.BYTES);
            for (int d = 0; d < digits; d++) {
                counts[d][(int) (key >>> 8 * d) & 0xFF]++;
            }
        }
        return counts;
    }

    private static boolean shared(int[] counts, int n) {
        for (int c : counts) {
            if (c != 0) {
                return c == n;
            }
        }
        return true;
    }

    private static void pass(long keys, long order, long toKeys, long toOrder, int n, int shift, int[] counts) {
        int[] next = new int[DIGITS];
        for (int d = 1; d < DIGITS; d++) {
            next[d] = next[d - 1] + counts[d - 1];
        }
        for (int i = 0; i < n; i++) {
            long key = Memory.getLong(keys + (long) i * Long.BYTES);
            int to = next[(int) (key >>> shift) & 0xFF]++;
            Memory.setLong(toKeys + (long) to * Long.BYTES, key);
            Memory.setInt(toOrder + (long) to * Integer.BYTES, Memory.getInt(order + (long) i * Integer.BYTES));
        }
    }
}
