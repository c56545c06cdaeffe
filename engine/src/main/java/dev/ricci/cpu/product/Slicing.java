package dev.ricci.cpu.product;

/**
 * How a product is cut into slices of C: by its shape alone, never by the number of threads.
 *
 * @param rows rows of a slice
 * @param cols columns of a slice
 * @param down slices one below the other
 * @param across slices side by side
 */
record Slicing(int rows, int cols, int down, int across) {
    /** Multiplications that are worth handing to another thread: about 10 microseconds. */
    static final long WORTH = 1 << 19;

    /** Multiplications of a slice, unless there would be too many slices. */
    private static final long WORK = 1 << 22;

    private static final int MOST = 64;

    /** Slices are whole tiles of every vector width. */
    private static final int ROW_GRAIN = 24;
    private static final int COL_GRAIN = 32;

    int count() {
        return down * across;
    }

    /** Slices as near to squares as the grain allows, because each packs its rows of A and columns of B anew. */
    static Slicing of(int m, int n, int k) {
        long wanted = Math.clamp((long) m * n * k / WORK, 1, MOST);
        if (wanted == 1) {
            return new Slicing(m, n, 1, 1);
        }
        double side = Math.sqrt((double) m * n / wanted);
        int down = (int) Math.clamp(Math.round(m / side), 1, wanted);
        int across = (int) ((wanted + down - 1) / down);
        int rows = grained(m, down, ROW_GRAIN);
        int cols = grained(n, across, COL_GRAIN);
        return new Slicing(rows, cols, (m + rows - 1) / rows, (n + cols - 1) / cols);
    }

    private static int grained(int length, int parts, int grain) {
        int each = (length + parts - 1) / parts;
        return (each + grain - 1) / grain * grain;
    }
}
