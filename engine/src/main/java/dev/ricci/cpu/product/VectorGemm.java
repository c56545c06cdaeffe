package dev.ricci.cpu.product;

/**
 * The product in Vector API code: blocks of B are packed for the second-level cache, tiles of C stay in registers (Goto and van de
 * Geijn, "Anatomy of high-performance matrix multiplication", 2008).
 *
 * <p>A is read where it stands if its rows or its columns are dense: packing it costs a tenth of the time of a product of 256 and
 * gains nothing. So a product may be cut into narrow slices at no cost. The order of summation of an element of C depends on k
 * alone: slices give the same bits as the whole.
 */
public final class VectorGemm implements Gemm {
    /** Columns of B that are packed at once. */
    private static final int BLOCK_COLUMNS = 512;

    /** Rows of A that stay in the second-level cache while columns of B pass. */
    private static final int BLOCK_ROWS = Tile.ROWS * 24;

    /** Bytes of packed B that stay in the first-level cache while rows of A pass. */
    private static final int NEAR_BYTES = 32 << 10;

    private final Tile float32 = new FloatTile();
    private final Tile float64 = new DoubleTile();

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public void float32(int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
            double keep, long c, long cRow) {
        multiply(float32, m, n, k, scale, a, aRow * 4, aCol * 4, b, bRow * 4, bCol * 4, keep, c, cRow * 4);
    }

    @Override
    public void float64(int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
            double keep, long c, long cRow) {
        multiply(float64, m, n, k, scale, a, aRow * 8, aCol * 8, b, bRow * 8, bCol * 8, keep, c, cRow * 8);
    }

    private static int depth(Tile t) {
        return Math.clamp(NEAR_BYTES / (t.columns * t.bytes), 128, 512);
    }

    private static void multiply(Tile t, int m, int n, int k, double scale, long a, long aRow, long aCol,
            long b, long bRow, long bCol, double keep, long c, long cRow) {
        Scratch scratch = Scratch.ofThread();
        int depth = depth(t);
        for (int j = 0; j < n; j += BLOCK_COLUMNS) {
            int cols = Math.min(BLOCK_COLUMNS, n - j);
            for (int p = 0; p == 0 || p < k; p += depth) { // once where k is 0, for keep C
                int deep = Math.min(depth, k - p);
                packColumns(t, cols, deep, b + p * bRow + j * bCol, bRow, bCol, scratch);
                for (int i = 0; i < m; i += BLOCK_ROWS) {
                    int rows = Math.min(BLOCK_ROWS, m - i);
                    block(t, rows, cols, deep, scale, a + i * aRow + p * aCol, aRow, aCol, scratch, p == 0 ? keep : 1,
                            c + i * cRow + j * (long) t.bytes, cRow);
                }
            }
        }
    }

    private static void packColumns(Tile t, int cols, int k, long b, long bRow, long bCol, Scratch scratch) {
        long panel = (long) t.columns * t.bytes * k;
        long to = scratch.columns;
        for (int j = 0; j < cols; j += t.columns) {
            t.packColumns(Math.min(t.columns, cols - j), k, b + j * bCol, bRow, bCol, to, scratch.tile);
            to += panel;
        }
    }

    /** A block of rows times the packed columns. */
    private static void block(Tile t, int rows, int cols, int k, double scale, long a, long aRow, long aCol,
            Scratch scratch, double keep, long c, long cRow) {
        boolean dense = aCol == t.bytes || aRow == t.bytes;
        long panel = (long) Tile.ROWS * t.bytes * k;
        int from = dense ? rows / Tile.ROWS * Tile.ROWS : 0;
        for (int i = from; i < rows; i += Tile.ROWS) { // what has gaps, and the rest of the rows
            t.packRows(Math.min(Tile.ROWS, rows - i), k, a + i * aRow, aRow, aCol, scratch.rows + i / Tile.ROWS * panel);
        }
        long b = scratch.columns;
        for (int j = 0; j < cols; j += t.columns) {
            int wide = Math.min(t.columns, cols - j);
            for (int i = 0; i < rows; i += Tile.ROWS) {
                if (i < from) {
                    t.multiply(k, a + i * aRow, aRow, aCol, b, (long) t.columns * t.bytes, scratch.tile);
                } else {
                    t.multiply(k, scratch.rows + i / Tile.ROWS * panel, t.bytes, (long) Tile.ROWS * t.bytes,
                            b, (long) t.columns * t.bytes, scratch.tile);
                }
                t.merge(Math.min(Tile.ROWS, rows - i), wide, scale, keep, scratch.tile, c + i * cRow + j * (long) t.bytes, cRow);
            }
            b += (long) t.columns * t.bytes * k;
        }
    }
}
