package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * Householder QR with reflectors gathered in blocks, H_1 ... H_b = I - V T V^T, so that products do the work (compact WY: Schreiber
 * &amp; Van Loan 1989).
 *
 * <p>Here the rows of every matrix are columns of the mathematics: a reflector stands without gaps.
 */
final class BlockedQr {
    private static final int BLOCK = 32;
    private static final int COLUMNS = 8;

    private final Pool pool;
    private final BlockProducts products;
    private final Workspace workspace;
    private final Matrix a;
    private final int k;
    private final List<Block> blocks = new ArrayList<>();

    /** The reflectors from one column on: V^T with its ones and zeros, and T. */
    private record Block(int from, Matrix vt, Matrix t) {}

    /** Factors the matrix whose columns are the rows of a (float64, without gaps), and takes it over. */
    BlockedQr(Pool pool, BlockProducts products, Workspace workspace, Matrix a) {
        this.pool = pool;
        this.products = products;
        this.workspace = workspace;
        this.a = a;
        this.k = Math.min(a.rows(), a.columns());
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(k, from + BLOCK);
            Block block = gather(from, panel(from, to));
            blocks.add(block);
            apply(block, true, a.part(to, from, a.rows() - to, a.columns() - from));
        }
    }

    /** R as it is in mathematics, with so many rows, the first k of them not zero. */
    Matrix r(int rows) {
        Matrix r = workspace.matrix(DType.FLOAT64, rows, a.rows());
        Upper.copy(a.transpose(), r);
        return r;
    }

    /** The first columns of Q, in rows: the blocks applied to the identity, the last first. */
    Matrix q(int columns) {
        int m = a.columns();
        Matrix q = workspace.matrix(DType.FLOAT64, columns, m);
        q.fill(0);
        for (int i = 0; i < columns; i++) {
            q.set(i, i, 1);
        }
        for (int b = blocks.size() - 1; b >= 0; b--) {
            int from = blocks.get(b).from;
            apply(blocks.get(b), false, q.part(from, from, columns - from, m - from));
        }
        return q;
    }

    private double[] panel(int from, int to) {
        int m = a.columns();
        double[] tau = new double[to - from];
        for (int j = from; j < to; j++) {
            long v = a.at(j, j);
            int column = j;
            double t = Reflector.make(v, m - j);
            tau[j - from] = t;
            pool.range(to - j - 1, COLUMNS, (c, end) -> {
                for (int i = column + 1 + (int) c; i < column + 1 + end; i++) {
                    Reflector.apply(t, v, a.at(i, column), m - column);
                }
            });
        }
        return tau;
    }

    /** T by columns: t_ii = tau_i, and above it -tau_i T V^T v_i. */
    private Block gather(int from, double[] tau) {
        int b = tau.length;
        Matrix vt = workspace.copy(a.part(from, from, b, a.columns() - from));
        for (int i = 0; i < b; i++) {
            vt.part(i, 0, 1, i).fill(0);
            vt.set(i, i, 1);
        }
        Matrix inner = workspace.matrix(DType.FLOAT64, b, b);
        products.multiply(1, vt, vt.transpose(), 0, inner);
        Matrix t = workspace.matrix(DType.FLOAT64, b, b);
        t.fill(0);
        for (int i = 0; i < b; i++) {
            for (int row = 0; row < i; row++) {
                double sum = 0;
                for (int j = row; j < i; j++) {
                    sum += t.get(row, j) * inner.get(j, i);
                }
                t.set(row, i, -tau[i] * sum);
            }
            t.set(i, i, tau[i]);
        }
        return new Block(from, vt, t);
    }

    /** C = H C, or H^T C: for rows that are columns, C - (C V) T^T V^T, or with T. */
    private void apply(Block block, boolean transposed, Matrix c) {
        if (c.isEmpty()) {
            return;
        }
        try (Workspace w = new Workspace()) {
            Matrix along = w.matrix(DType.FLOAT64, c.rows(), block.t.rows());
            Matrix turned = w.matrix(DType.FLOAT64, c.rows(), block.t.rows());
            products.multiply(1, c, block.vt.transpose(), 0, along);
            products.multiply(1, along, transposed ? block.t : block.t.transpose(), 0, turned);
            products.multiply(-1, turned, block.vt, 1, c);
        }
    }
}
