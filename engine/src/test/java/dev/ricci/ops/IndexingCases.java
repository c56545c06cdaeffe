package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

final class IndexingCases {
    private static final double[] VALUES = {-2, 2};
    private static final double[] INDICES = {0, 3.99};

    private static final int[][] LINES = {{1}, {7}, {33}, {5, 4}, {1, 6}, {3, 2, 5}, {0}, {0, 3}};

    private IndexingCases() {}

    static List<OpCase> all() {
        return List.of(
                along("sort", in -> in[0].sort(0).values(), g -> sorted(g[0], 0, false)),
                along("sort last", in -> in[0].sort(-1).values(), g -> sorted(g[0], g[0].shape().length - 1, false)),
                along("sort order", in -> in[0].sort(0).order(), g -> sorted(g[0], 0, true)).notDifferentiable(),
                along("argsort", in -> in[0].argsort(-1), g -> sorted(g[0], g[0].shape().length - 1, true)).notDifferentiable(),
                along("topK", in -> in[0].topK(in[0].size(0) / 2, 0).values(), g -> largest(g[0], 0, false)),
                along("topK last", in -> in[0].topK(in[0].size(-1) / 2, -1).values(), g -> largest(g[0], g[0].shape().length - 1, false)),
                along("topK order", in -> in[0].topK(in[0].size(0) / 2, 0).order(), g -> largest(g[0], 0, true)).notDifferentiable(),
                new OpCase("gather", in -> in[0].gather(in[1], 0), g -> Grid.make(
                        shape(g[1].shape()[0], g[0].shape()[1]), i -> g[0].at((int) g[1].at(i[0]), i[1])))
                        .domain(VALUES, INDICES).types(null, DType.INT32).within(0, 0)
                        .sample(shape(4, 3), shape(7)).sample(shape(5, 1), shape(1)).sample(shape(4, 17), shape(0)),
                new OpCase("gather last", in -> in[0].gather(in[1], -1), g -> Grid.make(
                        shape(g[0].shape()[0], g[1].shape()[0], g[1].shape()[1]), i -> g[0].at(i[0], (int) g[1].at(i[1], i[2]))))
                        .domain(VALUES, INDICES).types(null, DType.INT32).within(0, 0)
                        .sample(shape(3, 4), shape(2, 5)).sample(shape(1, 6), shape(1, 1)),
                new OpCase("scatterAdd", in -> in[0].scatterAdd(in[1], in[2], 0), IndexingCases::scatterAdd)
                        .domain(VALUES, INDICES, VALUES).types(null, DType.INT32).within(8, 8)
                        .sample(shape(4, 3), shape(9), shape(9, 3)).sample(shape(5, 17), shape(2), shape(2, 17))
                        .sample(shape(4, 2), shape(0), shape(0, 2)),
                along("sort descending", in -> in[0].sort(-1, true).values(), g -> descending(g[0], g[0].shape().length - 1, false)),
                along("argsort descending", in -> in[0].argsort(0, true), g -> descending(g[0], 0, true)).notDifferentiable(),
                new OpCase("oneHot", in -> in[0].oneHot(4), g -> Grid.make(shape(g[0].shape()[0], 4), i -> g[0].at(i[0]) == i[1] ? 1 : 0))
                        .domain(INDICES).types(DType.INT32).within(0, 0).notDifferentiable()
                        .sample(shape(6)).sample(shape(1)).sample(shape(0)));
    }

    private static OpCase along(String name, Function<Tensor[], Tensor> op, Function<Grid[], Grid> definition) {
        OpCase c = new OpCase(name, op, definition).within(0, 0).spaced(0.03);
        for (int[] s : LINES) {
            c.sample(s);
        }
        return c;
    }

    /** The element of each line (or its place there) that as many others come before as its new place says. */
    private static Grid sorted(Grid x, int axis, boolean places) {
        return Grid.make(x.shape(), i -> {
            int[] at = i.clone();
            for (at[axis] = 0; ; at[axis]++) {
                if (before(x, at, axis) == i[axis]) {
                    return places ? at[axis] : x.at(at);
                }
            }
        });
    }

    private static int before(Grid x, int[] at, int axis) {
        int[] other = at.clone();
        int n = 0;
        for (other[axis] = 0; other[axis] < x.shape()[axis]; other[axis]++) {
            n += x.at(other) < x.at(at) || x.at(other) == x.at(at) && other[axis] < at[axis] ? 1 : 0;
        }
        return n;
    }

    /** The larger half, descending: the end of the negatives sorted, which keeps equal ones in order. */
    private static Grid largest(Grid x, int axis, boolean places) {
        Grid negative = Grid.make(x.shape(), i -> -x.at(i));
        Grid all = sorted(negative, axis, places);
        int[] shape = x.shape().clone();
        shape[axis] /= 2;
        return Grid.make(shape, i -> places ? all.at(i) : -all.at(i));
    }

    private static Grid descending(Grid x, int axis, boolean places) {
        Grid negative = Grid.make(x.shape(), i -> -x.at(i));
        Grid all = sorted(negative, axis, places);
        return Grid.make(x.shape(), i -> places ? all.at(i) : -all.at(i));
    }

    private static Grid scatterAdd(Grid... g) {
        return Grid.make(g[0].shape(), i -> {
            double s = g[0].at(i);
            for (int k = 0; k < g[1].shape()[0]; k++) {
                s += (int) g[1].at(k) == i[0] ? g[2].at(k, i[1]) : 0;
            }
            return s;
        });
    }
}
