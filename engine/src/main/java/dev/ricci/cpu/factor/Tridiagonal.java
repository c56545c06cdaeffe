package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/**
 * A symmetric matrix to tridiagonal form by reflectors, A = Q T Q^T (tred2: Martin, Reinsch &amp; Wilkinson 1968; Golub &amp; Van Loan,
 * algorithm 8.3.1).
 *
 * <p>Works on the upper triangle, where what is left of each row stands without gaps.
 */
final class Tridiagonal {
    private static final int ROWS = 8;

    private final Pool pool;
    private final Matrix a;
    private final double[] diagonal;
    private final double[] beside;
    private final double[] tau;

    /** Takes over a matrix (float64, rows without gaps) of which the upper triangle is read. */
    Tridiagonal(Pool pool, Matrix a) {
        this.pool = pool;
        this.a = a;
        int n = a.rows();
        diagonal = new double[n];
        beside = new double[n];
        tau = new double[n];
        try (Workspace w = new Workspace()) {
            Matrix p = w.matrix(DType.FLOAT64, 1, n);
            for (int j = 0; j < n - 1; j++) {
                reduce(j, p.address());
            }
        }
        for (int j = 0; j < n; j++) {
            diagonal[j] = a.get(j, j);
        }
    }

    double[] diagonal() {
        return diagonal;
    }

    /** What stands beside the diagonal; the last element is 0. */
    double[] beside() {
        return beside;
    }

    private void reduce(int j, long p) {
        int n = a.rows() - 1 - j;
        long v = a.at(j, j + 1);
        double t = Reflector.make(v, n);
        beside[j] = Memory.getDouble(v);
        tau[j] = t;
        Memory.setDouble(v, 1);
        if (t == 0) {
            return;
        }
        Matrix rest = a.part(j + 1, j + 1, n, n);
        times(rest, v, p);
        Vectors.scale(t, p, n);
        Vectors.axpy(-t / 2 * Vectors.dot(p, v, n), v, p, n);
        for (int i = 0; i < n; i++) {
            long at = 8L * i;
            Vectors.axpy(-Memory.getDouble(v + at), p + at, -Memory.getDouble(p + at), v + at, rest.at(i, i), n - i);
        }
    }

    /** p = S v for the symmetric S whose upper triangle is stored. */
    private static void times(Matrix s, long v, long p) {
        int n = s.rows();
        for (int i = 0; i < n; i++) {
            Memory.setDouble(p + 8L * i, 0);
        }
        for (int i = 0; i < n; i++) {
            long at = 8L * i;
            long row = s.at(i, i);
            double own = Memory.getDouble(p + at) + Vectors.dot(row, v + at, n - i);
            Memory.setDouble(p + at, own);
            Vectors.axpy(Memory.getDouble(v + at), row + 8, p + at + 8, n - i - 1);
        }
    }

    /** Fills the rows of q with the columns of Q: row c is H_0 ... H_(c-1) e_c. */
    void transform(Matrix q) {
        int n = a.rows();
        q.fill(0);
        pool.range(n, ROWS, (from, end) -> {
            for (int c = (int) from; c < end; c++) {
                q.set(c, c, 1);
            }
            for (int j = (int) end - 2; j >= 0; j--) {
                for (int c = Math.max(j + 1, (int) from); c < end; c++) {
                    long row = q.at(c, j + 1);
                    long v = a.at(j, j + 1);
                    Vectors.axpy(-tau[j] * Vectors.dot(v, row, n - 1 - j), v, row, n - 1 - j);
                }
            }
        });
    }
}
