package dev.ricci.cuda.random;

import dev.ricci.backend.Draw;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.formula.Formula;

/**
 * Random numbers of the generator Philox on the device: random.cu, randomTruncated.cu, randomAttempts.cu.
 *
 * <p>The counter is read and moved on by the device itself, in the order of its stream: a recorded step draws new numbers each time.
 */
public final class Drawing {
    private static final int THREADS = 256;
    private static final int MOST_BLOCKS = 4096;

    private final Context context;

    public Drawing(Context context) {
        this.context = context;
    }

    /**
     * Fills out and moves the counter on by the blocks of numbers used.
     *
     * @throws IllegalArgumentException where the type cannot hold the distribution
     */
    public void random(Draw draw, View out, View counter, View... parameters) {
        draw.check(out, parameters);
        long n = out.size();
        if (n == 0) {
            return;
        }
        long step = counter.layout().stride(0);
        long blocks = draw.blocks(out.dtype(), n);
        try (Scope _ = Scope.open()) {
            View[] plain = Draw.plain(parameters);
            if (out.layout().isDense()) {
                fill(draw, out, n, blocks, counter, step, plain);
            } else {
                View dense = out.backend().allocate(out.dtype(), out.shape());
                fill(draw, dense, n, blocks, counter, step, plain);
                out.backend().map(Formula.X, out, dense);
            }
        }
        context.kernel("random", "random_advance").launch(1, 1, 0, Arguments.start().address(counter).int64(step).int64(blocks));
    }

    /** Writes a dense counter. */
    public void counter(View counter, long key, long position) {
        context.kernel("random", "random_counter").launch(1, 1, 0, Arguments.start().address(counter).int64(key).int64(position));
    }

    private void fill(Draw draw, View out, long n, long blocks, View counter, long step, View... parameters) {
        int grid = (int) Math.min((blocks + THREADS - 1) / THREADS, MOST_BLOCKS);
        Arguments a = Arguments.start().address(out).int64(n).address(counter).int64(step);
        for (View p : parameters) {
            a.address(p).int64(Draw.isOne(p) ? 0 : 1);
        }
        context.kernel(file(draw), file(draw) + word(draw) + Family.ending(out.dtype())).launch(grid, THREADS, 0, a);
    }

    private static String file(Draw draw) {
        return switch (draw) {
            case GAMMA, BETA, POISSON -> "randomAttempts";
            case TRUNCATED_NORMAL -> "randomTruncated";
            default -> "random";
        };
    }

    private static String word(Draw draw) {
        return switch (draw) {
            case BITS -> "_bits_";
            case UNIFORM -> "_uniform_";
            case NORMAL, TRUNCATED_NORMAL -> "_normal_";
            case EXPONENTIAL -> "_exponential_";
            case GUMBEL -> "_gumbel_";
            case BERNOULLI -> "_bernoulli_";
            case INTEGERS -> "_integers_";
            case GAMMA -> "_gamma_";
            case BETA -> "_beta_";
            case POISSON -> "_poisson_";
        };
    }
}
