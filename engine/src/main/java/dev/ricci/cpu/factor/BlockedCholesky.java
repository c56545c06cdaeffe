package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Cholesky by blocks of columns, each updated by all blocks before it in one product (left-looking; Golub &amp; Van Loan, 4.2.9). */
final class BlockedCholesky {
    private static final int BLOCK = 64;
    private static final int ROWS = 64;

    private final Pool pool;
    private final BlockProducts products;

    BlockedCholesky(Pool pool, BlockProducts products) {
        this.pool = pool;
        this.products = products;
    }

    /** A (float64, rows without gaps) to L in its lower triangle. Returns the order of the first minor that is not positive, or 0. */
    int factor(Matrix a) {
        int n = a.rows();
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            Matrix before = a.part(from, 0, n - from, from);
            if (from > 0) {
                products.multiply(-1, before, before.rows(0, to - from).transpose(), 1, a.part(from, from, n - from, to - from));
            }
            int info = diagonal(a, from, to);
            if (info != 0) {
                return info;
            }
            int first = from;
            pool.range(n - to, ROWS, (i, end) -> below(a, first, to, to + (int) i, to + (int) end));
        }
        return 0;
    }

    private static int diagonal(Matrix a, int from, int to) {
        for (int i = from; i < to; i++) {
            below(a, from, i, i, i + 1);
            long row = a.at(i, from);
            double left = a.get(i, i) - Vectors.dot(row, row, i - from);
            if (!(left > 0)) {
                return i + 1;
            }
            a.set(i, i, Math.sqrt(left));
        }
        return 0;
    }

    /** The columns [from, to) of some rows, solved against the rows of L that are known. */
    private static void below(Matrix a, int from, int to, int firstRow, int endRow) {
        for (int i = firstRow; i < endRow; i++) {
            long row = a.at(i, from);
            for (int j = from; j < to; j++) {
                long at = a.at(i, j);
                double rest = Memory.getDouble(at) - Vectors.dot(row, a.at(j, from), j - from);
                Memory.setDouble(at, rest / Memory.getDouble(a.at(j, j)));
            }
        }
    }
}
