package dev.ricci.cpu.index;

import dev.ricci.backend.Layout;
import java.util.Arrays;

/**
 * The positions over some axes that several views share, in row-major order; views that lack an axis have stride 0 there.
 *
 * <p>Axes of length 1 are left out, and neighbours that lie evenly in all views are joined.
 */
final class Grid {
    private int rank;
    private int[] length = new int[4];
    private final long[][] strides;
    private long size = 1;

    /** No axes yet: one position. */
    Grid(int views) {
        strides = new long[views][4];
    }

    /** All axes of equally shaped layouts but one. */
    static Grid without(int axis, Layout... views) {
        Grid g = new Grid(views.length);
        long[] step = new long[views.length];
        for (int i = 0; i < views[0].rank(); i++) {
            if (i != axis) {
                for (int v = 0; v < step.length; v++) {
                    step[v] = views[v].stride(i);
                }
                g.axis(views[0].size(i), step);
            }
        }
        return g;
    }

    /** All axes of equally shaped layouts. */
    static Grid of(Layout... views) {
        return without(-1, views);
    }

    /** Adds a last axis. A joined axis may not be longer than an int can say; then it stays apart. */
    Grid axis(int n, long... step) {
        size *= n;
        if (n == 1) {
            return this;
        }
        if (rank > 0 && joins(n, step)) {
            length[rank - 1] *= n;
        } else {
            if (rank == length.length) {
                length = Arrays.copyOf(length, 2 * rank);
                for (int v = 0; v < strides.length; v++) {
                    strides[v] = Arrays.copyOf(strides[v], 2 * rank);
                }
            }
            length[rank++] = n;
        }
        for (int v = 0; v < strides.length; v++) {
            strides[v][rank - 1] = step[v];
        }
        return this;
    }

    private boolean joins(int n, long[] step) {
        if ((long) length[rank - 1] * n > Integer.MAX_VALUE) {
            return false;
        }
        for (int v = 0; v < strides.length; v++) {
            if (strides[v][rank - 1] != step[v] * n) {
                return false;
            }
        }
        return true;
    }

    /** The number of positions. */
    long size() {
        return size;
    }

    /** The number of axes after joining. */
    int rank() {
        return rank;
    }

    /** The length of an axis after joining. */
    int length(int axis) {
        return length[axis];
    }

    /** A view's stride along an axis after joining. */
    long stride(int view, int axis) {
        return strides[view][axis];
    }

    /** This without its last axis. */
    Grid outer() {
        Grid g = new Grid(strides.length);
        long[] step = new long[strides.length];
        for (int i = 0; i < rank - 1; i++) {
            for (int v = 0; v < step.length; v++) {
                step[v] = strides[v][i];
            }
            g.axis(length[i], step);
        }
        return g;
    }

    /** A walk that starts at a position and, in each view, at an element given for position 0. */
    Walk walk(long position, long... origins) {
        return new Walk(Arrays.copyOf(length, rank), strides, position, origins);
    }
}
