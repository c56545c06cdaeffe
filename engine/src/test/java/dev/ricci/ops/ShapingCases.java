package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

final class ShapingCases {
    private ShapingCases() {}

    static List<OpCase> all() {
        return List.of(
                one("reshape", x -> x.reshape(-1, 2), x -> new Grid(shape(x.values().length / 2, 2), x.values()))
                        .sample(shape(6)).sample(shape(3, 4)).sample(shape(2, 3, 5)).sample(shape(0, 2)),
                one("flatten", x -> x.flatten(1), x -> new Grid(shape(x.shape()[0], x.values().length / Math.max(1, x.shape()[0])),
                        x.values())).sample(shape(2, 3, 4)).sample(shape(5, 1)).sample(shape(1, 2, 2, 3)),
                one("copy", Tensor::copy, x -> x).sample(shape(5)).sample(shape(3, 4)).sample(shape(0)),
                one("contiguous", Tensor::contiguous, x -> x).sample(shape(5)).sample(shape(3, 4)),
                one("t", Tensor::t, x -> Grid.make(swapped(x.shape()), i -> x.at(swapped(i))))
                        .sample(shape(3, 5)).sample(shape(2, 3, 4)).sample(shape(1, 1)).sample(shape(0, 2)),
                one("permute", x -> x.permute(2, 0, 1), x -> Grid.make(shape(x.shape()[2], x.shape()[0], x.shape()[1]),
                        i -> x.at(i[1], i[2], i[0]))).sample(shape(2, 3, 4)).sample(shape(1, 5, 2)),
                one("transpose", x -> x.transpose(0, -1), x -> Grid.make(shape(x.shape()[2], x.shape()[1], x.shape()[0]),
                        i -> x.at(i[2], i[1], i[0]))).sample(shape(2, 3, 4)).sample(shape(1, 0, 2)),
                one("unsqueeze", x -> x.unsqueeze(1), x -> Grid.make(shape(x.shape()[0], 1, x.shape()[1]), i -> x.at(i[0], i[2])))
                        .sample(shape(3, 4)).sample(shape(1, 1)),
                one("squeeze", x -> x.squeeze(1), x -> new Grid(shape(x.shape()[0], x.shape()[2]), x.values()))
                        .sample(shape(3, 1, 4)).sample(shape(1, 1, 1)),
                one("squeeze several", x -> x.squeeze(0, -1), x -> new Grid(shape(x.shape()[1]), x.values()))
                        .sample(shape(1, 5, 1)).sample(shape(1, 0, 1)),
                one("squeeze all", x -> x.squeeze(), x -> new Grid(shape(3, 4), x.values()))
                        .sample(shape(3, 1, 4, 1)).sample(shape(1, 3, 4)),
                one("broadcastTo", x -> x.broadcastTo(4, 3, 5), x -> Grid.make(shape(4, 3, 5), x::stretched))
                        .sample(shape(3, 5)).sample(shape(1)).sample(shape(3, 1)).sample(shape(4, 1, 5)),
                one("slice", x -> x.slice(1, 1, 4), x -> Grid.make(shape(x.shape()[0], 3), i -> x.at(i[0], i[1] + 1)))
                        .sample(shape(3, 5)).sample(shape(1, 4)),
                one("slice step", x -> x.slice(0, 1, -1, 3), x -> Grid.make(shape((x.shape()[0]) / 3, x.shape()[1]),
                        i -> x.at(1 + 3 * i[0], i[1]))).sample(shape(9, 2)).sample(shape(6, 3)),
                one("slice back", x -> x.slice(0, -2, Tensor.BEGINNING, -3), x -> Grid.make(shape((x.shape()[0] + 1) / 3, x.shape()[1]),
                        i -> x.at(x.shape()[0] - 2 - 3 * i[0], i[1]))).sample(shape(9, 2)).sample(shape(2, 3)).sample(shape(7, 1)),
                one("diagonal", Tensor::diagonal, x -> Grid.make(shape(x.shape()[0], Math.min(x.shape()[1], x.shape()[2])),
                        i -> x.at(i[0], i[1], i[1]))).sample(shape(2, 3, 5)).sample(shape(1, 4, 4)).sample(shape(2, 0, 3)),
                one("diagonal offset", x -> x.diagonal(-2, 2, 0), x -> Grid.make(
                        shape(x.shape()[1], Math.max(0, Math.min(x.shape()[2] - 2, x.shape()[0]))), i -> x.at(i[1], i[0], i[1] + 2)))
                        .sample(shape(5, 2, 4)).sample(shape(2, 3, 7)).sample(shape(3, 1, 1)),
                one("unfold", x -> x.unfold(0, 3, 1), x -> Grid.make(shape(x.shape()[0] - 2, x.shape()[1], 3),
                        i -> x.at(i[0] + i[2], i[1]))).sample(shape(7, 2)).sample(shape(3, 1)),
                one("unfold far", x -> x.unfold(-1, 2, 3), x -> Grid.make(shape((x.shape()[0] - 2) / 3 + 1, 2), i -> x.at(3 * i[0] + i[1])))
                        .sample(shape(9)).sample(shape(2)).sample(shape(7)),
                one("unfold steps", x -> x.unfold(1, 5, 2), x -> Grid.make(shape(x.shape()[0], (x.shape()[1] - 5) / 2 + 1, 5),
                        i -> x.at(i[0], 2 * i[1] + i[2]))).sample(shape(2, 11)).sample(shape(1, 6)),
                one("select", x -> x.select(1, -1), x -> Grid.make(shape(x.shape()[0]), i -> x.at(i[0], x.shape()[1] - 1)))
                        .sample(shape(3, 5)).sample(shape(1, 1)),
                one("flip", x -> x.flip(0), x -> Grid.make(x.shape(), i -> {
                    int[] j = i.clone();
                    j[0] = x.shape()[0] - 1 - j[0];
                    return x.at(j);
                })).sample(shape(5)).sample(shape(3, 4)).sample(shape(0, 2)),
                one("flip all", x -> x.flip(), x -> Grid.make(x.shape(), i -> x.values()[x.values().length - 1 - row(i, x.shape())]))
                        .sample(shape(3, 4)).sample(shape(2, 1, 3)).sample(shape()),
                concat(),
                new OpCase("stack", in -> Shaping.stack(1, in), g -> Grid.make(shape(g[0].shape()[0], g.length, g[0].shape()[1]),
                        i -> g[i[1]].at(i[0], i[2]))).sample(shape(3, 4), shape(3, 4)).sample(shape(1, 2), shape(1, 2), shape(1, 2)),
                one("toFloat", x -> x.toFloat(), x -> x).types(DType.BOOL).sample(shape(7)).sample(shape(2, 3)).notDifferentiable());
    }

    private static int row(int[] index, int[] shape) {
        int p = 0;
        for (int a = 0; a < shape.length; a++) {
            p = p * shape[a] + index[a];
        }
        return p;
    }

    static OpCase one(String name, Function<Tensor, Tensor> op, Function<Grid, Grid> f) {
        return new OpCase(name, in -> op.apply(in[0]), g -> f.apply(g[0])).within(0, 0);
    }

    private static int[] swapped(int[] a) {
        int[] b = a.clone();
        b[a.length - 1] = a[a.length - 2];
        b[a.length - 2] = a[a.length - 1];
        return b;
    }

    private static OpCase concat() {
        return new OpCase("concat", in -> Shaping.concat(1, in), g -> {
            int width = 0;
            for (Grid x : g) {
                width += x.shape()[1];
            }
            return Grid.make(shape(g[0].shape()[0], width), i -> {
                int c = i[1];
                int k = 0;
                while (c >= g[k].shape()[1]) {
                    c -= g[k++].shape()[1];
                }
                return g[k].at(i[0], c);
            });
        }).within(0, 0).sample(shape(3, 4), shape(3, 2)).sample(shape(2, 1), shape(2, 0), shape(2, 5)).sample(shape(1, 1));
    }
}
