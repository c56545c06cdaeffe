package dev.ricci.cpu.factor;

import dev.ricci.backend.Failure;
import dev.ricci.cpu.host.Pool;

/** What {@link OneMatrix} is to the other factorisations, for singular values and eigenvalues with and without their vectors. */
final class OneSpectrum {
    private final Road road;
    private final Road reduction;
    private final Pool pool;
    private final BlockProducts products;

    OneSpectrum(Road road, Road reduction, Pool pool) {
        this.road = road;
        this.reduction = reduction;
        this.pool = pool;
        this.products = new BlockProducts(pool);
    }

    /** A wide matrix is the transpose of a tall one; of a tall one, only R is decomposed (Chan 1982). */
    int svd(Matrix a, Matrix u, Matrix s, Matrix vt) {
        if (a.isEmpty()) {
            return 0;
        }
        if (a.rows() < a.columns()) {
            return svd(a.transpose(), vt.transpose(), s, u.transpose());
        }
        try (Workspace w = new Workspace()) {
            Matrix work = w.copy(a);
            if (!Finite.all(work)) {
                return Failure.NOT_FINITE;
            }
            Matrix left = w.output(u);
            Matrix values = w.outputColumn(s);
            Matrix right = w.output(vt);
            int code = isTall(a) ? tallSvd(w, work, left, values, right) : reduction.svd(work, left, values, right);
            w.deliver();
            return code;
        }
    }

    private int tallSvd(Workspace w, Matrix a, Matrix u, Matrix s, Matrix vt) {
        int n = a.columns();
        Matrix r = w.matrix(a.type(), n, n);
        TallQr.of(road, pool, products, a, r);
        Matrix inner = w.matrix(a.type(), n, n);
        int code = reduction.svd(r, inner, s, vt);
        products.multiply(1, a, inner, 0, u);
        return code;
    }

    int eigen(Matrix a, Matrix values, Matrix vectors) {
        if (a.isEmpty()) {
            return 0;
        }
        try (Workspace w = new Workspace()) {
            Matrix work = w.copy(a);
            if (!Finite.lower(work)) {
                return Failure.NOT_FINITE;
            }
            int code = reduction.eigen(work, w.outputColumn(values), w.output(vectors));
            w.deliver();
            return code;
        }
    }

    /** Of a matrix that is not square, the values of R are enough. */
    int singularValues(Matrix a, Matrix s) {
        if (a.isEmpty()) {
            return 0;
        }
        if (a.rows() < a.columns()) {
            return singularValues(a.transpose(), s);
        }
        try (Workspace w = new Workspace()) {
            Matrix work;
            if (isTall(a)) {
                work = w.matrix(a.type(), a.columns(), a.columns());
                int code = TallQr.triangle(road, pool, a, work);
                if (code != 0) {
                    return code;
                }
            } else {
                work = w.copy(a);
                if (!Finite.all(work)) {
                    return Failure.NOT_FINITE;
                }
            }
            int code = reduction.singularValues(work, w.outputColumn(s));
            w.deliver();
            return code;
        }
    }

    int eigenvalues(Matrix a, Matrix values) {
        if (a.isEmpty()) {
            return 0;
        }
        try (Workspace w = new Workspace()) {
            Matrix work = w.copy(a);
            if (!Finite.lower(work)) {
                return Failure.NOT_FINITE;
            }
            int code = reduction.eigenvalues(work, w.outputColumn(values));
            w.deliver();
            return code;
        }
    }

    private static boolean isTall(Matrix a) {
        return a.rows() >= 1.5 * a.columns();
    }
}
