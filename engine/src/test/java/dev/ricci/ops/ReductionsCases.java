package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

final class ReductionsCases {
    static final int[][] SHAPES = {{1}, {7}, {17}, {65}, {3, 5}, {5, 1}, {2, 3, 7}, {4, 33}, {1030}};

    private ReductionsCases() {}

    static List<OpCase> all() {
        List<OpCase> all = new ArrayList<>();
        axes(all, "sum", (x, a) -> x.sum(a), (x, a) -> x.sumKeeping(a), v -> Arrays.stream(v).sum(), 0);
        axes(all, "mean", (x, a) -> x.mean(a), (x, a) -> x.meanKeeping(a), v -> Arrays.stream(v).average().orElse(Double.NaN), 0);
        axes(all, "variance", (x, a) -> x.variance(0, a), (x, a) -> x.varianceKeeping(0, a), ReductionsCases::variance, 0);
        axes(all, "prod", (x, a) -> x.prod(a), (x, a) -> x.prodKeeping(a), v -> Arrays.stream(v).reduce(1, (a, b) -> a * b), 0);
        all.subList(all.size() - 5, all.size()).forEach(c -> c.domain(0.8, 1.25).within(40, 4));
        axes(all, "std", (x, a) -> x.std(0, a), (x, a) -> x.stdKeeping(0, a), v -> Math.sqrt(variance(v)), 0);
        all.add(sample("variance sample", x -> x.variance(1), v -> variance(v) * v.length / (v.length - 1)));
        all.add(sample("std sample", x -> x.std(1), v -> Math.sqrt(variance(v) * v.length / (v.length - 1))));
        axes(all, "max", (x, a) -> x.max(a), (x, a) -> x.maxKeeping(a), v -> Arrays.stream(v).max().orElseThrow(), 0.013);
        axes(all, "min", (x, a) -> x.min(a), (x, a) -> x.minKeeping(a), v -> Arrays.stream(v).min().orElseThrow(), 0.013);
        axes(all, "logSumExp", (x, a) -> x.logSumExp(a), (x, a) -> x.logSumExpKeeping(a),
                v -> Math.log(Arrays.stream(v).map(Math::exp).sum()), 0);
        axes(all, "norm", (x, a) -> x.norm(a), (x, a) -> x.normKeeping(a), v -> power(v, 2), 0);
        for (double p : new double[] {1, 3, -1.5, 0.5}) {
            all.add(reduced("normOfOrder " + p, (x, a) -> x.normOfOrder(p, a), v -> power(v, p), 0, false, -1).domain(0.3, 2)
                    .within(60, 40));
        }
        all.add(reduced("normOfOrder infinite", (x, a) -> x.normOfOrder(Double.POSITIVE_INFINITY, a),
                v -> Arrays.stream(v).max().orElseThrow(), 0.013, false, 0).domain(0.5, 2));
        all.add(reduced("normOfOrder least", (x, a) -> x.normOfOrder(Double.NEGATIVE_INFINITY, a),
                v -> Arrays.stream(v).min().orElseThrow(), 0.013, false, -1).domain(0.5, 2));
        all.add(reduced("normOfOrderKeeping", (x, a) -> x.normOfOrderKeeping(0, a), v -> v.length, 0, true, 0).domain(1, 2)
                .notDifferentiable());
        all.add(new OpCase("dot", in -> in[0].dot(in[1]), g -> Grid.make(shape(), i -> {
            double s = 0;
            for (int k = 0; k < g[0].values().length; k++) {
                s += g[0].values()[k] * g[1].values()[k];
            }
            return s;
        })).sample(shape(0), shape(0)).sample(shape(1), shape(1)).sample(shape(33), shape(33))
                .sample(shape(4, 5), shape(4, 5)).within(8, 40));
        all.add(along("argmax", (x, a) -> x.argmax(a), v -> first(v, 1)).notDifferentiable());
        all.add(along("argmin", (x, a) -> x.argmin(a), v -> first(v, -1)).notDifferentiable());
        all.add(new OpCase("argmax all", in -> in[0].argmax(), g -> Grid.make(shape(), i -> first(g[0].values(), 1)))
                .sample(shape(7)).sample(shape(3, 5)).sample(shape(2, 3, 7)).notDifferentiable());
        all.add(new OpCase("argmin all", in -> in[0].argmin(), g -> Grid.make(shape(), i -> first(g[0].values(), -1)))
                .sample(shape(1)).sample(shape(4, 33)).notDifferentiable());
        return all;
    }

    static void axes(List<OpCase> all, String name, BiFunction<Tensor, int[], Tensor> op,
            BiFunction<Tensor, int[], Tensor> keeping, ToDoubleFunction<double[]> f, double spacing) {
        all.add(reduced(name, op, f, spacing, false));
        all.add(reduced(name + " last", op, f, spacing, false, -1));
        all.add(reduced(name + " first", op, f, spacing, false, 0));
        OpCase two = reduced(name + " outer", op, f, spacing, false, 0, -1);
        two.samples.removeIf(s -> s[0].length < 2);
        all.add(two);
        if (keeping != null) {
            all.add(reduced(name + "Keeping", keeping, f, spacing, true, 0));
        }
    }

    static OpCase reduced(String name, BiFunction<Tensor, int[], Tensor> op, ToDoubleFunction<double[]> f, double spacing,
            boolean keeping, int... axes) {
        OpCase c = new OpCase(name, in -> op.apply(in[0], axes), g -> reduce(g[0], f, keeping, axes)).within(8, 40);
        for (int[] s : SHAPES) {
            c.sample(s);
        }
        return spacing > 0 ? c.spaced(spacing) : c;
    }

    static Grid reduce(Grid x, ToDoubleFunction<double[]> f, boolean keeping, int... axes) {
        boolean[] gone = new boolean[x.shape().length];
        Arrays.fill(gone, axes.length == 0);
        for (int a : axes) {
            gone[a < 0 ? a + gone.length : a] = true;
        }
        int[] kept = x.shape().clone();
        for (int a = 0; a < kept.length; a++) {
            kept[a] = gone[a] ? 1 : kept[a];
        }
        Grid full = Grid.make(kept, i -> f.applyAsDouble(collect(x, i, gone)));
        int[] left = java.util.stream.IntStream.range(0, kept.length).filter(a -> !gone[a]).map(a -> kept[a]).toArray();
        return keeping ? full : new Grid(left, full.values());
    }

    private static double[] collect(Grid x, int[] at, boolean[] gone) {
        List<Double> found = new ArrayList<>();
        int[] index = new int[at.length];
        for (int p = 0; p < x.values().length; p++) {
            boolean same = true;
            for (int a = 0; a < at.length; a++) {
                same &= gone[a] || index[a] == at[a];
            }
            if (same) {
                found.add(x.values()[p]);
            }
            Grid.next(index, x.shape());
        }
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static OpCase along(String name, BiFunction<Tensor, Integer, Tensor> op, ToDoubleFunction<double[]> f) {
        OpCase c = new OpCase(name, in -> op.apply(in[0], 0), g -> reduce(g[0], f, false, 0));
        for (int[] s : SHAPES) {
            c.sample(s);
        }
        return c;
    }

    private static double first(double[] v, int sign) {
        int best = 0;
        for (int i = 1; i < v.length; i++) {
            best = sign * v[i] > sign * v[best] ? i : best;
        }
        return best;
    }

    private static double variance(double[] v) {
        double mean = Arrays.stream(v).average().orElseThrow();
        return Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum() / v.length;
    }

    private static double power(double[] v, double p) {
        return Math.pow(Arrays.stream(v).map(x -> Math.pow(Math.abs(x), p)).sum(), 1 / p);
    }

    private static OpCase sample(String name, Function<Tensor, Tensor> op, ToDoubleFunction<double[]> f) {
        return new OpCase(name, in -> op.apply(in[0]), g -> Grid.make(shape(), i -> f.applyAsDouble(g[0].values()))).within(8, 40)
                .sample(shape(2)).sample(shape(17)).sample(shape(3, 5));
    }
}
