package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.Solver;
import dev.ricci.cpu.host.Pool;
import java.util.Arrays;

/** Our own algorithms, for where there is no LAPACK. All of them compute in float64, for float32 too. */
final class Portable implements Road {
    private final Pool pool;
    private final BlockProducts products;

    Portable(Pool pool) {
        this.pool = pool;
        this.products = new BlockProducts(pool);
    }

    @Override
    public int cholesky(Matrix a) {
        try (Workspace w = new Workspace()) {
            Matrix l = inFloat64(w, a);
            int info = new BlockedCholesky(pool, products).factor(l);
            l.clearUpper(); // what products have left in blocks on the diagonal
            give(l, a);
            return info;
        }
    }

    @Override
    public void qr(Matrix a, Matrix r) {
        try (Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose(), DType.FLOAT64);
            double scale = Scaling.normalise(columns);
            BlockedQr qr = new BlockedQr(pool, products, w, columns);
            int k = Math.min(a.rows(), a.columns());
            giveTriangle(qr.r(k), scale, r);
            qr.q(k).transpose().copyTo(a.part(0, 0, a.rows(), k));
        }
    }

    @Override
    public void completeQr(Matrix a, Matrix q, Matrix r) {
        try (Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose(), DType.FLOAT64);
            double scale = Scaling.normalise(columns);
            BlockedQr qr = new BlockedQr(pool, products, w, columns);
            giveTriangle(qr.r(a.rows()), scale, r);
            qr.q(a.rows()).transpose().copyTo(q);
        }
    }

    @Override
    public int[] pivotedQr(Matrix a, Matrix q, Matrix r) {
        try (Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose(), DType.FLOAT64);
            double scale = Scaling.normalise(columns);
            PivotedQr qr = new PivotedQr(pool, columns);
            giveTriangle(qr.r(w), scale, r);
            qr.q(w).transpose().copyTo(q);
            return qr.order();
        }
    }

    @Override
    public int[] lu(Matrix a) {
        try (Workspace w = new Workspace()) {
            Matrix work = inFloat64(w, a);
            int[] exchanges = new BlockedLu(products, new Triangular(products), work).exchanges();
            give(work, a);
            return exchanges;
        }
    }

    @Override
    public void triangle(Matrix a, Matrix r) {
        try (Workspace w = new Workspace()) {
            Matrix work = w.copy(a.transpose(), DType.FLOAT64);
            double scale = Scaling.normalise(work);
            giveTriangle(new BlockedQr(pool, products, w, work).r(r.rows()), scale, r);
        }
    }

    private static void giveTriangle(Matrix upper, double scale, Matrix r) {
        upper.scale(1 / scale);
        upper.copyTo(r);
    }

    @Override
    public int svd(Matrix a, Matrix u, Matrix s, Matrix vt) {
        try (Workspace w = new Workspace()) {
            int n = a.columns();
            Matrix columns = w.copy(a.transpose(), DType.FLOAT64);
            double scale = Scaling.normalise(columns);
            boolean square = a.rows() == n;
            BlockedQr qr = square ? null : new BlockedQr(pool, products, w, columns);
            OneSidedJacobi jacobi = new OneSidedJacobi(pool, w, square ? columns : w.copy(qr.r(n).transpose()), true);
            int info = jacobi.run();
            if (square) {
                jacobi.u().copyTo(u);
            } else {
                Matrix left = w.matrix(DType.FLOAT64, a.rows(), n);
                products.multiply(1, qr.q(n).transpose(), jacobi.u(), 0, left);
                left.copyTo(u);
            }
            jacobi.v().transpose().copyTo(vt);
            for (int i = 0; i < n; i++) {
                s.set(i, 0, jacobi.value(i) / scale);
            }
            return info;
        }
    }

    @Override
    public int singularValues(Matrix a, Matrix s) {
        try (Workspace w = new Workspace()) {
            int n = a.columns();
            Matrix columns = w.copy(a.transpose(), DType.FLOAT64);
            double scale = Scaling.normalise(columns);
            Matrix square = a.rows() == n ? columns : w.copy(new BlockedQr(pool, products, w, columns).r(n).transpose());
            OneSidedJacobi jacobi = new OneSidedJacobi(pool, w, square, false);
            int info = jacobi.run();
            for (int i = 0; i < n; i++) {
                s.set(i, 0, jacobi.value(i) / scale);
            }
            return info;
        }
    }

    @Override
    public int eigenvalues(Matrix a, Matrix values) {
        try (Workspace w = new Workspace()) {
            Matrix work = w.copy(a, DType.FLOAT64);
            double scale = Scaling.normaliseLower(work);
            Tridiagonal t = new Tridiagonal(pool, w.copy(work.transpose()));
            int info = new ImplicitQl(pool, t.diagonal(), t.beside(), null).run();
            double[] ascending = t.diagonal();
            Arrays.sort(ascending);
            for (int i = 0; i < ascending.length; i++) {
                values.set(i, 0, ascending[i] / scale);
            }
            return info;
        }
    }

    @Override
    public int eigen(Matrix a, Matrix values, Matrix vectors) {
        try (Workspace w = new Workspace()) {
            Matrix work = w.copy(a, DType.FLOAT64);
            double scale = Scaling.normaliseLower(work);
            Tridiagonal t = new Tridiagonal(pool, w.copy(work.transpose()));
            Matrix columns = w.matrix(DType.FLOAT64, a.rows(), a.rows());
            t.transform(columns);
            ImplicitQl ql = new ImplicitQl(pool, t.diagonal(), t.beside(), columns);
            int info = ql.run();
            int[] order = ql.ascending();
            for (int i = 0; i < order.length; i++) {
                values.set(i, 0, t.diagonal()[order[i]] / scale);
                columns.rows(order[i], order[i] + 1).copyTo(vectors.transpose().rows(i, i + 1));
            }
            return info;
        }
    }

    @Override
    public int solve(Solver kind, Matrix a, Matrix b) {
        try (Workspace w = new Workspace()) {
            Matrix left = inFloat64(w, a);
            Matrix x = inFloat64(w, b);
            Triangular triangular = new Triangular(products);
            int info = switch (kind) {
                case GENERAL -> new BlockedLu(products, triangular, left).solve(x);
                case POSITIVE_DEFINITE -> positiveDefinite(triangular, left, x);
                case LOWER -> triangular.solveChecked(left, true, x);
                case UPPER -> triangular.solveChecked(left, false, x);
            };
            give(x, b);
            return info;
        }
    }

    private int positiveDefinite(Triangular triangular, Matrix a, Matrix x) {
        int info = new BlockedCholesky(pool, products).factor(a);
        if (info == 0) {
            triangular.solve(a, true, false, x);
            triangular.solve(a.transpose(), false, false, x);
        }
        return info;
    }

    private static Matrix inFloat64(Workspace w, Matrix m) {
        return m.type() == DType.FLOAT64 ? m : w.copy(m, DType.FLOAT64);
    }

    private static void give(Matrix computed, Matrix wanted) {
        if (computed != wanted) {
            computed.copyTo(wanted);
        }
    }
}
