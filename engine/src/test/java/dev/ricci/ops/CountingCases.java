package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

final class CountingCases {
    private CountingCases() {}

    static List<OpCase> all() {
        List<OpCase> all = new ArrayList<>();
        counted(all, "any", (x, a) -> x.any(a), (x, a) -> x.anyKeeping(a),
                v -> Arrays.stream(v).anyMatch(x -> x != 0) ? 1 : 0, -0.5, 1.02);
        counted(all, "all", (x, a) -> x.all(a), (x, a) -> x.allKeeping(a),
                v -> Arrays.stream(v).allMatch(x -> x != 0) ? 1 : 0, 0.9, 4);
        counted(all, "countNonZero", (x, a) -> x.countNonZero(a), (x, a) -> x.countNonZeroKeeping(a),
                v -> Arrays.stream(v).filter(x -> x != 0).count(), -2, 2);
        all.add(new OpCase("histogram", in -> in[0].histogram(4, -1, 1), g -> Grid.make(shape(4), i -> Arrays.stream(g[0].values())
                .filter(x -> x >= -1 && x <= 1 && Math.min(3, Math.floor((x + 1) * 2)) == i[0]).count())).domain(-1.5, 1.5).within(0, 0)
                .notDifferentiable().sample(shape(40)).sample(shape(3, 7)).sample(shape(0)).sample(shape()));
        all.add(new OpCase("bincount", in -> in[0].bincount(5), g -> Grid.make(shape(5), i -> Arrays.stream(g[0].values())
                .filter(x -> x == i[0]).count())).types(DType.INT32).domain(0, 4.99).within(0, 0).notDifferentiable()
                .sample(shape(40)).sample(shape(3, 7)).sample(shape(0)));
        all.add(new OpCase("bincount weights", in -> in[0].bincount(in[1], 5), g -> Grid.make(shape(5), i -> {
            double s = 0;
            for (int k = 0; k < g[0].values().length; k++) {
                s += g[0].values()[k] == i[0] ? g[1].values()[k] : 0;
            }
            return s;
        })).types(DType.INT32).domain(new double[] {0, 4.99}, new double[] {-2, 2}).within(8, 40)
                .sample(shape(40), shape(40)).sample(shape(3, 7), shape(3, 7)).sample(shape(0), shape(0)));
        return all;
    }

    /** Of real numbers rounded down, of int32 and, where they keep axes, of bool. */
    private static void counted(List<OpCase> all, String name, BiFunction<Tensor, int[], Tensor> op,
            BiFunction<Tensor, int[], Tensor> keeping, ToDoubleFunction<double[]> f, double low, double high) {
        ToDoubleFunction<double[]> floors = v -> f.applyAsDouble(Arrays.stream(v).map(Math::floor).toArray());
        all.add(ReductionsCases.reduced(name, (x, a) -> op.apply(x.floor(), a), floors, 0, false).domain(low, high));
        all.add(ReductionsCases.reduced(name + " last", op, f, 0, false, -1).types(DType.INT32).domain(low, high));
        ToDoubleFunction<double[]> positive = v -> f.applyAsDouble(Arrays.stream(v).map(x -> x > 1 ? 1 : 0).toArray());
        all.add(ReductionsCases.reduced(name + "Keeping", (x, a) -> keeping.apply(x.greater(1), a), positive, 0, true, 0)
                .domain(low, high));
        all.subList(all.size() - 3, all.size()).forEach(c -> c.within(0, 0).notDifferentiable());
    }
}
