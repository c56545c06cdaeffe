package dev.ricci.ops;

import static dev.ricci.backend.DType.FLOAT32;
import static dev.ricci.backend.DType.FLOAT64;

import dev.ricci.backend.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every draw, with numbers and with tensors as parameters, in each type. Draws have no definition in double; what they are asked
 * is whether all devices, threads and recordings give the same bits.
 */
final class RandomCases {
    /** Neither a multiple of a vector nor of a block, and several parts of work. */
    private static final int N = 5003;

    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private RandomCases() {}

    static List<RandomCase> all() {
        List<RandomCase> rows = new ArrayList<>();
        floating(rows, "uniform", "", (d, t, p) -> d.uniform(t, N));
        floating(rows, "uniform", "-3 to 0.1", (d, t, p) -> d.uniform(-3, 0.1, t, N));
        floating(rows, "uniform", "of tensors", (d, t, p) -> d.uniform(p[0], p[1], 101, 4), row(-1, 0, 5, NAN), row(1, 1e-3, 5, 1));
        floating(rows, "normal", "", (d, t, p) -> d.normal(t, 7, 101));
        floating(rows, "normal", "2, 3", (d, t, p) -> d.normal(2, 3, t, N));
        floating(rows, "normal", "of tensors", (d, t, p) -> d.normal(p[0], p[1], 101, 3), row(-1, 0, 1e5), row(1, 0, -2));
        floating(rows, "truncatedNormal", "-1, 2", (d, t, p) -> d.truncatedNormal(-1, 2, t, N));
        floating(rows, "truncatedNormal", "of tensors", (d, t, p) -> d.truncatedNormal(p[0], p[1], 101, 5),
                row(-INFINITE, -1, 4, 12, -200), row(0, 1, INFINITE, 13, -100));
        floating(rows, "exponential", "", (d, t, p) -> d.exponential(t, N));
        floating(rows, "exponential", "3", (d, t, p) -> d.exponential(3, t, N));
        floating(rows, "exponential", "of a tensor", (d, t, p) -> d.exponential(p[0], 101, 4), row(1, 0.1, 0, 1e10));
        floating(rows, "gumbel", "", (d, t, p) -> d.gumbel(t, N));
        floating(rows, "laplace", "", (d, t, p) -> d.laplace(t, N));
        floating(rows, "logistic", "", (d, t, p) -> d.logistic(t, N));
        floating(rows, "cauchy", "", (d, t, p) -> d.cauchy(t, N));
        floating(rows, "gamma", "0.4", (d, t, p) -> d.gamma(0.4, t, N));
        floating(rows, "gamma", "of a tensor", (d, t, p) -> d.gamma(p[0], 101, 5), row(1e-3, 1, 7, 1e6, -1));
        floating(rows, "beta", "2, 0.3", (d, t, p) -> d.beta(2, 0.3, t, N));
        floating(rows, "beta", "of tensors", (d, t, p) -> d.beta(p[0], p[1], 101, 3), row(1e-3, 1, 7), row(3, 1e-3, 1e6));
        floating(rows, "studentT", "3", (d, t, p) -> d.studentT(3, t, N));
        floating(rows, "studentT", "of a tensor", (d, t, p) -> d.studentT(p[0], 101, 3), row(0.5, 1, 100));
        floating(rows, "dirichlet", "", (d, t, p) -> d.dirichlet(p[0], 101, 4), row(0.01, 1, 7, 2));
        discrete(rows);
        return rows;
    }

    private static void discrete(List<RandomCase> rows) {
        one(rows, "bits", "", (d, t, p) -> d.bits(N));
        one(rows, "integers", "-3 to 8", (d, t, p) -> d.integers(-3, 8, N));
        one(rows, "integers", "nearly all", (d, t, p) -> d.integers(Integer.MIN_VALUE, Integer.MAX_VALUE, N));
        one(rows, "integers", "3 of 4", (d, t, p) -> d.integers(-1L << 31, (1L << 31) - (1L << 30), N));
        one(rows, "bernoulli", "0.3", (d, t, p) -> d.bernoulli(0.3, N));
        floating(rows, "bernoulli", "of a tensor", (d, t, p) -> d.bernoulli(p[0], 101, 5), row(0, 0.5, 1, 2, NAN));
        one(rows, "poisson", "3", (d, t, p) -> d.poisson(3, N));
        floating(rows, "poisson", "of a tensor", (d, t, p) -> d.poisson(p[0], 101, 6), row(0, 0.1, 9, 30, 1e6, -1));
        floating(rows, "categorical", "", (d, t, p) -> d.categorical(p[0], 301), row(1, 0, 3, 2));
        floating(rows, "categoricalOfLogits", "", (d, t, p) -> d.categoricalOfLogits(p[0], 301), row(1, -1, 3, -50));
        floating(rows, "withoutReplacement", "", (d, t, p) -> d.withoutReplacement(p[0].broadcastTo(101, 4), 3), row(1, 0, 3, 2));
        one(rows, "permutation", "", (d, t, p) -> d.permutation(N));
        floating(rows, "shuffle", "", (d, t, p) -> d.shuffle(p[0]), row(IntStream.range(0, 100).asDoubleStream().toArray()));
    }

    private static double[] row(double... values) {
        return values;
    }

    private static void floating(List<RandomCase> rows, String method, String what, RandomCase.Drawn draw, double[]... parameters) {
        for (DType t : List.of(FLOAT32, FLOAT64)) {
            rows.add(new RandomCase(method, what, t, parameters, draw));
        }
    }

    private static void one(List<RandomCase> rows, String method, String what, RandomCase.Drawn draw) {
        rows.add(new RandomCase(method, what, FLOAT32, new double[0][], draw));
    }
}
