package dev.ricci.cuda.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/**
 * One-sided Jacobi on blocks of columns, by the kernels of jacobi.cu: columns are turned until all are orthogonal.
 *
 * <p>A step that is recorded has the most sweeps that there may be, of which those after the last that turned something do nothing.
 * Otherwise the host looks after a few sweeps whether that was the last, so the same kernels have the same numbers both times.
 */
final class JacobiSweeps {
    /** The columns of a block; blocks meet in pairs. */
    static final int WIDTH = 16;

    private static final int PAIR = 2 * WIDTH;
    private static final int THREADS = 256;
    /** Rows of the columns that a block of jacobiUpdate takes. */
    private static final int ACROSS = 64;

    /** What convergence takes is 12 or fewer for LAPACK's types of spectra, and some 20 for the worst that was found, Vandermonde's. */
    private static final int MOST = 32;
    /** No matrix of several blocks is done before. */
    private static final int FIRST_LOOK = 4;
    /** The fewest rows that are worth a block of jacobiGram. */
    private static final int LEAST_ROWS = 64;

    private final Context context;
    private final Tuning tuning;
    private final Family begin;
    private final Family gram;
    private final Family turn;
    private final Family update;

    /**
     * What a measurement may vary.
     *
     * @param passes how often all columns of a pair of blocks meet in one round
     * @param blocks of jacobiGram, which fill a large device; results depend on it, so it is the same on all
     */
    record Tuning(int passes, int blocks) {
        static final Tuning USUAL = new Tuning(1, 264);
    }

    JacobiSweeps(Context context, Tuning tuning) {
        this.context = context;
        this.tuning = tuning;
        begin = new Family(context, "jacobi", "jacobiBegin");
        gram = new Family(context, "jacobi", "jacobiGram");
        turn = new Family(context, "jacobi", "jacobiTurn");
        update = new Family(context, "jacobi", "jacobiUpdate");
    }

    /** The side of a square in which n columns are stored: whole pairs of blocks. */
    static int padded(int n) {
        return (n + PAIR - 1) / PAIR * PAIR;
    }

    /** When two columns are orthogonal: the cosine that rounding leaves between them. */
    private static double tolerance(DType type, int n) {
        return unit(type) * Math.max(8, Math.sqrt(n));
    }

    /** Cosines whose squares are far below the tolerance. */
    private static double near(DType type) {
        return Math.sqrt(unit(type)) / 32;
    }

    private static double unit(DType type) {
        return type == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
    }

    /**
     * Turns the first n columns of X until they are orthogonal, and those of W likewise; both are stored by columns, padded. W may be
     * null.
     */
    void run(View x, View w, int n, JacobiState state) {
        try (Scope _ = Scope.open()) {
            Sweep sweep = new Sweep(x, w, n, state);
            for (int s = 1; s <= MOST; s++) {
                sweep.run();
                if (s >= FIRST_LOOK && !context.isRecording() && state.isDone()) {
                    return;
                }
            }
        }
    }

    /** The memory of all sweeps over one matrix. */
    final class Sweep {
        private final View x;
        private final View w;
        private final int n;
        private final JacobiState state;
        private final DType type;
        private final int padded;
        private final int pairs;
        private final int length;
        private final int slices;
        private final View scale;
        private final View partial;
        private final View turns;
        private final View turned;

        Sweep(View x, View w, int n, JacobiState state) {
            this.x = x;
            this.w = w;
            this.n = n;
            this.state = state;
            type = x.dtype();
            padded = padded(n);
            pairs = padded / PAIR;
            int wanted = (tuning.blocks + pairs - 1) / pairs;
            length = Math.max(LEAST_ROWS, padded((padded + wanted - 1) / wanted));
            slices = (padded + length - 1) / length;
            scale = x.backend().allocate(type, padded);
            partial = x.backend().allocate(type, pairs, slices, PAIR, PAIR);
            turns = x.backend().allocate(type, pairs, PAIR, PAIR);
            turned = x.backend().allocate(DType.INT32, pairs);
        }

        void run() {
            begin();
            for (int round = 0; round < rounds(); round++) {
                gram(round);
                turn(round);
                update(round);
            }
            context.kernel("jacobi", "jacobiEnd").launch(1, 1, 0, Arguments.start().address(state.view()));
        }

        int rounds() {
            return 2 * pairs - 1;
        }

        void begin() {
            begin.of(type).launch(padded, THREADS, 0,
                    Arguments.start().address(x).address(scale).int32(padded).int32(n).address(state.view()));
        }

        void gram(int round) {
            gram.of(type).launch(pairs, slices, 1, THREADS, 1, 0, Arguments.start().address(x).address(scale).address(partial)
                    .int32(padded).int32(round).int32(length).address(state.view()));
        }

        void turn(int round) {
            turn.of(type).launch(pairs, THREADS, 0, Arguments.start().address(partial).address(scale).address(turns).address(turned)
                    .int32(padded).int32(round).int32(slices).int32(tuning.passes).float64(tolerance(type, n)).float64(near(type))
                    .address(state.view()));
        }

        void update(int round) {
            update.of(type).launch(pairs, (padded + ACROSS - 1) / ACROSS, w == null ? 1 : 2, THREADS, 1, 0,
                    Arguments.start().address(x).addressOrNull(w).address(turns).address(turned).int32(padded).int32(round)
                            .address(state.view()));
        }
    }
}
