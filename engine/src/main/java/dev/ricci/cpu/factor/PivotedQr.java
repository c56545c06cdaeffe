package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Pool;

/**
 * QR with the columns taken in the order of what is left of their length, A P = Q R (Businger &amp; Golub 1965; norms
 * brought up to date after Drmac &amp; Bujanovic 2008). The diagonal of R falls in size, which shows the rank.
 *
 * <p>Here the rows of every matrix are columns of the mathematics.
 */
final class PivotedQr {
    private static final int COLUMNS = 8;
    private static final double LOST = 0x1p-26; // the root of the rounding error

    private final Pool pool;
    private final Matrix a;
    private final int[] order;
    private final double[] tau;
    private final double[] norm;
    private final double[] exact;

    /** Factors and takes over the matrix whose columns are the rows of a (float64, without gaps). */
    PivotedQr(Pool pool, Matrix a) {
        this.pool = pool;
        this.a = a;
        int n = a.rows();
        order = Exchanges.none(n);
        tau = new double[Math.min(n, a.columns())];
        norm = new double[n];
        exact = new double[n];
        for (int i = 0; i < n; i++) {
            norm[i] = Vectors.norm(a.at(i, 0), a.columns());
            exact[i] = norm[i];
        }
        for (int j = 0; j < tau.length; j++) {
            bringLongest(j);
            eliminate(j);
        }
    }

    /** Column j of A P is column order[j] of A. */
    int[] order() {
        return order;
    }

    /** R, k by n, as it is in mathematics. */
    Matrix r(Workspace w) {
        Matrix r = w.matrix(DType.FLOAT64, tau.length, a.rows());
        Upper.copy(a.transpose(), r);
        return r;
    }

    /** The k columns of Q in rows: row c is H_0 ... H_c e_c. */
    Matrix q(Workspace w) {
        int m = a.columns();
        Matrix q = w.matrix(DType.FLOAT64, tau.length, m);
        q.fill(0);
        for (int i = 0; i < tau.length; i++) {
            q.set(i, i, 1);
        }
        pool.range(tau.length, COLUMNS, (from, end) -> {
            for (int j = (int) end - 1; j >= 0; j--) {
                for (int c = Math.max(j, (int) from); c < end; c++) {
                    Reflector.apply(tau[j], a.at(j, j), q.at(c, j), m - j);
                }
            }
        });
        return q;
    }

    private void bringLongest(int j) {
        int best = j;
        for (int i = j + 1; i < order.length; i++) {
            if (norm[i] > norm[best]) {
                best = i;
            }
        }
        if (best != j) {
            Vectors.swap(a.at(j, 0), a.at(best, 0), a.columns());
            int o = order[j];
            order[j] = order[best];
            order[best] = o;
            norm[best] = norm[j];
            exact[best] = exact[j];
        }
    }

    private void eliminate(int j) {
        int m = a.columns();
        long v = a.at(j, j);
        double t = Reflector.make(v, m - j);
        tau[j] = t;
        pool.range(order.length - j - 1, COLUMNS, (from, end) -> {
            for (int i = j + 1 + (int) from; i < j + 1 + end; i++) {
                Reflector.apply(t, v, a.at(i, j), m - j);
                shorten(i, j);
            }
        });
    }

    /** The length of column i without its element j, computed anew where subtraction would lose its digits. */
    private void shorten(int i, int j) {
        if (norm[i] == 0) {
            return;
        }
        double part = Math.abs(a.get(i, j)) / norm[i];
        double left = Math.max(0, (1 - part) * (1 + part));
        double since = norm[i] / exact[i];
        if (left * since * since <= LOST) {
            norm[i] = Vectors.norm(a.at(i, j) + 8, a.columns() - j - 1);
            exact[i] = norm[i];
        } else {
            norm[i] *= Math.sqrt(left);
        }
    }
}
