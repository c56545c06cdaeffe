package dev.ricci.cpu.factor;

/**
 * LU with partial pivoting by blocks of columns (right-looking; Golub &amp; Van Loan, 3.4), and the solution of A X = B by it.
 *
 * <p>Where all that is left of a column is zero, there is nothing to eliminate: U holds the zero.
 */
final class BlockedLu {
    private static final int BLOCK = 32;

    private final BlockProducts products;
    private final Triangular triangular;
    private final Matrix a;
    private final int[] pivots;

    /** Takes A (float64, rows without gaps) over. */
    BlockedLu(BlockProducts products, Triangular triangular, Matrix a) {
        this.products = products;
        this.triangular = triangular;
        this.a = a;
        this.pivots = new int[Math.min(a.rows(), a.columns())];
        factor();
    }

    /** The row that each is exchanged with. */
    int[] exchanges() {
        return pivots;
    }

    /** B (rows without gaps) to X. Returns the place, from 1, of the first pivot that is zero, or 0. */
    int solve(Matrix b) {
        for (int i = 0; i < pivots.length; i++) {
            if (a.get(i, i) == 0) {
                return i + 1;
            }
        }
        for (int i = 0; i < pivots.length; i++) {
            exchange(b, i, pivots[i]);
        }
        triangular.solve(a, true, true, b);
        triangular.solve(a, false, false, b);
        return 0;
    }

    private void factor() {
        int m = a.rows();
        int n = a.columns();
        for (int from = 0; from < pivots.length; from += BLOCK) {
            int to = Math.min(pivots.length, from + BLOCK);
            panel(from, to);
            if (to < n) {
                Matrix right = a.part(from, to, to - from, n - to);
                triangular.solve(a.part(from, from, to - from, to - from), true, true, right);
                products.multiply(-1, a.part(to, from, m - to, to - from), right, 1, a.part(to, to, m - to, n - to));
            }
        }
    }

    private void panel(int from, int to) {
        for (int j = from; j < to; j++) {
            int p = largestBelow(j);
            double pivot = a.get(p, j);
            pivots[j] = p;
            exchange(a, j, p);
            for (int i = j + 1; i < a.rows() && pivot != 0; i++) {
                double factor = a.get(i, j) / pivot;
                a.set(i, j, factor);
                Vectors.axpy(-factor, a.at(j, j) + 8, a.at(i, j) + 8, to - j - 1);
            }
        }
    }

    private int largestBelow(int j) {
        int best = j;
        double most = Math.abs(a.get(j, j));
        for (int i = j + 1; i < a.rows(); i++) {
            double size = Math.abs(a.get(i, j));
            if (size > most) {
                most = size;
                best = i;
            }
        }
        return best;
    }

    private static void exchange(Matrix m, int i, int j) {
        if (i != j) {
            Vectors.swap(m.at(i, 0), m.at(j, 0), m.columns());
        }
    }
}
