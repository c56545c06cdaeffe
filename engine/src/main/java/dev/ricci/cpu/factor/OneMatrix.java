package dev.ricci.cpu.factor;

import dev.ricci.backend.Failure;
import dev.ricci.backend.Solver;
import dev.ricci.cpu.host.Pool;

/** The work on one matrix, laid out in any way: brings it into rows, checks it, and takes the shortest way through a road. */
final class OneMatrix {
    private final Road road;
    private final Pool pool;
    private final BlockProducts products;

    OneMatrix(Road road, Pool pool) {
        this.road = road;
        this.pool = pool;
        this.products = new BlockProducts(pool);
    }

    int cholesky(Matrix a, Matrix l) {
        if (a.isEmpty()) {
            return 0;
        }
        try (Workspace w = new Workspace()) {
            Matrix work = w.output(l);
            a.copyTo(work);
            int code = Finite.lower(work) ? road.cholesky(work) : Failure.NOT_FINITE;
            w.deliver();
            return code;
        }
    }

    int qr(Matrix a, Matrix q, Matrix r) {
        if (a.isEmpty()) {
            return 0;
        }
        try (Workspace w = new Workspace()) {
            boolean inPlace = a.rows() >= a.columns();
            Matrix work = inPlace ? w.output(q) : w.matrix(a.type(), a.rows(), a.columns());
            a.copyTo(work);
            if (!Finite.all(work)) {
                return Failure.NOT_FINITE;
            }
            Matrix upper = w.output(r);
            TallQr.of(road, pool, products, work, upper);
            if (!inPlace) {
                work.part(0, 0, a.rows(), a.rows()).copyTo(q);
            }
            w.deliver();
            return 0;
        }
    }

    int triangle(Matrix a, Matrix r) {
        if (a.isEmpty()) {
            return 0;
        }
        try (Workspace w = new Workspace()) {
            int code = TallQr.triangle(road, pool, a, w.output(r));
            w.deliver();
            return code;
        }
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
            int code = a.rows() >= 1.5 * a.columns() ? tallSvd(w, work, left, values, right) : road.svd(work, left, values, right);
            w.deliver();
            return code;
        }
    }

    private int tallSvd(Workspace w, Matrix a, Matrix u, Matrix s, Matrix vt) {
        int n = a.columns();
        Matrix r = w.matrix(a.type(), n, n);
        TallQr.of(road, pool, products, a, r);
        Matrix inner = w.matrix(a.type(), n, n);
        int code = road.svd(r, inner, s, vt);
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
            int code = road.eigen(work, w.outputColumn(values), w.output(vectors));
            w.deliver();
            return code;
        }
    }

    int solve(Solver kind, Matrix a, Matrix b, Matrix x) {
        if (b.isEmpty()) {
            return 0;
        }
        try (Workspace w = new Workspace()) {
            Matrix work = w.copy(a);
            Matrix right = w.copy(b);
            boolean finite = switch (kind) {
                case GENERAL -> Finite.all(work);
                case POSITIVE_DEFINITE, LOWER -> Finite.lower(work);
                case UPPER -> Finite.lower(work.transpose());
            };
            if (!finite || !Finite.all(right)) {
                return Failure.NOT_FINITE;
            }
            int code = road.solve(kind, work, right);
            right.copyTo(x);
            return code;
        }
    }
}
