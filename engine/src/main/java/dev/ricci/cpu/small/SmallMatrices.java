package dev.ricci.cpu.small;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;

/** Factors and solves a batch of small matrices, a vector of them at a time, and says for which batches that is the faster way. */
public final class SmallMatrices {
    /** Elements that make one part of a batch. */
    private static final int PART = 1 << 14;

    private SmallMatrices() {}

    /** Whether this way is taken, by kind, shape, type and batch alone. A result's bits depend on nothing else but the sign of a zero. */
    public static boolean takes(Factorisation kind, View a) {
        return VectorApi.present() && Rule.takes(kind, a.dtype(), a.size(a.rank() - 2), a.size(a.rank() - 1), Stack.batch(a, a.rank() - 2));
    }

    /** As the other, for solving with some right-hand sides. */
    public static boolean takes(View a, View b) {
        return VectorApi.present() && Rule.takes(a.dtype(), a.size(a.rank() - 1), b.size(b.rank() - 1), Stack.batch(a, a.rank() - 2));
    }

    /** Fills the outputs that the kind names. Returns what happened to each matrix: 0, or the code of a failure. */
    public static int[] factor(Pool pool, Factorisation kind, View[] out, View a) {
        Arithmetic x = Arithmetic.of(a.dtype());
        return run(pool, a, switch (kind) {
            case CHOLESKY -> new SmallCholesky(x, out[0], a, null);
            case QR, COMPLETE_QR -> new SmallQr(x, out[0], out[1], a);
            case TRIANGLE -> new SmallQr(x, null, out[0], a);
            case LU -> new SmallLu(x, out, a);
            case SVD, JACOBI_SVD, SINGULAR_VALUES -> new SmallSvd(x, out, a);
            case SYMMETRIC_EIGEN, EIGENVALUES -> new SmallEigen(x, out, a);
            case PIVOTED_QR -> throw new AssertionError("not taken: " + kind);
        });
    }

    /** X with A X = B. Returns the codes. */
    public static int[] solve(Pool pool, Solver kind, View out, View a, View b) {
        Arithmetic x = Arithmetic.of(a.dtype());
        return run(pool, a, kind == Solver.POSITIVE_DEFINITE ? new SmallCholesky(x, out, a, b) : new SmallSolve(x, kind, out, a, b));
    }

    private static int[] run(Pool pool, View a, Procedure procedure) {
        int batch = Stack.batch(a, a.rank() - 2);
        int lanes = procedure.x.lanes();
        int[] codes = new int[batch];
        int blocks = (batch + lanes - 1) / lanes;
        int grain = Math.max(1, PART / (lanes * a.size(a.rank() - 1) * a.size(a.rank() - 2)));
        pool.range(blocks, grain, (from, to) -> {
            Block block = new Block(procedure.x, batch, codes, procedure.cells());
            for (int i = (int) from; i < to; i++) {
                block.start(i * lanes);
                procedure.run(block);
            }
        });
        return codes;
    }
}
