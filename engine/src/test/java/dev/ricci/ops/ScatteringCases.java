package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Taking and putting by index, by masks, and what is found by comparing. */
final class ScatteringCases {
    private static final double[] VALUES = {-2, 2};
    private static final double[] INDICES = {0, 3.99};

    private ScatteringCases() {}

    static List<OpCase> all() {
        return List.of(
                new OpCase("scatter", in -> in[0].scatter(in[1], in[2], 0), ScatteringCases::scatter)
                        .domain(VALUES, INDICES, VALUES).types(null, DType.INT32).within(0, 0)
                        .sample(shape(4, 3), shape(9), shape(9, 3)).sample(shape(5, 17), shape(2), shape(2, 17))
                        .sample(shape(4, 2), shape(0), shape(0, 2)).sample(shape(7, 1), shape(1), shape(1, 1)),
                new OpCase("scatter last", in -> in[0].scatter(in[1], in[2], -1), g -> Grid.make(g[0].shape(), i -> {
                    double v = g[0].at(i);
                    for (int k = 0; k < g[1].values().length; k++) {
                        v = (int) g[1].values()[k] == i[1] ? g[2].values()[i[0] * g[1].values().length + k] : v;
                    }
                    return v;
                })).domain(VALUES, INDICES, VALUES).types(null, DType.INT32).within(0, 0)
                        .sample(shape(2, 4), shape(2, 3), shape(2, 2, 3)).sample(shape(3, 5), shape(), shape(3)),
                alongLast("takeAlong", in -> in[0].takeAlong(in[1], -1), g -> Grid.make(g[1].shape(),
                        i -> g[0].at(i[0], (int) g[1].at(i)))).sample(shape(1, 4), shape(1, 0)),
                new OpCase("takeAlong broadcast", in -> in[0].takeAlong(in[1], 0), g -> Grid.make(
                        shape(g[1].shape()[0], g[0].shape()[1], g[1].shape()[2]), i -> g[0].at((int) g[1].at(i[0], 0, i[2]), i[1], 0)))
                        .domain(VALUES, INDICES).types(null, DType.INT32).within(0, 0)
                        .sample(shape(4, 3, 1), shape(2, 1, 5)).sample(shape(7, 1, 1), shape(9, 1, 1)),
                along("putAlong", in -> in[0].putAlong(in[1], in[2], 0), g -> put(g, false)).within(0, 0),
                along("scatterAddAlong", in -> in[0].scatterAddAlong(in[1], in[2], 0), g -> put(g, true)).within(8, 8),
                new OpCase("at", in -> in[0].at(1, -1), g -> new Grid(shape(), new double[] {g[0].at(1, g[0].shape()[1] - 1)}))
                        .within(0, 0).sample(shape(2, 1)).sample(shape(3, 7)),
                masked("maskedFill", in -> in[0].maskedFill(in[1].greater(0), 0.5), g -> Grid.make(g[0].shape(),
                        i -> g[1].stretched(i) > 0 ? 0.5 : g[0].at(i))).sample(shape(3, 5), shape(5)).sample(shape(2, 3), shape(2, 1)),
                masked("maskedSelect", in -> in[0].maskedSelect(in[1].greater(0)), ScatteringCases::chosen).mayReadBack()
                        .sample(shape(3, 5), shape(5)).sample(shape(3, 1), shape(1, 4)),
                new OpCase("nonZero", in -> in[0].greater(0).nonZero(), g -> places(g[0])).domain(VALUES).within(0, 0)
                        .notDifferentiable().mayReadBack()
                        .sample(shape(17)).sample(shape(1)).sample(shape(0, 3)).sample(shape(3, 5)).sample(shape(2, 3, 7)).sample(shape()),
                triangle("tril", in -> in[0].tril(0), 0, false), triangle("tril above", in -> in[0].tril(1), 1, false),
                triangle("triu", in -> in[0].triu(0), 0, true), triangle("triu below", in -> in[0].triu(-2), -2, true),
                search("searchSorted", in -> in[0].sort(-1).values().searchSorted(in[1]), false)
                        .sample(shape(17), shape(33)).sample(shape(1), shape(2, 3)).sample(shape(7), shape()).sample(shape(0), shape(4)),
                search("searchSorted right", in -> in[0].sort(-1).values().searchSorted(in[1], true), true)
                        .sample(shape(3, 8), shape(3, 5)).sample(shape(1, 1), shape(1, 9)).sample(shape(2, 3), shape(2, 0)));
    }

    private static OpCase along(String name, Function<Tensor[], Tensor> op,
            Function<Grid[], Grid> definition) {
        return new OpCase(name, op, definition).domain(VALUES, INDICES, VALUES).types(null, DType.INT32)
                .sample(shape(4, 3), shape(9, 3), shape(9, 3)).sample(shape(5, 17), shape(2, 1), shape(2, 17))
                .sample(shape(4, 2), shape(0, 2), shape(0, 2)).sample(shape(7, 1), shape(1, 1), shape());
    }

    private static OpCase alongLast(String name, Function<Tensor[], Tensor> op,
            Function<Grid[], Grid> definition) {
        return new OpCase(name, op, definition).domain(VALUES, INDICES).types(null, DType.INT32).within(0, 0)
                .sample(shape(3, 4), shape(3, 7)).sample(shape(1, 17), shape(1, 1)).sample(shape(5, 8), shape(5, 8));
    }

    private static OpCase masked(String name, Function<Tensor[], Tensor> op,
            Function<Grid[], Grid> definition) {
        return new OpCase(name, op, definition).domain(VALUES).within(0, 0)
                .sample(shape(1), shape(1)).sample(shape(17), shape(17)).sample(shape(0, 3), shape(0, 3)).sample(shape(3, 5), shape(3, 5));
    }

    private static OpCase triangle(String name, Function<Tensor[], Tensor> op, int k, boolean upper) {
        return new OpCase(name, op, g -> {
            int r = g[0].shape().length;
            return Grid.make(g[0].shape(), i -> (upper ? i[r - 1] - i[r - 2] >= k : i[r - 1] - i[r - 2] <= k) ? g[0].at(i) : 0);
        }).within(0, 0).sample(shape(3, 5)).sample(shape(5, 3)).sample(shape(1, 1)).sample(shape(2, 4, 4)).sample(shape(0, 3));
    }

    private static OpCase search(String name, Function<Tensor[], Tensor> op, boolean right) {
        return new OpCase(name, op, g -> Grid.make(g[1].shape(), i -> {
            int n = g[0].shape()[g[0].shape().length - 1];
            int line = g[0].shape().length == 1 ? 0 : i[0];
            int count = 0;
            for (int k = 0; k < n; k++) {
                double s = g[0].values()[line * n + k];
                count += right ? (s <= g[1].at(i) ? 1 : 0) : (s < g[1].at(i) ? 1 : 0);
            }
            return count;
        })).domain(VALUES, VALUES).within(0, 0).notDifferentiable();
    }

    private static Grid scatter(Grid... g) {
        return Grid.make(g[0].shape(), i -> {
            double v = g[0].at(i);
            for (int k = 0; k < g[1].shape()[0]; k++) {
                v = (int) g[1].at(k) == i[0] ? g[2].at(k, i[1]) : v;
            }
            return v;
        });
    }

    private static Grid put(Grid[] g, boolean adds) {
        return Grid.make(g[0].shape(), i -> {
            double v = g[0].at(i);
            for (int k = 0; k < g[1].shape()[0]; k++) {
                boolean named = (int) g[1].stretched(k, i[1]) == i[0];
                v = !named ? v : adds ? v + g[2].stretched(k, i[1]) : g[2].stretched(k, i[1]);
            }
            return v;
        });
    }

    private static Grid chosen(Grid... g) {
        int[] shape = OpCases.stretch(g[0].shape(), g[1].shape());
        double[] all = new double[Grid.size(shape)];
        int n = 0;
        int[] index = new int[shape.length];
        for (int p = 0; p < all.length; p++) {
            if (g[1].stretched(index) > 0) {
                all[n++] = g[0].stretched(index);
            }
            Grid.next(index, shape);
        }
        return new Grid(shape(n), Arrays.copyOf(all, n));
    }

    private static Grid places(Grid x) {
        List<int[]> found = new ArrayList<>();
        int[] index = new int[x.shape().length];
        for (int p = 0; p < x.values().length; p++) {
            if (x.values()[p] > 0) {
                found.add(index.clone());
            }
            Grid.next(index, x.shape());
        }
        return Grid.make(shape(found.size(), x.shape().length), i -> found.get(i[0])[i[1]]);
    }
}
