package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

final class NormalizingCases {
    /** Large enough for rows of one element, whose variance is 0, to have derivatives of a moderate size. */
    private static final double EPSILON = 0.01;

    private NormalizingCases() {}

    static List<OpCase> all() {
        return List.of(
                rows("softmax", in -> in[0].softmax(-1), g -> Grid.make(g.shape(), i -> Math.exp(log(g, i, 1)))).within(16, 0),
                rows("softmax first", in -> in[0].softmax(0), g -> Grid.make(g.shape(), i -> Math.exp(log(g, i, 0)))).within(16, 0),
                rows("logSoftmax", in -> in[0].logSoftmax(-1), g -> Grid.make(g.shape(), i -> log(g, i, 1))).within(8, 4),
                rows("logSoftmax first", in -> in[0].logSoftmax(0), g -> Grid.make(g.shape(), i -> log(g, i, 0))).within(8, 4),
                new OpCase("crossEntropy", in -> in[0].crossEntropy(in[1]), g -> Grid.make(shape(g[0].shape()[0]),
                        i -> -log(g[0], new int[] {i[0], (int) g[1].at(i[0])}, 1)))
                        .domain(new double[] {-9, 9}, new double[] {0, 2.99}).types(null, DType.INT32).within(8, 9)
                        .sample(shape(5, 3), shape(5)).sample(shape(1, 17), shape(1)).sample(shape(0, 4), shape(0))
                        .sample(shape(7, 10), shape(7)),
                layerNorm("layerNorm", in -> in[0].layerNorm(in[1], in[2], EPSILON), true),
                layerNorm("layerNorm plain", in -> in[0].layerNorm(EPSILON), false));
    }

    private static OpCase layerNorm(String name, Function<Tensor[], Tensor> op, boolean gainAndShift) {
        OpCase c = new OpCase(name, op, g -> Grid.make(g[0].shape(), i -> {
            double h = normal(g[0], i);
            int[] column = {i[i.length - 1]};
            return gainAndShift ? h * g[1].at(column) + g[2].at(column) : h;
        })).domain(-3, 3).within(32, 4);
        for (int[] s : new int[][] {{1, 1}, {3, 5}, {2, 16}, {2, 33}, {17, 7}, {0, 4}, {1, 131}, {7}, {2, 3, 5}}) {
            int[] row = {s[s.length - 1]};
            c = gainAndShift ? c.sample(s, row, row) : c.sample(s);
        }
        return c;
    }

    /** (x - mean) / sqrt(variance + epsilon) along the last axis. */
    private static double normal(Grid x, int[] index) {
        int[] at = index.clone();
        int last = at.length - 1;
        int n = x.shape()[last];
        double mean = 0;
        for (at[last] = 0; at[last] < n; at[last]++) {
            mean += x.at(at) / n;
        }
        double variance = 0;
        for (at[last] = 0; at[last] < n; at[last]++) {
            variance += (x.at(at) - mean) * (x.at(at) - mean) / n;
        }
        return (x.at(index) - mean) / Math.sqrt(variance + EPSILON);
    }

    private static OpCase rows(String name, Function<Tensor[], Tensor> op, Function<Grid, Grid> f) {
        return new OpCase(name, op, g -> f.apply(g[0])).domain(-9, 9).sample(shape(1, 1)).sample(shape(3, 5)).sample(shape(2, 16))
                .sample(shape(2, 33)).sample(shape(17, 7))
                .sample(shape(0, 4)).sample(shape(1, 131));
    }

    /** The log-probability of an element among those along an axis. */
    private static double log(Grid x, int[] index, int axis) {
        int[] at = index.clone();
        double max = Double.NEGATIVE_INFINITY;
        for (at[axis] = 0; at[axis] < x.shape()[axis]; at[axis]++) {
            max = Math.max(max, x.at(at));
        }
        double sum = 0;
        for (at[axis] = 0; at[axis] < x.shape()[axis]; at[axis]++) {
            sum += Math.exp(x.at(at) - max);
        }
        return x.at(index) - max - Math.log(sum);
    }
}
