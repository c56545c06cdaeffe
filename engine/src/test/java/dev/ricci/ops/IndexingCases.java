package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.backend.DType;
import java.util.List;

final class IndexingCases {
    private static final double[] VALUES = {-2, 2};
    private static final double[] INDICES = {0, 3.99};

    private IndexingCases() {}

    static List<OpCase> all() {
        return List.of(
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
                new OpCase("oneHot", in -> in[0].oneHot(4), g -> Grid.make(shape(g[0].shape()[0], 4), i -> g[0].at(i[0]) == i[1] ? 1 : 0))
                        .domain(INDICES).types(DType.INT32).within(0, 0).notDifferentiable()
                        .sample(shape(6)).sample(shape(1)).sample(shape(0)));
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
