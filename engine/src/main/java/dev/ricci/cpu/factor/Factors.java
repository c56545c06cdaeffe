package dev.ricci.cpu.factor;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Failure;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.small.SmallMatrices;

/**
 * Factors and solves every matrix of a batch, in float32 or float64, laid out in any way.
 *
 * <p>Batches of small matrices are computed side by side ({@link SmallMatrices}); the matrices of others one by one, by LAPACK or in Java,
 * shared among the pool's threads. Where one fails, the error names the first that did.
 */
public final class Factors {
    /** Elements that make one part of a batch: smaller matrices go to a thread several at a time. */
    private static final long PART = 1 << 14;

    /**
     * Least axis from which a reduction may use a library's own threads. Measured on two quiet cores, OpenBLAS, one thread's time by that
     * of two at 500: symmetric eigen 1.1, in float64 1.3; SVD 1.0 and 1.2. They wait for each other spinning: where other programs hold the
     * cores, two threads can take ten times as long as one; {@code -Dricci.lapack.threads=1} is for such machines.
     */
    static final int LARGE = 400;

    private Factors() {}

    /**
     * Fills the outputs that the kind names.
     *
     * @throws NumericalFailure where a matrix is not positive definite, is not finite, or does not converge
     */
    public static void factor(Pool pool, Factorisation kind, View[] out, View in) {
        if (SmallMatrices.takes(kind, in)) {
            Failure.named(kind).check(SmallMatrices.factor(pool, kind, out, in));
            return;
        }
        Road road = Roads.best(pool);
        factor(road, isLargeOne(kind, in) ? Roads.threaded(pool) : road, pool, kind, out, in);
    }

    /**
     * X with A X = B.
     *
     * @throws NumericalFailure where A is singular or not positive definite, or a number is not finite
     */
    public static void solve(Pool pool, Solver kind, View out, View a, View b) {
        if (SmallMatrices.takes(a, b)) {
            Failure.named(kind).check(SmallMatrices.solve(pool, kind, out, a, b));
        } else {
            solve(Roads.best(pool), pool, kind, out, a, b);
        }
    }

    static void factor(Road road, Pool pool, Factorisation kind, View[] out, View in) {
        factor(road, road, pool, kind, out, in);
    }

    /** Reductions, which cannot be shared among the pool's threads, go another road. */
    private static void factor(Road road, Road reduction, Pool pool, Factorisation kind, View[] out, View in) {
        OneMatrix one = new OneMatrix(road, reduction, pool);
        OneSpectrum spectrum = new OneSpectrum(road, reduction, pool);
        eachMatrix(pool, in, Failure.named(kind), i -> {
            Matrix[] to = outputs(out, in.rank(), i);
            Matrix a = Matrix.of(in, i);
            return switch (kind) {
                case CHOLESKY -> one.cholesky(a, to[0]);
                case QR -> one.qr(a, to[0], to[1]);
                case TRIANGLE -> one.triangle(a, to[0]);
                case COMPLETE_QR -> one.completeQr(a, to[0], to[1]);
                case PIVOTED_QR -> one.pivotedQr(a, to[0], to[1], to[2]);
                case LU -> one.lu(a, to[0], to[1], to[2]);
                case SVD -> spectrum.svd(a, to[0], to[1], to[2]);
                case JACOBI_SVD -> new JacobiSvd(pool).svd(a, to[0], to[1], to[2]);
                case SINGULAR_VALUES -> spectrum.singularValues(a, to[0]);
                case SYMMETRIC_EIGEN -> spectrum.eigen(a, to[0], to[1]);
                case EIGENVALUES -> spectrum.eigenvalues(a, to[0]);
            };
        });
    }

    /** Whether it may be worth a library's own threads. */
    private static boolean isLargeOne(Factorisation kind, View in) {
        int m = in.size(in.rank() - 2);
        int n = in.size(in.rank() - 1);
        boolean reduces = switch (kind) {
            case PIVOTED_QR, SVD, SINGULAR_VALUES, SYMMETRIC_EIGEN, EIGENVALUES -> true;
            case CHOLESKY, QR, TRIANGLE, COMPLETE_QR, LU, JACOBI_SVD -> false;
        };
        return reduces && Math.min(m, n) >= LARGE && in.size() == (long) m * n;
    }

    /** The outputs of one matrix; one with an axis less than the matrix is a column. */
    private static Matrix[] outputs(View[] out, int rank, int number) {
        Matrix[] to = new Matrix[out.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = out[i].rank() < rank ? Matrix.column(out[i], number) : Matrix.of(out[i], number);
        }
        return to;
    }

    static void solve(Road road, Pool pool, Solver kind, View out, View a, View b) {
        OneMatrix one = new OneMatrix(road, road, pool);
        eachMatrix(pool, a, Failure.named(kind), i -> one.solve(kind, Matrix.of(a, i), Matrix.of(b, i), Matrix.of(out, i)));
    }

    /** What happened to one matrix: 0, or the code of a failure. */
    private interface Body {
        int run(int number);
    }

    private static void eachMatrix(Pool pool, View a, Failure failure, Body body) {
        int batch = 1;
        for (int axis = 0; axis < a.rank() - 2; axis++) {
            batch = Math.multiplyExact(batch, a.size(axis));
        }
        if (batch == 0) {
            return;
        }
        int[] codes = new int[batch];
        long grain = Math.max(1, PART / Math.max(1, (long) a.size(a.rank() - 1) * a.size(a.rank() - 2)));
        pool.range(batch, grain, (from, to) -> {
            for (long i = from; i < to; i++) {
                codes[(int) i] = body.run((int) i);
            }
        });
        failure.check(codes);
    }
}
