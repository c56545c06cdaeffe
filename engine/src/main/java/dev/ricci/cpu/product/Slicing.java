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
    /** Multiplications that are worth handing to another thread: about 20 microseconds. */
    static final long WORTH = 1 << 20;

    private static final int MOST = 64;

    int count() {
        return down * across;
    }

    static Slicing of(Gemm gemm, int m, int n, int k) {
        double work = (double) m * n * k / WORTH;
        if (work < 2) {
            return new Slicing(m, n, 1, 1);
        }
        int wanted = (int) Math.min(work, MOST);
        return gemm instanceof OpenBlasGemm ? wide(m, n, wanted) : narrow(m, n, k, wanted);
    }

    /**
     * For a library that packs A and B in each call: measured on two cores, strips of 256 columns and all rows lose 4 % at 1024, strips
     * of 128 lose 7 %, squares of 256 lose 13 %. Smaller products take narrower strips, to be cut at all.
     */
    private static Slicing wide(int m, int n, int wanted) {
        int strip = Math.clamp(n / (m > n ? 2 : 4), 128, 256); // narrow strips pack a tall A too often
        int across = Math.clamp(n / strip, 1, wanted);
        int least = across > 1 ? 1024 : 64;
        int down = Math.clamp(m / least, 1, (wanted + across - 1) / across);
        return cut(m, n, down, across, 8, 32);
    }

    /**
     * For code that reads A where it stands: strips of 64 columns, and rows where that makes too few; grains are whole tiles.
     *
     * <p>Each strip reads all of A, which costs more the farther away A is. Measured on two cores with 32 MB of third-level cache,
     * against OpenBLAS: 4096 in strips of 64 columns 0.64, of 512 0.82; 2048 in strips of 64 0.84, of 128 0.87, of 512 0.76.
     */
    private static Slicing narrow(int m, int n, int k, int wanted) {
        long sizeOfA = (long) m * k;
        int strip = sizeOfA >= 1 << 24 ? 512 : sizeOfA >= 1 << 22 ? 128 : 64;
        int across = Math.clamp(n / strip, 1, wanted);
        int down = Math.clamp(m / 96, 1, (wanted + across - 1) / across);
        return cut(m, n, down, across, 24, 32);
    }

    private static Slicing cut(int m, int n, int down, int across, int rowGrain, int colGrain) {
        int rows = grained(m, down, rowGrain);
        int cols = grained(n, across, colGrain);
        return new Slicing(rows, cols, (m + rows - 1) / rows, (n + cols - 1) / cols);
    }

    private static int grained(int length, int parts, int grain) {
        int each = (length + parts - 1) / parts;
        return Math.min(length, (each + grain - 1) / grain * grain);
    }
}
