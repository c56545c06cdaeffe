package dev.ricci.cpu.factor;

import dev.ricci.backend.Failure;
import dev.ricci.backend.Solver;
import dev.ricci.cpu.host.Pool;
import java.util.concurrent.atomic.AtomicBoolean;

/** The work on one matrix, laid out in any way: brings it into rows, checks it, and takes the shortest way through a road. */
final class OneMatrix {
    private static final int ROWS = 128;

    private final Road road;
    private final Road reduction;
    private final Pool pool;
    private final BlockProducts products;

    OneMatrix(Road road, Road reduction, Pool pool) {
        this.road = road;
        this.reduction = reduction;
        this.pool = pool;
        this.products = new BlockProducts(pool);
    }

    int cholesky(Matrix a, Matrix l) {
        if (a.isEmpty()) {
            return 0;
        }
        try (Workspace w = new Workspace()) {
            Matrix work = w.output(l);
            int code = lowerTo(a, work) ? road.cholesky(work) : Failure.NOT_FINITE;
            w.deliver();
            return code;
        }
    }

    /** The lower triangle to a row-major matrix; whether it is finite. */
    private boolean lowerTo(Matrix a, Matrix l) {
        if (a.rows() <= ROWS) {
            a.copyTo(l);
            return Finite.all(l) || Finite.lower(l);
        }
        AtomicBoolean finite = new AtomicBoolean(true);
        pool.range(a.rows(), ROWS, (from, end) -> {
            for (int i = (int) from; i < end; i++) {
                a.part(i, 0, 1, i + 1).copyTo(l.part(i, 0, 1, i + 1));
                if (!Finite.all(l.part(i, 0, 1, i + 1))) {
                    finite.set(false);
                }
            }
        });
        return finite.get();
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

    int completeQr(Matrix a, Matrix q, Matrix r) {
        try (Workspace w = new Workspace()) {
            if (a.isEmpty()) {
                w.identity(a.type(), a.rows()).copyTo(q);
                return 0;
            }
            Matrix work = w.copy(a);
            if (!Finite.all(work)) {
                return Failure.NOT_FINITE;
            }
            road.completeQr(work, w.output(q), w.output(r));
            w.deliver();
            return 0;
        }
    }

    int pivotedQr(Matrix a, Matrix q, Matrix r, Matrix order) {
        if (a.isEmpty()) {
            order.set(Exchanges.none(a.columns()));
            return 0;
        }
        try (Workspace w = new Workspace()) {
            Matrix work = w.copy(a);
            if (!Finite.all(work)) {
                return Failure.NOT_FINITE;
            }
            order.set(reduction.pivotedQr(work, w.output(q), w.output(r)));
            w.deliver();
            return 0;
        }
    }

    int lu(Matrix a, Matrix lu, Matrix order, Matrix sign) {
        int[] exchanges = {};
        try (Workspace w = new Workspace()) {
            if (!a.isEmpty()) {
                Matrix work = w.output(lu);
                a.copyTo(work);
                if (!Finite.all(work)) {
                    return Failure.NOT_FINITE;
                }
                exchanges = road.lu(work);
                w.deliver();
            }
            order.set(Exchanges.order(exchanges, a.rows()));
            sign.set(0, 0, Exchanges.sign(exchanges));
            return 0;
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
