package dev.ricci.cpu.loop;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;

/**
 * layerNorm and its gradients, a row at a time while it is in the cache; {@link RowKernels#fits} must hold for all views.
 *
 * <p>Row slots: 0 the mean, 1 the inverse deviation r, 2 and 3 what the gradient subtracts.
 */
public final class RowNorm {
    private static final Formula SQUARED_DISTANCE = X.sub(Y).mul(X.sub(Y));
    /** Of x, mean, r, gain, shift. */
    private static final Formula NORMAL = X.sub(Y).mul(Z).mul(W).add(input(4));
    private static final Formula PRODUCT = X.mul(Y);
    /** Of g, gain, x, mean. */
    private static final Formula PRODUCT_WITH_DISTANCE = X.mul(Y).mul(Z.sub(W));
    /** Of g, gain, x, mean, r, r mean(s), r^2 mean(s h), where s = g gain. */
    private static final Formula OF_IN = X.mul(Y).mul(input(4)).sub(input(5)).sub(Z.sub(W).mul(input(6)));
    /** Of g, x, mean, r. */
    private static final Formula OF_GAIN = X.mul(Y.sub(Z).mul(W));

    private RowNorm() {}

    /** See {@link Backend#layerNorm}. */
    public static void layerNorm(Pool pool, View out, View in, View gain, View shift, double epsilon) {
        DType type = in.dtype();
        Statistics statistics = new Statistics(type, epsilon);
        Kernel map = Loops.STANDARD.map(NORMAL, type, 0b110);
        int[] shape = in.shape();
        Row.each(pool, type, shape.length - 1, (row, o, i, n) -> {
            statistics.of(row, i, n);
            row.with(o).with(i).withNumber(0).withNumber(1).with(row.address(2)).with(row.address(3)).map(map, n);
        }, out, in, gain.broadcast(shape), shift.broadcast(shape));
    }

    /**
     * See {@link Backend#layerNormGradient}.
     *
     * @param statistics room for two numbers for each row: the shape of in, but of length 2 along the last axis
     */
    public static void layerNormGradient(Pool pool, View[] out, View in, View gain, View gradient, double epsilon, View statistics) {
        int[] shape = in.shape();
        int axis = shape.length - 1;
        note(pool, in, epsilon, statistics);
        View mean = statistics.with(statistics.layout().slice(axis, 0, 1, 1));
        View inverse = statistics.with(statistics.layout().slice(axis, 1, 1, 1));
        if (out[1] != null) {
            ElementwiseReduce.reduce(pool, Reduction.SUM, OF_GAIN, out[1].broadcast(shape), gradient, in, mean.broadcast(shape),
                    inverse.broadcast(shape));
        }
        if (out[2] != null) {
            ElementwiseReduce.reduce(pool, Reduction.SUM, X, out[2].broadcast(shape), gradient);
        }
        if (out[0] != null) {
            ofIn(pool, out[0], in, gain.broadcast(shape), gradient, mean, inverse);
        }
    }

    private static void note(Pool pool, View in, double epsilon, View to) {
        Statistics statistics = new Statistics(in.dtype(), epsilon);
        int bytes = in.dtype().bytes();
        Row.each(pool, in.dtype(), in.rank() - 1, (row, o, i, n) -> {
            statistics.of(row, i, n);
            row.set(o, row.element(row.slot(0), 0));
            row.set(o + bytes, row.element(row.slot(1), 0));
        }, to, in);
    }

    private static void ofIn(Pool pool, View out, View in, View gain, View gradient, View mean, View inverse) {
        DType type = in.dtype();
        Kernel sum = Loops.STANDARD.reduce(Reduction.SUM, PRODUCT, type, 0);
        Kernel dot = Loops.STANDARD.reduce(Reduction.SUM, PRODUCT_WITH_DISTANCE, type, 0b1000);
        Kernel map = Loops.STANDARD.map(OF_IN, type, 0b1111000);
        Row.each(pool, type, in.rank() - 1, (row, o, i, n) -> {
            long w = row.address(2);
            long g = row.address(3);
            long m = row.address(4);
            long inverseAt = row.address(5);
            double r = row.element(inverseAt, 0);
            row.number(2, r * row.with(g).with(w).sum(sum, n) / n);
            row.number(3, r * r * r * row.with(g).with(w).with(i).withOne(m).sum(dot, n) / n);
            row.with(o).with(g).with(w).with(i).withOne(m).withOne(inverseAt).withNumber(2).withNumber(3).map(map, n);
        }, out, in, gain, gradient, mean, inverse);
    }

    /** Mean and inverse deviation of rows, into slots 0 and 1: first the mean, then the squares of the differences from it. */
    private static final class Statistics {
        private final Kernel sum;
        private final Kernel squares;
        private final double epsilon;

        Statistics(DType type, double epsilon) {
            this.sum = Loops.STANDARD.reduce(Reduction.SUM, X, type, 0);
            this.squares = Loops.STANDARD.reduce(Reduction.SUM, SQUARED_DISTANCE, type, 0b10);
            this.epsilon = epsilon;
        }

        void of(Row row, long in, int n) {
            row.number(0, row.with(in).sum(sum, n) / n);
            row.number(1, 1 / Math.sqrt(row.with(in).withNumber(0).sum(squares, n) / n + epsilon));
        }
    }
}
