package dev.ricci.ops;

import static dev.ricci.ops.OpCases.shape;

import dev.ricci.tensor.Interpolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

final class OrderCases {
    private OrderCases() {}

    static List<OpCase> all() {
        List<OpCase> all = new ArrayList<>();
        ReductionsCases.axes(all, "median", (x, a) -> x.median(a), (x, a) -> x.medianKeeping(a), v -> linear(v, 0.5), 0.013);
        ReductionsCases.axes(all, "quantile", (x, a) -> x.quantile(0.3, a), (x, a) -> x.quantileKeeping(0.3, a),
                v -> linear(v, 0.3), 0.013);
        all.add(ReductionsCases.reduced("quantile higher", (x, a) -> x.quantile(0.3, Interpolation.HIGHER, a), v -> higher(v, 0.3), 0.013,
                false, -1).within(0, 0));
        all.add(new OpCase("quantile several", in -> in[0].quantile(in[1], 0), g -> {
            int n = g[0].shape()[0];
            return Grid.make(shape(g[1].shape()[0], g[0].shape()[1]), i -> linear(column(g[0], n, i[1]), g[1].at(i[0])));
        }).domain(new double[] {-2, 2}, new double[] {0.01, 0.99}).spaced(0.017).sample(shape(7, 3), shape(5)).sample(shape(1, 2), shape(1))
                .sample(shape(33, 1), shape(0)).within(8, 40));
        return all;
    }

    private static double[] column(Grid x, int n, int column) {
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            v[i] = x.at(i, column);
        }
        return v;
    }

    private static double linear(double[] v, double q) {
        double[] sorted = Arrays.stream(v).sorted().toArray();
        double place = q * (v.length - 1);
        int low = (int) place;
        return sorted[low] + (place - low) * (sorted[Math.min(low + 1, v.length - 1)] - sorted[low]);
    }

    private static double higher(double[] v, double q) {
        return Arrays.stream(v).sorted().toArray()[(int) Math.ceil(q * (v.length - 1))];
    }
}
