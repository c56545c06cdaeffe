package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;

/** T X = B for triangular T by blocks of rows: a block is solved by substitution and taken out of the others in one product. */
final class Triangular {
    private static final int BLOCK = 64;

    private final BlockProducts products;

    Triangular(BlockProducts products) {
        this.products = products;
    }

    /** As {@link #solve}, but returns the place, from 1, of the first zero on the diagonal, or 0. */
    int solveChecked(Matrix t, boolean lower, Matrix b) {
        for (int i = 0; i < t.rows(); i++) {
            if (t.get(i, i) == 0) {
                return i + 1;
            }
        }
        solve(t, lower, false, b);
        return 0;
    }

    /** T in any layout, B (rows without gaps) to X. A unit triangle has ones on its diagonal, whatever stands there. */
    void solve(Matrix t, boolean lower, boolean unit, Matrix b) {
        int n = t.rows();
        int blocks = (n + BLOCK - 1) / BLOCK;
        for (int k = 0; k < blocks; k++) {
            int from = (lower ? k : blocks - 1 - k) * BLOCK;
            int to = Math.min(n, from + BLOCK);
            substitute(t, lower, unit, b, from, to);
            Matrix solved = b.rows(from, to);
            if (lower && to < n) {
                products.multiply(-1, t.part(to, from, n - to, to - from), solved, 1, b.rows(to, n));
            } else if (!lower && from > 0) {
                products.multiply(-1, t.part(0, from, from, to - from), solved, 1, b.rows(0, from));
            }
        }
    }

    private static void substitute(Matrix t, boolean lower, boolean unit, Matrix b, int from, int to) {
        for (int k = 0; k < to - from; k++) {
            int i = lower ? from + k : to - 1 - k;
            for (int j = lower ? from : i + 1; j < (lower ? i : to); j++) {
                Vectors.axpy(-t.get(i, j), b.at(j, 0), b.at(i, 0), b.columns());
            }
            if (!unit) {
                divide(b.at(i, 0), t.get(i, i), b.columns());
            }
        }
    }

    private static void divide(long row, double by, int n) {
        for (int i = 0; i < n; i++) {
            long at = row + 8L * i;
            Memory.setDouble(at, Memory.getDouble(at) / by);
        }
    }
}
