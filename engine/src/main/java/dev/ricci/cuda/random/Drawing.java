package dev.ricci.cuda.random;

import dev.ricci.backend.DType;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.formula.Formula;

/**
 * Random numbers of the generator Philox on the device, random.cu.
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
    public void random(Draw draw, View out, View counter) {
        String kernel = kernel(draw, out.dtype());
        long n = out.size();
        if (n == 0) {
            return;
        }
        long step = counter.layout().stride(0);
        int perBlock = out.dtype() == DType.FLOAT64 ? 2 : 4;
        long blocks = (n + perBlock - 1) / perBlock;
        if (out.layout().isDense()) {
            fill(kernel, out, n, blocks, counter, step);
        } else {
            try (Scope _ = Scope.open()) {
                View dense = out.backend().allocate(out.dtype(), out.shape());
                fill(kernel, dense, n, blocks, counter, step);
                out.backend().map(Formula.X, out, dense);
            }
        }
        context.kernel("random", "random_advance").launch(1, 1, 0, Arguments.start().address(counter).int64(step).int64(blocks));
    }

    private void fill(String kernel, View out, long n, long blocks, View counter, long step) {
        int grid = (int) Math.min((blocks + THREADS - 1) / THREADS, MOST_BLOCKS);
        context.kernel("random", kernel).launch(grid, THREADS, 0, Arguments.start().address(out).int64(n).address(counter).int64(step));
    }

    private static String kernel(Draw draw, DType type) {
        boolean fits = draw == Draw.BITS ? type == DType.INT32 : type == DType.FLOAT32 || type == DType.FLOAT64;
        if (!fits) {
            throw new IllegalArgumentException("random: " + draw + " into " + type + "; BITS go into int32, UNIFORM and NORMAL into"
                    + " float32 or float64");
        }
        String name = switch (draw) {
            case BITS -> "random_bits_";
            case UNIFORM -> "random_uniform_";
            case NORMAL -> "random_normal_";
        };
        return name + Family.ending(type);
    }
}
