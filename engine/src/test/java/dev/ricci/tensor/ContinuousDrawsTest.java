package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every distribution against its distribution function in closed form, its tails and its ends. */
class ContinuousDrawsTest {
    private static final int N = 100_000;
    private static final Key KEY = Key.of(5);

    private static void row(List<Arguments> rows, String name, BiFunction<Key, DType, Tensor> draw, DoubleUnaryOperator f) {
        rows.add(arguments(name, draw, f));
    }

    static List<Arguments> rows() {
        List<Arguments> r = new ArrayList<>();
        DoubleUnaryOperator phi = Goodness::normal;
        row(r, "uniform", (k, t) -> k.uniform(t, N), x -> x);
        row(r, "uniform -3, 5", (k, t) -> k.uniform(-3, 5, t, N), x -> (x + 3) / 8);
        row(r, "normal", (k, t) -> k.normal(t, N), phi);
        row(r, "normal 2, 3", (k, t) -> k.normal(2, 3, t, N), x -> Goodness.normal((x - 2) / 3));
        row(r, "truncatedNormal -1, 2", (k, t) -> k.truncatedNormal(-1, 2, t, N),
                x -> (Goodness.normal(x) - Goodness.normal(-1)) / (Goodness.normal(2) - Goodness.normal(-1)));
        row(r, "truncatedNormal 3, inf", (k, t) -> k.truncatedNormal(3, Double.POSITIVE_INFINITY, t, N),
                x -> 1 - Goodness.normal(-x) / Goodness.normal(-3));
        row(r, "truncatedNormal far out", (k, t) -> k.truncatedNormal(1e4, 1e9, DType.FLOAT64, N).sub(1e4).mul(1e4),
                x -> -Math.expm1(-x)); // (x - a) a is exponential there, to 1e-8
        row(r, "exponential", (k, t) -> k.exponential(t, N), x -> -Math.expm1(-x));
        row(r, "exponential 5", (k, t) -> k.exponential(5, t, N), x -> -Math.expm1(-5 * x));
        row(r, "gumbel", (k, t) -> k.gumbel(t, N), x -> Math.exp(-Math.exp(-x)));
        row(r, "laplace", (k, t) -> k.laplace(t, N), x -> x < 0 ? Math.exp(x) / 2 : 1 - Math.exp(-x) / 2);
        row(r, "logistic", (k, t) -> k.logistic(t, N), x -> 1 / (1 + Math.exp(-x)));
        row(r, "cauchy", (k, t) -> k.cauchy(t, N), x -> 0.5 + Math.atan(x) / Math.PI);
        row(r, "gamma 1", (k, t) -> k.gamma(1, t, N), x -> -Math.expm1(-x));
        row(r, "gamma 3", (k, t) -> k.gamma(3, t, N), x -> 1 - Math.exp(-x) * (1 + x + x * x / 2));
        row(r, "gamma 1/2", (k, t) -> k.gamma(0.5, t, N), x -> 2 * Goodness.normal(Math.sqrt(2 * x)) - 1);
        row(r, "beta 2, 3", (k, t) -> k.beta(2, 3, t, N), x -> x * x * (6 - 8 * x + 3 * x * x));
        row(r, "beta 1/2, 1/2", (k, t) -> k.beta(0.5, 0.5, t, N), x -> 2 / Math.PI * Math.asin(Math.sqrt(x)));
        row(r, "beta 1/10, 1", (k, t) -> k.beta(0.1, 1, t, N), x -> Math.pow(x, 0.1));
        row(r, "studentT 1", (k, t) -> k.studentT(1, t, N), x -> 0.5 + Math.atan(x) / Math.PI);
        row(r, "studentT 2", (k, t) -> k.studentT(2, t, N), x -> 0.5 + x / (2 * Math.sqrt(2 + x * x)));
        row(r, "dirichlet, the first", (k, t) -> dirichlet(k, t).select(1, 0), x -> x * x * (6 - 8 * x + 3 * x * x));
        row(r, "dirichlet, the second", (k, t) -> dirichlet(k, t).select(1, 1), x -> 1 - Math.pow(1 - x, 4));
        row(r, "dirichlet, the third", (k, t) -> dirichlet(k, t).select(1, 2), x -> x * x * (6 - 8 * x + 3 * x * x));
        return r;
    }

    private static Tensor dirichlet(Key key, DType t) {
        return key.dirichlet(Tensor.of(new double[] {2, 1, 2}).to(t), N, 3);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void distribution(String name, BiFunction<Key, DType, Tensor> draw, DoubleUnaryOperator f) {
        for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double d = Goodness.kolmogorov(draw.apply(KEY, t), f);
            assertTrue(d < Goodness.KOLMOGOROV, () -> name + " " + t + ": " + d);
        }
    }

    /** Over many seeds the statistic itself is distributed by Kolmogorov's law: above 1.2238 in 10% and above 1.6276 in 1%. */
    @Test
    void manySeedsFollowKolmogorovsLaw() {
        int above = 0;
        int farAbove = 0;
        for (int seed = 0; seed < 1000; seed++) {
            double d = Goodness.kolmogorov(Key.of(seed).uniform(DType.FLOAT64, 1000), x -> x);
            above += d > 1.2238 ? 1 : 0;
            farAbove += d > 1.6276 ? 1 : 0;
        }
        assertEquals(100, above, 4.5 * Math.sqrt(90));
        assertEquals(10, farAbove, 4.5 * Math.sqrt(9.9));
    }

    /** Of 20 million, 1266.8 lie beyond 4 deviations and 11.5 beyond 5. */
    @Test
    void normalTails() {
        double four = 0;
        double five = 0;
        for (Key k : KEY.split(5)) {
            try (Scope _ = Scope.open()) {
                Tensor size = k.normal(DType.FLOAT32, 4_000_000).abs();
                four += size.greater(4).to(DType.FLOAT64).sum().item();
                five += size.greater(5).to(DType.FLOAT64).sum().item();
            }
        }
        assertEquals(1266.8, four, 4.5 * Math.sqrt(1266.8));
        assertEquals(11.5, five, 4.5 * Math.sqrt(11.5));
        assertTrue(five > 1);
    }

    @Test
    void endsAreNeverReached() {
        for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double[] u = KEY.uniform(t, 1_000_000).toDoubles();
            double[] e = KEY.exponential(t, 1_000_000).toDoubles();
            for (int i = 0; i < u.length; i++) {
                assertTrue(u[i] >= 0 && u[i] < 1);
                assertTrue(e[i] > 0 && e[i] < Double.POSITIVE_INFINITY);
            }
        }
        for (double x : KEY.uniform(1, Math.nextUp(1f), DType.FLOAT32, 1000).toDoubles()) {
            assertEquals(1, x); // there is no other number below the upper bound
        }
    }

    /** P(X < x) is x^a / Gamma(a + 1) for small x. */
    @Test
    void gammaOfTheSmallestShapes() {
        double[] x = KEY.gamma(1e-3, DType.FLOAT64, N).toDoubles();
        for (double at : new double[] {1e-300, 1e-200, 1e-30, 1e-5}) {
            double p = Math.pow(at, 1e-3) * (1 + 1e-3 * 0.5772156649);
            long below = Arrays.stream(x).filter(v -> v < at).count();
            assertEquals(p * N, below, 4 * Math.sqrt(N * p * (1 - p)));
        }
        double[] b = KEY.beta(1e-3, 1e-3, DType.FLOAT64, N).toDoubles();
        assertEquals(0.5, Goodness.mean(b), 4 * 0.5 / Math.sqrt(N));
        for (double v : b) {
            assertTrue(v >= 0 && v <= 1);
        }
    }

    @Test
    void gammaOfLargeShapes() {
        for (double a : new double[] {1e6, 1e9, 1e12}) {
            double[] z = KEY.gamma(a, DType.FLOAT64, N).sub(a).div(Math.sqrt(a)).toDoubles();
            assertEquals(0, Goodness.mean(z), 4 / Math.sqrt(N));
            assertEquals(1, Goodness.variance(z), 4 * Math.sqrt(2.0 / N));
        }
    }
}
