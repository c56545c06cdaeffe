package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

final class RunningCases {
    private RunningCases() {}

    static List<OpCase> all() {
        return List.of(
                running("cumsum", x -> x.cumsum(0), 0, v -> Arrays.stream(v).sum()).within(16, 20),
                running("cumsum last", x -> x.cumsum(-1), -1, v -> Arrays.stream(v).sum()).within(16, 20),
                running("cumprod", x -> x.cumprod(0), 0, RunningCases::product).domain(-1.3, 1.3).within(40, 2),
                running("cumprod last", x -> x.cumprod(-1), -1, RunningCases::product).domain(-1.3, 1.3).within(40, 2),
                running("cummax", x -> x.cummax(0).values(), 0, v -> Arrays.stream(v).max().orElseThrow()).spaced(0.013),
                running("cummax last", x -> x.cummax(-1).values(), -1, v -> Arrays.stream(v).max().orElseThrow()).spaced(0.013),
                running("cummax positions", x -> x.cummax(0).positions(), 0, v -> first(v, 1)).notDifferentiable(),
                running("logCumSumExp", x -> x.logCumSumExp(0), 0, RunningCases::logSumExp).within(16, 20),
                running("logCumSumExp last", x -> x.logCumSumExp(-1), -1, RunningCases::logSumExp).within(16, 20),
                running("cummin", x -> x.cummin(0).values(), 0, v -> Arrays.stream(v).min().orElseThrow()).spaced(0.013),
                running("cummin positions", x -> x.cummin(-1).positions(), -1, v -> first(v, -1)).notDifferentiable());
    }

    private static OpCase running(String name, Function<Tensor, Tensor> op, int axis, ToDoubleFunction<double[]> f) {
        OpCase c = new OpCase(name, in -> op.apply(in[0]), g -> soFar(g[0], axis < 0 ? axis + g[0].shape().length : axis, f)).within(0, 0);
        for (int[] s : new int[][] {{1}, {7}, {17}, {65}, {3, 5}, {5, 1}, {2, 3, 7}, {4, 33}, {1030}, {0, 3}, {2, 0}}) {
            c.sample(s);
        }
        return c;
    }

    private static Grid soFar(Grid x, int axis, ToDoubleFunction<double[]> f) {
        return Grid.make(x.shape(), i -> {
            double[] v = new double[i[axis] + 1];
            int[] at = i.clone();
            for (at[axis] = 0; at[axis] < v.length; at[axis]++) {
                v[at[axis]] = x.at(at);
            }
            return f.applyAsDouble(v);
        });
    }

    private static double logSumExp(double[] v) {
        return Math.log(Arrays.stream(v).map(Math::exp).sum());
    }

    private static double product(double[] v) {
        return Arrays.stream(v).reduce(1, (a, b) -> a * b);
    }

    private static double first(double[] v, int sign) {
        int best = 0;
        for (int i = 1; i < v.length; i++) {
            best = sign * v[i] > sign * v[best] ? i : best;
        }
        return best;
    }
}
