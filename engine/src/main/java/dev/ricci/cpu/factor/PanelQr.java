package dev.ricci.cpu.factor;

import java.util.ArrayList;
import java.util.List;

/**
 * Householder QR of a row-major matrix by panels: LAPACK factors a panel in one thread (recursively: Elmroth &amp; Gustavson 2000), the
 * pool's products apply its reflectors, I - V T V^T, to the columns beside it (compact WY: Schreiber &amp; Van Loan 1989).
 */
final class PanelQr {
    private static final int WIDTH = 64;

    private final Lapack lapack;
    private final BlockProducts products;
    private final Workspace workspace;
    private final Matrix a;
    private final int k;
    private final List<Panel> panels = new ArrayList<>();

    /** The reflectors from one column on: V with its ones and zeros, both ways, since products read rows faster; and T^T. */
    private record Panel(int from, Matrix vt, Matrix v, Matrix tt) {
        int to() {
            return from + vt.rows();
        }
    }

    /** Factors A, and leaves R above its diagonal. */
    PanelQr(Lapack lapack, BlockProducts products, Workspace workspace, Matrix a) {
        this.lapack = lapack;
        this.products = products;
        this.workspace = workspace;
        this.a = a;
        this.k = Math.min(a.rows(), a.columns());
        for (int from = 0; from < k; from += WIDTH) {
            Panel p = panel(from, Math.min(k, from + WIDTH));
            panels.add(p);
            Matrix beside = a.part(from, p.to(), a.rows() - from, a.columns() - p.to());
            if (!beside.isEmpty()) {
                apply(p, p.vt, p.tt, beside, beside);
            }
        }
    }

    private Panel panel(int from, int to) {
        int b = to - from;
        Matrix standing = a.part(from, from, a.rows() - from, b);
        Matrix vt = workspace.copy(standing.transpose());
        Matrix tt = workspace.matrix(a.type(), b, b);
        lapack.panelQr(vt, tt);
        Matrix triangle = vt.part(0, 0, b, b);
        triangle.transpose().copyTo(standing.rows(0, b));
        for (int i = 0; i < b; i++) {
            triangle.set(i, i, 1);
        }
        triangle.clearLower();
        tt.clearUpper();
        return new Panel(from, vt, workspace.copy(vt.transpose()), tt);
    }

    /** C - V (T' (V^T B)), where T' is T^T or T, and B is the part of C on the rows that are not zero. */
    private void apply(Panel p, Matrix vt, Matrix t, Matrix b, Matrix c) {
        try (Workspace w = new Workspace()) {
            Matrix along = w.matrix(a.type(), p.vt.rows(), c.columns());
            Matrix turned = w.matrix(a.type(), p.vt.rows(), c.columns());
            products.multiply(1, vt, b, 0, along);
            products.multiply(1, t, along, 0, turned);
            products.multiply(-1, p.v, turned, 1, c);
        }
    }

    /** R, with as many rows as asked for. */
    void r(Matrix r) {
        Upper.copy(a, r);
    }

    /** The first columns of Q, from the last panel to the first: what a panel has not reached yet is the identity. */
    void q(Matrix q) {
        q.clear();
        for (int i = 0; i < q.columns(); i++) {
            q.set(i, i, 1);
        }
        for (int i = panels.size() - 1; i >= 0; i--) {
            Panel p = panels.get(i);
            Matrix t = p.tt.transpose();
            Matrix own = q.part(p.from, p.from, q.rows() - p.from, p.vt.rows());
            try (Workspace w = new Workspace()) {
                Matrix turned = w.matrix(a.type(), p.vt.rows(), p.vt.rows());
                products.multiply(1, t, p.vt.part(0, 0, p.vt.rows(), p.vt.rows()), 0, turned);
                products.multiply(-1, p.v, turned, 1, own);
            }
            Matrix beside = q.part(p.from, p.to(), q.rows() - p.from, q.columns() - p.to());
            if (!beside.isEmpty()) {
                int b = p.vt.rows();
                apply(p, p.vt.part(0, b, b, p.vt.columns() - b), t, beside.rows(b, beside.rows()), beside);
            }
        }
    }
}
