package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;
import static dev.ricci.ops.ShapingCases.one;

import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;

final class JoiningCases {
    private JoiningCases() {}

    static List<OpCase> all() {
        return List.of(
                one("split", x -> Shaping.concat(0, back(x.split(0, 2, 0, x.size(0) - 2))), x -> Grid.make(x.shape(),
                        i -> x.at((i[0] + 2) % x.shape()[0], i[1]))).sample(shape(5, 3)).sample(shape(3, 1)),
                one("chunk", x -> x.chunk(-1, 3)[1], x -> Grid.make(shape(x.shape()[0], Math.min(third(x), x.shape()[1] - third(x))),
                        i -> x.at(i[0], third(x) + i[1]))).sample(shape(2, 7)).sample(shape(1, 9)).sample(shape(3, 4)),
                one("pad", x -> x.pad(new int[] {1, 0}, new int[] {2, 3}, -1.5), x -> Grid.make(
                        shape(x.shape()[0] + 3, x.shape()[1] + 3), i -> i[0] < 1 || i[0] > x.shape()[0] || i[1] >= x.shape()[1] ? -1.5
                                : x.at(i[0] - 1, i[1]))).sample(shape(3, 4)).sample(shape(1, 1)).sample(shape(0, 2)),
                bordered("padReflect", x -> x.padReflect(new int[] {2, 0, 1}, new int[] {1, 0, 3}), JoiningCases::reflected),
                bordered("padReplicate", x -> x.padReplicate(new int[] {2, 0, 1}, new int[] {1, 0, 3}), JoiningCases::nearest)
                        .sample(shape(1, 1, 1)),
                one("tile", x -> x.tile(2, 1, 3), x -> Grid.make(shape(2, x.shape()[0], 3 * x.shape()[1]),
                        i -> x.at(i[1], i[2] % x.shape()[1]))).sample(shape(3, 4)).sample(shape(1, 1)).sample(shape(2, 0)),
                one("tile last", x -> x.tile(3), x -> Grid.make(shape(x.shape()[0], 3 * x.shape()[1]),
                        i -> x.at(i[0], i[1] % x.shape()[1]))).sample(shape(3, 4)),
                one("repeat", x -> x.repeat(3, 0), x -> Grid.make(shape(3 * x.shape()[0], x.shape()[1]), i -> x.at(i[0] / 3, i[1])))
                        .sample(shape(3, 4)).sample(shape(1, 1)).sample(shape(0, 2)),
                one("repeat last", x -> x.repeat(2, -1), x -> Grid.make(shape(x.shape()[0], 2 * x.shape()[1]), i -> x.at(i[0], i[1] / 2)))
                        .sample(shape(3, 5)),
                one("roll", x -> x.roll(-8, 0), x -> Grid.make(x.shape(), i -> x.at((i[0] + 8) % x.shape()[0], i[1])))
                        .sample(shape(5, 3)).sample(shape(8, 2)).sample(shape(0, 2)).sample(shape(1, 1)));
    }

    private static Tensor[] back(Tensor... three) {
        return new Tensor[] {three[2], three[1], three[0]};
    }

    private static int third(Grid x) {
        return (x.shape()[1] + 2) / 3;
    }

    /** Borders of 2 and 1 around the first axis, of 1 and 3 around the last, by the place in an axis of a length. */
    private static OpCase bordered(String name, Function<Tensor, Tensor> op, IntBinaryOperator from) {
        return one(name, op, x -> Grid.make(shape(x.shape()[0] + 3, x.shape()[1], x.shape()[2] + 4),
                i -> x.at(from.applyAsInt(i[0] - 2, x.shape()[0]), i[1], from.applyAsInt(i[2] - 1, x.shape()[2]))))
                .sample(shape(3, 2, 5)).sample(shape(4, 1, 4));
    }

    private static int reflected(int i, int n) {
        return i < 0 ? -i : i >= n ? 2 * n - 2 - i : i;
    }

    private static int nearest(int i, int n) {
        return Math.max(0, Math.min(n - 1, i));
    }
}
