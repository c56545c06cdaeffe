package dev.ricci.backend;

/**
 * The sizes that blocks come in: multiples of 64 bytes, four to each doubling, so that at most a fifth of a large block is unused.
 */
public final class SizeClass {
    /** Classes up to the largest request that makes sense, 2^50 bytes. */
    public static final int COUNT = index(1L << 50) + 1;

    private static final long UNIT = 64;

    private SizeClass() {}

    /** The number of the smallest class that holds this many bytes. */
    public static int index(long bytes) {
        long last = Math.max(bytes - 1, 0) / UNIT; // the number of the last unit used, from 0
        if (last < 4) {
            return (int) last;
        }
        int doubling = 61 - Long.numberOfLeadingZeros(last);
        return 4 * doubling + (int) (last >>> doubling);
    }

    /** The size of a class's blocks. */
    public static long bytes(int index) {
        if (index < 4) {
            return UNIT * (index + 1);
        }
        int doubling = index / 4 - 1;
        return UNIT * (4 + index % 4 + 1) << doubling;
    }
}
