package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.Solver;
import dev.ricci.cpu.host.LapackLibrary;
import dev.ricci.cpu.host.Memory;

/**
 * LAPACK's routines on row-major matrices.
 *
 * <p>LAPACK counts along columns, so what it sees in our memory is the transpose: our lower triangle is its upper one, our U its V.
 * Calls run in one thread, because results of threaded BLAS depend on the number of threads, except on the road that
 * {@link Roads#threaded} gives.
 */
final class Lapack implements Road {
    private final LapackLibrary library;
    private final int threads;
    private final Routine potrf;
    private final Routine geqrf;
    private final Routine orgqr;
    private final Routine geqp3;
    private final Routine geqrt3;
    private final Routine trsm;
    private final Routine trsv;
    private final Routine gesdd;
    private final Routine syevd;
    private final Routine getrf;
    private final Routine getrs;
    private final Routine potrs;
    private final Routine trtrs;

    /** @throws java.util.NoSuchElementException where the library lacks a routine */
    Lapack(LapackLibrary library, int threads) {
        this.library = library;
        this.threads = threads;
        potrf = new Routine(library, "potrf", 5, 1);
        geqrf = new Routine(library, "geqrf", 8, 0);
        orgqr = new Routine(library, "orgqr", 9, 0);
        geqp3 = new Routine(library, "geqp3", 9, 0);
        geqrt3 = new Routine(library, "geqrt3", 7, 0);
        trsm = new Routine(library, "trsm", 11, 4);
        trsv = new Routine(library, "trsv", 8, 3);
        gesdd = new Routine(library, "gesdd", 14, 1);
        syevd = new Routine(library, "syevd", 11, 2);
        getrf = new Routine(library, "getrf", 6, 0);
        getrs = new Routine(library, "getrs", 9, 1);
        potrs = new Routine(library, "potrs", 8, 1);
        trtrs = new Routine(library, "trtrs", 10, 3);
    }

    private LapackCall call(DType type) {
        return new LapackCall(library, threads, type);
    }

    /** On a transposed copy: OpenBLAS takes a quarter longer for what it sees as an upper triangle. */
    @Override
    public int cholesky(Matrix a) {
        try (LapackCall c = call(a.type()); Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose());
            int info = c.run(potrf, c.letter('L'), c.number(a.rows()), columns.address(), c.stride(columns));
            columns.transpose().copyTo(a);
            a.clearUpper();
            return info;
        }
    }

    /** The lower triangle of a row-major matrix to L; what stands above it stays. */
    int panelCholesky(Matrix a) {
        try (LapackCall c = call(a.type())) {
            return c.run(potrf, c.letter('U'), c.number(a.rows()), a.address(), c.stride(a));
        }
    }

    /** On a transposed copy: the LQ that could work in place takes half as long again on tall matrices. */
    @Override
    public void qr(Matrix a, Matrix r) {
        int k = Math.min(a.rows(), a.columns());
        try (LapackCall c = call(a.type()); Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose());
            long tau = c.vector(k);
            c.runWithWork(geqrf, c.number(a.rows()), c.number(a.columns()), columns.address(), c.stride(columns), tau);
            Upper.copy(columns.transpose(), r);
            orthogonal(c, columns.rows(0, k), k, tau, a.part(0, 0, a.rows(), k));
        }
    }

    @Override
    public void completeQr(Matrix a, Matrix q, Matrix r) {
        int m = a.rows();
        int n = a.columns();
        try (LapackCall c = call(a.type()); Workspace w = new Workspace()) {
            Matrix columns = w.matrix(a.type(), Math.max(m, n), m);
            a.transpose().copyTo(columns.rows(0, n));
            long tau = c.vector(Math.min(m, n));
            c.runWithWork(geqrf, c.number(m), c.number(n), columns.address(), c.stride(columns), tau);
            Upper.copy(columns.rows(0, n).transpose(), r);
            orthogonal(c, columns.rows(0, m), Math.min(m, n), tau, q);
        }
    }

    @Override
    public int[] pivotedQr(Matrix a, Matrix q, Matrix r) {
        int k = Math.min(a.rows(), a.columns());
        int[] order = new int[a.columns()];
        try (LapackCall c = call(a.type()); Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose());
            long tau = c.vector(k);
            long pivots = c.numbers(order); // zeros: every column is free
            c.runWithWork(geqp3, c.number(a.rows()), c.number(a.columns()), columns.address(), c.stride(columns), pivots, tau);
            Upper.copy(columns.transpose(), r);
            orthogonal(c, columns.rows(0, k), k, tau, q);
            for (int i = 0; i < order.length; i++) {
                order[i] = Memory.getInt(pivots + 4L * i) - 1;
            }
        }
        return order;
    }

    /** As many columns of Q as there are rows of the reflectors, of which the first k are reflectors. */
    private void orthogonal(LapackCall c, Matrix columns, int k, long tau, Matrix q) {
        c.runWithWork(orgqr, c.number(columns.columns()), c.number(columns.rows()), c.number(k), columns.address(), c.stride(columns), tau);
        columns.transpose().copyTo(q);
    }

    /** On a transposed copy, so that rows are exchanged. */
    @Override
    public int[] lu(Matrix a) {
        try (Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose());
            int[] exchange = panelLu(columns);
            columns.transpose().copyTo(a);
            return exchange;
        }
    }

    /** The matrix whose columns are rows here to L and U. Returns the exchanges. */
    int[] panelLu(Matrix columns) {
        int[] exchange = new int[Math.min(columns.rows(), columns.columns())];
        try (LapackCall c = call(columns.type())) {
            long pivots = c.integers(exchange.length);
            c.run(getrf, c.number(columns.columns()), c.number(columns.rows()), columns.address(), c.stride(columns), pivots);
            for (int i = 0; i < exchange.length; i++) {
                exchange[i] = Memory.getInt(pivots + 4L * i) - 1;
            }
        }
        return exchange;
    }

    /** The matrix whose columns are rows here, no fewer than those, to R and reflectors, and T to T^T, as our rows are. */
    void panelQr(Matrix columns, Matrix tt) {
        try (LapackCall c = call(columns.type())) {
            c.run(geqrt3, c.number(columns.columns()), c.number(columns.rows()), columns.address(), c.stride(columns), tt.address(),
                    c.stride(tt));
        }
    }

    /** T X = B in place. */
    void triangularRight(Matrix t, Triangles.Form form, Matrix b) {
        try (LapackCall c = call(b.type())) {
            c.call(trsm, c.letter('R'), c.letter(form.half), c.letter(form.turned), c.letter(form.unit), c.number(b.columns()),
                    c.number(b.rows()), c.one(), t.address(), c.stride(t), b.address(), c.stride(b));
        }
    }

    /** X L^T = B in place. */
    void triangularLeft(Matrix l, Matrix b) {
        try (LapackCall c = call(b.type())) {
            c.call(trsm, c.letter('L'), c.letter('U'), c.letter('T'), c.letter('N'), c.number(b.columns()), c.number(b.rows()), c.one(),
                    l.address(), c.stride(l), b.address(), c.stride(b));
        }
    }

    /** T x = b in place; b is one column. */
    void triangularVector(Matrix t, Triangles.Form form, Matrix b) {
        try (LapackCall c = call(b.type())) {
            char turned = form.turned == 'N' ? 'T' : 'N';
            c.call(trsv, c.letter(form.half), c.letter(turned), c.letter(form.unit), c.number(t.rows()), t.address(), c.stride(t),
                    b.address(), c.stride(b));
        }
    }

    @Override
    public void triangle(Matrix a, Matrix r) {
        try (LapackCall c = call(a.type()); Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose());
            long tau = c.vector(r.rows());
            c.runWithWork(geqrf, c.number(columns.columns()), c.number(columns.rows()), columns.address(), c.stride(columns), tau);
            Upper.copy(columns.transpose(), r);
        }
    }

    @Override
    public int svd(Matrix a, Matrix u, Matrix s, Matrix vt) {
        try (LapackCall c = call(a.type())) {
            long integers = c.integers(8L * Math.min(a.rows(), a.columns()));
            return c.runWithWorkAnd(gesdd, new long[] {integers}, c.letter('S'), c.number(a.columns()), c.number(a.rows()), a.address(),
                    c.stride(a), s.address(), vt.address(), c.stride(vt), u.address(), c.stride(u));
        }
    }

    @Override
    public int singularValues(Matrix a, Matrix s) {
        try (LapackCall c = call(a.type())) {
            long integers = c.integers(8L * a.columns());
            long none = c.vector(1);
            long one = c.number(1);
            return c.runWithWorkAnd(gesdd, new long[] {integers}, c.letter('N'), c.number(a.columns()), c.number(a.rows()), a.address(),
                    c.stride(a), s.address(), none, one, none, one);
        }
    }

    @Override
    public int eigenvalues(Matrix a, Matrix values) {
        try (LapackCall c = call(a.type())) {
            return c.runWithWorkAnd(syevd, new long[] {c.integers(1), c.number(1)}, c.letter('N'), c.letter('U'), c.number(a.rows()),
                    a.address(), c.stride(a), values.address());
        }
    }

    @Override
    public int eigen(Matrix a, Matrix values, Matrix vectors) {
        int n = a.rows();
        int info;
        try (LapackCall c = call(a.type())) {
            long count = 3 + 5L * n;
            long[] integers = {c.integers(count), c.number((int) count)};
            info = c.runWithWorkAnd(syevd, integers, c.letter('V'), c.letter('U'), c.number(n), a.address(), c.stride(a),
                    values.address());
        }
        a.transpose().copyTo(vectors);
        return info;
    }

    @Override
    public int solve(Solver kind, Matrix a, Matrix b) {
        try (Workspace w = new Workspace()) {
            Matrix x = w.copy(b.transpose());
            int info = switch (kind) {
                case GENERAL -> general(w.copy(a.transpose()), x);
                case POSITIVE_DEFINITE -> positiveDefinite(a, x);
                case LOWER -> triangular('U', a, x);
                case UPPER -> triangular('L', a, x);
            };
            if (info == 0) {
                x.transpose().copyTo(b);
            }
            return info;
        }
    }

    /** A transposed, that is, as LAPACK counts: it exchanges rows of A, as our own does. */
    private int general(Matrix a, Matrix x) {
        int n = a.rows();
        try (LapackCall c = call(a.type())) {
            long order = c.number(n);
            long pivots = c.integers(n);
            int info = c.run(getrf, order, order, a.address(), c.stride(a), pivots);
            return info != 0
                    ? info
                    : c.run(getrs, c.letter('N'), order, c.number(x.rows()), a.address(), c.stride(a), pivots, x.address(), c.stride(x));
        }
    }

    private int positiveDefinite(Matrix a, Matrix x) {
        int info = panelCholesky(a);
        if (info != 0) {
            return info;
        }
        try (LapackCall c = call(a.type())) {
            return c.run(potrs, c.letter('U'), c.number(a.rows()), c.number(x.rows()), a.address(), c.stride(a), x.address(), c.stride(x));
        }
    }

    private int triangular(char half, Matrix a, Matrix x) {
        try (LapackCall c = call(a.type())) {
            return c.run(trtrs, c.letter(half), c.letter('T'), c.letter('N'), c.number(a.rows()), c.number(x.rows()), a.address(),
                    c.stride(a), x.address(), c.stride(x));
        }
    }
}
