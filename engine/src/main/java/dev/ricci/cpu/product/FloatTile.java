package dev.ricci.cpu.product;

import static dev.ricci.cpu.host.Memory.ALL;
import static dev.ricci.cpu.host.Memory.FLOAT;

import dev.ricci.cpu.host.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The tile of float32, in vectors of the machine's preferred width. */
final class FloatTile extends Tile {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = S.length();
    private static final long WIDTH = S.vectorByteSize();
    private static final int PATCH = 16;
    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;

    /** Lanes of two vectors taken in turn: the first halves, the second halves. */
    private static final IntVector LOW = IntVector.fromArray(BITS, zip(0), 0);

    private static final IntVector HIGH = IntVector.fromArray(BITS, zip(LANES / 2), 0);

    FloatTile() {
        super(2 * LANES, Float.BYTES);
    }

    private static int[] zip(int from) {
        int[] lanes = new int[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = from + i / 2 + i % 2 * LANES;
        }
        return lanes;
    }

    @Override
    void multiply(int k, long a, long aRow, long aCol, long b, long bRow, long tile) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S);
        FloatVector c41 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S);
        FloatVector c51 = FloatVector.zero(S);
        for (int p = 0; p < k; p++) {
            FloatVector b0 = load(b);
            FloatVector b1 = load(b + WIDTH);
            FloatVector x = broadcast(a);
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

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    private static FloatVector broadcast(long address) {
        return FloatVector.broadcast(S, ALL.get(FLOAT, address));
    }

    private static void store(FloatVector v, long address) {
        v.intoMemorySegment(ALL, address, ORDER);
    }

    @Override
    void merge(int rows, int cols, double scale, double keep, long tile, long c, long cRow) {
        if (cols < columns) {
            mergeEdge(rows, cols, (float) scale, (float) keep, tile, c, cRow);
        } else if (keep == 0) {
            replace(rows, (float) scale, tile, c, cRow);
        } else {
            add(rows, (float) scale, (float) keep, tile, c, cRow);
        }
    }

    private static void replace(int rows, float scale, long tile, long c, long cRow) {
        FloatVector s = FloatVector.broadcast(S, scale);
        for (int i = 0; i < rows; i++) {
            FloatVector x = load(tile).mul(s);
            FloatVector y = load(tile + WIDTH).mul(s);
            store(x, c);
            store(y, c + WIDTH);
            tile += 2 * WIDTH;
            c += cRow;
        }
    }

    private static void add(int rows, float scale, float keep, long tile, long c, long cRow) {
        FloatVector s = FloatVector.broadcast(S, scale);
        FloatVector t = FloatVector.broadcast(S, keep);
        for (int i = 0; i < rows; i++) {
            FloatVector x = load(tile).mul(s);
            FloatVector y = load(tile + WIDTH).mul(s);
            store(load(c).fma(t, x), c);
            store(load(c + WIDTH).fma(t, y), c + WIDTH);
            tile += 2 * WIDTH;
            c += cRow;
        }
    }

    private static void mergeEdge(int rows, int cols, float scale, float keep, long tile, long c, long cRow) {
        FloatVector s = FloatVector.broadcast(S, scale);
        FloatVector t = FloatVector.broadcast(S, keep);
        for (int j = 0; j < cols; j += LANES) {
            VectorMask<Float> inside = S.indexInRange(j, cols);
            for (int i = 0; i < rows; i++) {
                long to = c + i * cRow + j * (long) Float.BYTES;
                FloatVector v = load(tile + 2 * i * WIDTH + j * (long) Float.BYTES).mul(s);
                if (keep != 0) {
                    v = FloatVector.fromMemorySegment(S, ALL, to, ORDER, inside).fma(t, v);
                }
                v.intoMemorySegment(ALL, to, ORDER, inside);
            }
        }
    }

    @Override
    void packRows(int rows, int k, long a, long aRow, long aCol, long to) {
        for (int i = 0; i < ROWS; i++) {
            long from = a + i * aRow;
            long at = to + i * (long) Float.BYTES;
            for (int p = 0; p < k; p++) {
                Memory.setFloat(at, i < rows ? Memory.getFloat(from) : 0);
                from += aCol;
                at += ROWS * Float.BYTES;
            }
        }
    }

    @Override
    void packColumns(int cols, int k, long b, long bRow, long bCol, long to, long scratch) {
        if (cols == columns && bCol == Float.BYTES) {
            for (int p = 0; p < k; p++) {
                store(load(b + p * bRow), to + 2 * p * WIDTH);
                store(load(b + p * bRow + WIDTH), to + (2 * p + 1) * WIDTH);
            }
            return;
        }
        int p = 0;
        if (cols == columns && bRow == Float.BYTES) {
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
                IntVector x = loadBits(from + i * fromRow);
                IntVector y = loadBits(from + (i + LANES / 2) * fromRow);
                LOW.selectFrom(x, y).intoMemorySegment(ALL, next + 2 * i * nextRow, ORDER);
                HIGH.selectFrom(x, y).intoMemorySegment(ALL, next + (2 * i + 1) * nextRow, ORDER);
            }
            from = next;
            fromRow = nextRow;
            scratch += LANES * WIDTH;
        }
    }

    private static IntVector loadBits(long address) {
        return IntVector.fromMemorySegment(BITS, ALL, address, ORDER);
    }

    /** A few k of all columns: of a transposed B, each line of cache is then read once. */
    private static void packPatch(int cols, int k, long b, long bRow, long bCol, long to) {
        for (int j = 0; j < 2 * LANES; j++) {
            long from = b + j * bCol;
            long at = to + j * (long) Float.BYTES;
            for (int p = 0; p < k; p++) {
                Memory.setFloat(at, j < cols ? Memory.getFloat(from) : 0);
                from += bRow;
                at += 2 * WIDTH;
            }
        }
    }
}
