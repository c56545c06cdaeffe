package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.VectorApi;

/**
 * A small lower triangle prepared for systems with many right sides: its substitution runs in vectors, where the triangular solver of
 * a BLAS takes four times as long on so few rows.
 */
final class LowerTriangle {
    /** Up to so many rows the triangle stays in the first-level cache beside the right sides. */
    static final int MOST = 64;

    private final Matrix l;

    /** Of the lower triangle of a matrix; with ones on its diagonal where it is a unit triangle. */
    LowerTriangle(Workspace w, Matrix from, boolean unit) {
        int n = from.rows();
        l = w.matrix(from.type(), n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                l.set(i, j, -from.get(i, j));
            }
            l.set(i, i, unit ? 1 : 1 / from.get(i, i));
        }
    }

    static boolean takes(Matrix triangle) {
        return VectorApi.present() && triangle.rows() <= MOST;
    }

    /** How many right sides are computed together. */
    private int width() {
        return LowerLanes.BYTES / l.type().bytes();
    }

    /** L X = B, X in place of B, whose columns stand in rows without gaps, or, for its transpose, its rows. */
    void solve(Matrix b) {
        int width = width();
        try (Workspace w = new Workspace()) {
            Matrix room = null;
            for (int j = 0; j < b.columns(); j += width) {
                Matrix strip = b.part(0, j, b.rows(), Math.min(width, b.columns() - j));
                if (strip.columns() == width && strip.columnStride() == 1) {
                    substitute(strip);
                    continue;
                }
                if (room == null) {
                    room = w.matrix(b.type(), b.rows(), width);
                    room.clear(); // what stays of a last, narrow strip is to be numbers
                }
                Matrix copy = room.part(0, 0, b.rows(), strip.columns());
                strip.copyTo(copy);
                substitute(room);
                copy.copyTo(strip);
            }
        }
    }

    private void substitute(Matrix x) {
        if (l.type() == DType.FLOAT64) {
            LowerLanes.float64(l.rows(), l.address(), 8 * l.rowStride(), x.address(), 8 * x.rowStride());
        } else {
            LowerLanes.float32(l.rows(), l.address(), 4 * l.rowStride(), x.address(), 4 * x.rowStride());
        }
    }
}
