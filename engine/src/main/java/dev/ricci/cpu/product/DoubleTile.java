package dev.ricci.cpu.product;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.DOUBLE;

import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The tile of float64, in vectors of the machine's preferred width. */
final class DoubleTile extends Tile {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = S.length();
    private static final long WIDTH = S.vectorByteSize();
    private static final int PATCH = 16;
    private static final VectorSpecies<Long> BITS = LongVector.SPECIES_PREFERRED;

    /** Lanes of two vectors taken in turn: the first halves, the second halves. */
    private static final LongVector LOW = LongVector.fromArray(BITS, zip(0), 0);

    private static final LongVector HIGH = LongVector.fromArray(BITS, zip(LANES / 2), 0);

    DoubleTile() {
        super(2 * LANES, Double.BYTES);
    }

    private static long[] zip(int from) {
        long[] lanes = new long[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = from + i / 2 + i % 2 * LANES;
        }
        return lanes;
    }

    @Override
    void multiply(int k, long a, long aRow, long aCol, long b, long bRow, long tile) {
        DoubleVector c00 = DoubleVector.zero(S);
        DoubleVector c01 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S);
        DoubleVector c11 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S);
        DoubleVector c21 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S);
        DoubleVector c31 = DoubleVector.zero(S);
        DoubleVector c40 = DoubleVector.zero(S);
        DoubleVector c41 = DoubleVector.zero(S);
        DoubleVector c50 = DoubleVector.zero(S);
        DoubleVector c51 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = load(b);
            DoubleVector b1 = load(b + WIDTH);
            DoubleVector x = broadcast(a);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = broadcast(a + aRow);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = broadcast(a + 2 * aRow);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = broadcast(a + 3 * aRow);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = broadcast(a + 4 * aRow);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = broadcast(a + 5 * aRow);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            a += aCol;
            b += bRow;
        }
        store(c00, tile);
        store(c01, tile + WIDTH);
        store(c10, tile + 2 * WIDTH);
        store(c11, tile + 3 * WIDTH);
        store(c20, tile + 4 * WIDTH);
        store(c21, tile + 5 * WIDTH);
        store(c30, tile + 6 * WIDTH);
        store(c31, tile + 7 * WIDTH);
        store(c40, tile + 8 * WIDTH);
        store(c41, tile + 9 * WIDTH);
        store(c50, tile + 10 * WIDTH);
        store(c51, tile + 11 * WIDTH);
    }

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    private static DoubleVector broadcast(long address) {
        return DoubleVector.broadcast(S, ALL.get(DOUBLE, address));
    }

    private static void store(DoubleVector v, long address) {
        v.intoMemorySegment(ALL, address, ORDER);
    }

    @Override
    void merge(int rows, int cols, double scale, double keep, long tile, long c, long cRow) {
        if (cols < columns) {
            mergeEdge(rows, cols, scale, keep, tile, c, cRow);
        } else if (keep == 0) {
            replace(rows, scale, tile, c, cRow);
        } else {
            add(rows, scale, keep, tile, c, cRow);
        }
    }

    private static void replace(int rows, double scale, long tile, long c, long cRow) {
        DoubleVector s = DoubleVector.broadcast(S, scale);
        for (int i = 0; i < rows; i++) {
            DoubleVector x = load(tile).mul(s);
            DoubleVector y = load(tile + WIDTH).mul(s);
            store(x, c);
            store(y, c + WIDTH);
            tile += 2 * WIDTH;
            c += cRow;
        }
    }

    private static void add(int rows, double scale, double keep, long tile, long c, long cRow) {
        DoubleVector s = DoubleVector.broadcast(S, scale);
        DoubleVector t = DoubleVector.broadcast(S, keep);
        for (int i = 0; i < rows; i++) {
            DoubleVector x = load(tile).mul(s);
            DoubleVector y = load(tile + WIDTH).mul(s);
            store(load(c).fma(t, x), c);
            store(load(c + WIDTH).fma(t, y), c + WIDTH);
            tile += 2 * WIDTH;
            c += cRow;
        }
    }

    private static void mergeEdge(int rows, int cols, double scale, double keep, long tile, long c, long cRow) {
        DoubleVector s = DoubleVector.broadcast(S, scale);
        DoubleVector t = DoubleVector.broadcast(S, keep);
        for (int j = 0; j < cols; j += LANES) {
            VectorMask<Double> inside = S.indexInRange(j, cols);
            for (int i = 0; i < rows; i++) {
                long to = c + i * cRow + j * (long) Double.BYTES;
                DoubleVector v = load(tile + 2 * i * WIDTH + j * (long) Double.BYTES).mul(s);
                if (keep != 0) {
                    v = DoubleVector.fromMemorySegment(S, ALL, to, ORDER, inside).fma(t, v);
                }
                v.intoMemorySegment(ALL, to, ORDER, inside);
            }
        }
    }

    @Override
    void packRows(int rows, int k, long a, long aRow, long aCol, long to) {
        for (int i = 0; i < ROWS; i++) {
            long from = a + i * aRow;
            long at = to + i * (long) Double.BYTES;
            for (int p = 0; p < k; p++) {
                Memory.setDouble(at, i < rows ? Memory.getDouble(from) : 0);
                from += aCol;
                at += ROWS * Double.BYTES;
            }
        }
    }

    @Override
    void packColumns(int cols, int k, long b, long bRow, long bCol, long to, long scratch) {
        if (cols == columns && bCol == Double.BYTES) {
            for (int p = 0; p < k; p++) {
                store(load(b + p * bRow), to + 2 * p * WIDTH);
                store(load(b + p * bRow + WIDTH), to + (2 * p + 1) * WIDTH);
            }
            return;
        }
        int p = 0;
        if (cols == columns && bRow == Double.BYTES) {
            for (; p + LANES <= k; p += LANES) {
                transpose(b + p * bRow, bCol, to + 2 * p * WIDTH, scratch);
                transpose(b + p * bRow + LANES * bCol, bCol, to + (2 * p + 1) * WIDTH, scratch);
            }
        }
        for (; p < k; p += PATCH) {
            packPatch(cols, Math.min(PATCH, k - p), b + p * bRow, bRow, bCol, to + 2 * p * WIDTH);
        }
    }

    /** A square of LANES by LANES, by log2 LANES perfect shuffles (Stone, "Parallel processing with the perfect shuffle", 1971). */
    private static void transpose(long from, long fromRow, long to, long scratch) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            long next = half == 1 ? to : scratch;
            long nextRow = half == 1 ? 2 * WIDTH : WIDTH;
            for (int i = 0; i < LANES / 2; i++) {
                LongVector x = loadBits(from + i * fromRow);
                LongVector y = loadBits(from + (i + LANES / 2) * fromRow);
                LOW.selectFrom(x, y).intoMemorySegment(ALL, next + 2 * i * nextRow, ORDER);
                HIGH.selectFrom(x, y).intoMemorySegment(ALL, next + (2 * i + 1) * nextRow, ORDER);
            }
            from = next;
            fromRow = nextRow;
            scratch += LANES * WIDTH;
        }
    }

    private static LongVector loadBits(long address) {
        return LongVector.fromMemorySegment(BITS, ALL, address, ORDER);
    }

    /** A few k of all columns: of a transposed B, each line of cache is then read once. */
    private static void packPatch(int cols, int k, long b, long bRow, long bCol, long to) {
        for (int j = 0; j < 2 * LANES; j++) {
            long from = b + j * bCol;
            long at = to + j * (long) Double.BYTES;
            for (int p = 0; p < k; p++) {
                Memory.setDouble(at, j < cols ? Memory.getDouble(from) : 0);
                from += bRow;
                at += 2 * WIDTH;
            }
        }
    }
}
