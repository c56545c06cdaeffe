package dev.ricci.cpu.loop;

import dev.ricci.backend.Axes;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;

/**
 * Brings operands along the inner axis before a loop: as they are, where they have the computing type and stand densely or are one
 * element repeated, or are dense float32 that the loop widens itself; through blocks of scratch memory, converted and made dense,
 * elsewhere.
 */
final class Feed {
    private final DType type;
    private final View[] views;
    private final long[] step;
    private final boolean[] direct;
    private final int first;
    private final int through;
    private final long repeated;
    private final long narrow;
    private final long[] rowStep;
    private int columns;

    /** For the views that are the operands of axes from number first on, along the axis inner. */
    Feed(DType type, View[] views, Axes axes, int first, int inner) {
        this(type, views, axes, first, inner, false);
    }

    /** With widens, the loop takes dense float32 where it computes in float64. */
    Feed(DType type, View[] views, Axes axes, int first, int inner, boolean widens) {
        this.type = type;
        this.views = views;
        this.first = first;
        this.step = new long[views.length];
        this.direct = new boolean[views.length];
        this.rowStep = new long[views.length];
        int blocks = 0;
        long bits = 0;
        long narrowBits = 0;
        for (int k = 0; k < views.length; k++) {
            step[k] = axes.step(first + k, inner);
            direct[k] = views[k].dtype() == type && (step[k] == 0 || step[k] == type.bytes());
            if (widens && type == DType.FLOAT64 && views[k].dtype() == DType.FLOAT32 && step[k] == Float.BYTES) {
                narrowBits |= 1L << k;
                direct[k] = true;
            }
            blocks += direct[k] ? 0 : 1;
            bits |= step[k] == 0 ? 1L << k : 0;
        }
        through = blocks;
        repeated = bits;
        narrow = narrowBits;
    }

    /** Bit k says that the k-th view is one element, repeated. */
    long repeated() {
        return repeated;
    }

    /** Bit k says that the k-th view is float32, which the loop widens. */
    long narrow() {
        return narrow;
    }

    /** The number of views. */
    int count() {
        return views.length;
    }

    /** How many blocks of scratch memory are needed. */
    int blocks() {
        return through;
    }

    /** Sets at[to + k] to where elements [i, i + n) of the k-th view stand, for a row that starts at row[first + k]. */
    void read(long[] row, long i, int n, long[] at, int to, long scratch) {
        readRow(row, 0, i, n, at, to, scratch);
    }

    /** Whether some view is dense along the axis, but not along the inner one, nor repeated there. */
    boolean isTransposed(Axes axes, int axis) {
        for (int k = 0; k < views.length; k++) {
            if (transposed(axes, k, axis)) {
                return true;
            }
        }
        return false;
    }

    private boolean transposed(Axes axes, int k, int axis) {
        return !direct[k] && step[k] != 0 && axes.step(first + k, axis) == views[k].dtype().bytes();
    }

    /** Lets views that are transposed with respect to an axis come in tiles of so many columns. */
    void tile(Axes axes, int rowAxis, int columns) {
        this.columns = columns;
        for (int k = 0; k < views.length; k++) {
            rowStep[k] = transposed(axes, k, rowAxis) ? axes.step(first + k, rowAxis) : 0;
        }
    }

    /** Brings the next rows of views that come in tiles, elements [i, i + n) of each. */
    void readTile(long[] row, long i, int n, int rows, long scratch) {
        int block = 0;
        for (int k = 0; k < views.length; k++) {
            if (rowStep[k] != 0) {
                long column = row[first + k] + i * step[k];
                Transfer.transpose(views[k].dtype(), column, step[k], type, Scratch.block(scratch, block), columns, n, rows);
            }
            block += direct[k] ? 0 : 1;
        }
    }

    /** Does what {@link #read} does for a row of a tile. */
    void readRow(long[] row, int rowOfTile, long i, int n, long[] at, int to, long scratch) {
        int block = 0;
        for (int k = 0; k < views.length; k++) {
            long address = row[first + k] + i * step[k];
            if (!direct[k]) {
                long copy = Scratch.block(scratch, block++);
                if (rowStep[k] == 0) {
                    Transfer.copy(views[k].dtype(), address, step[k], type, copy, type.bytes(), step[k] == 0 ? 1 : n);
                    address = copy;
                } else {
                    address = copy + (long) rowOfTile * columns * type.bytes();
                }
            }
            at[to + k] = address;
        }
    }

    /** Sets at[k] to where a loop shall leave elements [i, i + n) of the k-th view. */
    void open(long[] row, long i, long[] at, long scratch) {
        int block = 0;
        for (int k = 0; k < views.length; k++) {
            at[k] = direct[k] ? row[first + k] + i * step[k] : Scratch.block(scratch, block++);
        }
    }

    /** Brings what a loop left in scratch memory to its place. */
    void write(long[] row, long i, int n, long scratch) {
        int block = 0;
        for (int k = 0; k < views.length; k++) {
            if (!direct[k]) {
                long copy = Scratch.block(scratch, block++);
                Transfer.copy(type, copy, type.bytes(), views[k].dtype(), row[first + k] + i * step[k], step[k], n);
            }
        }
    }
}
