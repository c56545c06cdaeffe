package dev.ricci.cpu.factor;

import dev.ricci.backend.Solver;
import dev.ricci.cpu.host.Pool;

/**
 * LAPACK for small matrices, and for parts of large ones: how those are cut depends on their shape alone, so the bits are the same on
 * any number of threads.
 */
final class PooledLapack implements Road {
    private static final int SMALL = 160;
    /** Up to here one call of LAPACK's Cholesky takes no longer than panels do. */
    private static final int ALONE = 128;

    private final Lapack lapack;
    private final Pool pool;
    private final BlockProducts products;

    PooledLapack(Lapack lapack, Pool pool) {
        this.lapack = lapack;
        this.pool = pool;
        this.products = new BlockProducts(pool);
    }

    private static boolean isSmall(Matrix a) {
        return Math.min(a.rows(), a.columns()) <= SMALL;
    }

    @Override
    public int cholesky(Matrix a) {
        return a.rows() <= ALONE ? lapack.cholesky(a) : PanelCholesky.factor(lapack, products, a);
    }

    @Override
    public void qr(Matrix a, Matrix r) {
        if (isSmall(a)) {
            lapack.qr(a, r);
            return;
        }
        try (Workspace w = new Workspace()) {
            PanelQr qr = new PanelQr(lapack, products, w, a);
            qr.r(r);
            qr.q(a.part(0, 0, a.rows(), r.rows()));
        }
    }

    @Override
    public boolean sharesQr(Matrix a) {
        return !isSmall(a);
    }

    @Override
    public void completeQr(Matrix a, Matrix q, Matrix r) {
        if (isSmall(a)) {
            lapack.completeQr(a, q, r);
            return;
        }
        try (Workspace w = new Workspace()) {
            PanelQr qr = new PanelQr(lapack, products, w, a);
            qr.r(r);
            qr.q(q);
        }
    }

    @Override
    public int[] pivotedQr(Matrix a, Matrix q, Matrix r) {
        return lapack.pivotedQr(a, q, r);
    }

    @Override
    public int[] lu(Matrix a) {
        return isSmall(a) ? lapack.lu(a) : new PanelLu(lapack, products, a).exchanges();
    }

    @Override
    public void triangle(Matrix a, Matrix r) {
        if (isSmall(a)) {
            lapack.triangle(a, r);
            return;
        }
        try (Workspace w = new Workspace()) {
            new PanelQr(lapack, products, w, w.copy(a)).r(r);
        }
    }

    @Override
    public int svd(Matrix a, Matrix u, Matrix s, Matrix vt) {
        return lapack.svd(a, u, s, vt);
    }

    @Override
    public int singularValues(Matrix a, Matrix s) {
        return lapack.singularValues(a, s);
    }

    @Override
    public int eigen(Matrix a, Matrix values, Matrix vectors) {
        return lapack.eigen(a, values, vectors);
    }

    @Override
    public int eigenvalues(Matrix a, Matrix values) {
        return lapack.eigenvalues(a, values);
    }

    @Override
    public int solve(Solver kind, Matrix a, Matrix b) {
        if (isSmall(a)) {
            return lapack.solve(kind, a, b);
        }
        Triangles triangles = new Triangles(lapack, pool);
        int info = switch (kind) {
            case GENERAL -> general(triangles, a, b);
            case POSITIVE_DEFINITE -> positiveDefinite(triangles, a, b);
            case LOWER, UPPER -> zeroOnDiagonal(a);
        };
        if (info == 0 && kind == Solver.LOWER) {
            triangles.solve(a, Triangles.Form.LOWER, b);
        } else if (info == 0 && kind == Solver.UPPER) {
            triangles.solve(a, Triangles.Form.UPPER, b);
        }
        return info;
    }

    private int general(Triangles triangles, Matrix a, Matrix b) {
        int[] exchange = new PanelLu(lapack, products, a).exchanges();
        int info = zeroOnDiagonal(a);
        if (info == 0) {
            Exchanges.apply(exchange, 0, exchange.length, b);
            triangles.solve(a, Triangles.Form.LOWER_UNIT, b);
            triangles.solve(a, Triangles.Form.UPPER, b);
        }
        return info;
    }

    private int positiveDefinite(Triangles triangles, Matrix a, Matrix b) {
        int info = PanelCholesky.factor(lapack, products, a);
        if (info == 0) {
            triangles.solve(a, Triangles.Form.LOWER, b);
            triangles.solve(a, Triangles.Form.LOWER_TRANSPOSED, b);
        }
        return info;
    }

    private static int zeroOnDiagonal(Matrix a) {
        for (int i = 0; i < a.rows(); i++) {
            if (a.get(i, i) == 0) {
                return i + 1;
            }
        }
        return 0;
    }
}
