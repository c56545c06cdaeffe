package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.Solver;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.OpenBlas;
import java.util.Arrays;

/**
 * LAPACK's routines on row-major matrices.
 *
 * <p>LAPACK counts along columns, so what it sees in our memory is the transpose: our lower triangle is its upper one, our U its V.
 * Each call runs in one thread, because results of threaded BLAS depend on the number of threads.
 */
final class Lapack implements Road {
    private final Routine potrf;
    private final Routine geqrf;
    private final Routine orgqr;
    private final Routine gesdd;
    private final Routine syevd;
    private final Routine getrf;
    private final Routine getrs;
    private final Routine potrs;
    private final Routine trtrs;

    /** @throws java.util.NoSuchElementException where the library lacks a routine */
    Lapack(OpenBlas library) {
        potrf = new Routine(library, "potrf", 5, 1);
        geqrf = new Routine(library, "geqrf", 8, 0);
        orgqr = new Routine(library, "orgqr", 9, 0);
        gesdd = new Routine(library, "gesdd", 14, 1);
        syevd = new Routine(library, "syevd", 11, 2);
        getrf = new Routine(library, "getrf", 6, 0);
        getrs = new Routine(library, "getrs", 9, 1);
        potrs = new Routine(library, "potrs", 8, 1);
        trtrs = new Routine(library, "trtrs", 10, 3);
    }

    @Override
    public int cholesky(Matrix a) {
        int info = factorUpper(a);
        a.clearUpper();
        return info;
    }

    private int factorUpper(Matrix a) {
        try (Call c = new Call(a.type())) {
            return c.run(potrf, c.letter('U'), c.number(a.rows()), a.address(), c.stride(a));
        }
    }

    /** On a transposed copy: the LQ that could work in place takes half as long again on tall matrices. */
    @Override
    public void qr(Matrix a, Matrix r) {
        int k = Math.min(a.rows(), a.columns());
        try (Call c = new Call(a.type()); Workspace w = new Workspace()) {
            Matrix columns = w.copy(a.transpose());
            long rows = c.number(a.rows());
            long least = c.number(k);
            long stride = c.stride(columns);
            long tau = c.vector(k);
            require(c.runWithWork(geqrf, rows, c.number(a.columns()), columns.address(), stride, tau));
            upper(columns.transpose(), r);
            require(c.runWithWork(orgqr, rows, least, least, columns.address(), stride, tau));
            columns.transpose().part(0, 0, a.rows(), k).copyTo(a.part(0, 0, a.rows(), k));
        }
    }

    @Override
    public void triangle(Matrix columns, Matrix r) {
        try (Call c = new Call(columns.type())) {
            long tau = c.vector(r.rows());
            require(c.runWithWork(geqrf, c.number(columns.columns()), c.number(columns.rows()), columns.address(), c.stride(columns), tau));
            upper(columns.transpose(), r);
        }
    }

    private static void upper(Matrix a, Matrix r) {
        for (int i = 0; i < r.rows(); i++) {
            for (int j = 0; j < r.columns(); j++) {
                r.set(i, j, j < i ? 0 : a.get(i, j));
            }
        }
    }

    @Override
    public int svd(Matrix a, Matrix u, Matrix s, Matrix vt) {
        try (Call c = new Call(a.type())) {
            long integers = c.integers(8L * Math.min(a.rows(), a.columns()));
            return c.runWithWorkAnd(gesdd, new long[] {integers}, c.letter('S'), c.number(a.columns()), c.number(a.rows()), a.address(),
                    c.stride(a), s.address(), vt.address(), c.stride(vt), u.address(), c.stride(u));
        }
    }

    @Override
    public int eigen(Matrix a, Matrix values, Matrix vectors) {
        int n = a.rows();
        int info;
        try (Call c = new Call(a.type())) {
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
        try (Call c = new Call(a.type())) {
            long order = c.number(n);
            long pivots = c.integers(n);
            int info = c.run(getrf, order, order, a.address(), c.stride(a), pivots);
            return info != 0
                    ? info
                    : c.run(getrs, c.letter('N'), order, c.number(x.rows()), a.address(), c.stride(a), pivots, x.address(), c.stride(x));
        }
    }

    private int positiveDefinite(Matrix a, Matrix x) {
        int info = factorUpper(a);
        if (info != 0) {
            return info;
        }
        try (Call c = new Call(a.type())) {
            return c.run(potrs, c.letter('U'), c.number(a.rows()), c.number(x.rows()), a.address(), c.stride(a), x.address(), c.stride(x));
        }
    }

    private int triangular(char half, Matrix a, Matrix x) {
        try (Call c = new Call(a.type())) {
            return c.run(trtrs, c.letter(half), c.letter('T'), c.letter('N'), c.number(a.rows()), c.number(x.rows()), a.address(),
                    c.stride(a), x.address(), c.stride(x));
        }
    }

    private static void require(int info) {
        if (info != 0) {
            throw new AssertionError("LAPACK found its argument " + -info + " wrong");
        }
    }

    /** The arguments of one call, by address. */
    private static final class Call implements AutoCloseable {
        private final Workspace memory = new Workspace();
        private final DType type;

        Call(DType type) {
            this.type = type;
        }

        long number(int value) {
            return memory.ints(value);
        }

        long letter(char value) {
            return memory.ints(value);
        }

        long stride(Matrix m) {
            return number((int) m.rowStride());
        }

        long integers(long count) {
            return memory.bytes(4 * count);
        }

        long vector(int length) {
            return memory.bytes((long) length * type.bytes());
        }

        /** Calls with these arguments and info. */
        int run(Routine r, long... arguments) {
            long[] all = Arrays.copyOf(arguments, arguments.length + 1);
            long info = number(0);
            all[arguments.length] = info;
            r.call(type, all);
            int result = Memory.getInt(info);
            if (result < 0) {
                require(result);
            }
            return result;
        }

        int runWithWork(Routine r, long... arguments) {
            return runWithWorkAnd(r, new long[0], arguments);
        }

        /** Asks for the best size of the work array first; the arguments after it come between its size and info. */
        int runWithWorkAnd(Routine r, long[] after, long... arguments) {
            long[] all = Arrays.copyOf(arguments, arguments.length + 2 + after.length);
            System.arraycopy(after, 0, all, arguments.length + 2, after.length);
            Matrix asked = memory.matrix(type, 1, 1);
            all[arguments.length] = asked.address();
            all[arguments.length + 1] = number(-1);
            int info = run(r, all);
            if (info != 0) {
                return info;
            }
            // a size that float32 cannot hold comes rounded, maybe down
            long size = (long) Math.ceil(asked.get(0, 0) * (1 + 0x1p-22));
            all[arguments.length] = memory.bytes(size * type.bytes());
            all[arguments.length + 1] = number((int) Math.min(size, Integer.MAX_VALUE));
            return run(r, all);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
