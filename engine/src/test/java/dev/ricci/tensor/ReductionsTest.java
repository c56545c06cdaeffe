package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the table of operations cannot ask of reductions: accuracy, extreme values, none at all, integers, wrong calls. */
class ReductionsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /**
     * NIST, Statistical Reference Datasets, Univariate Summary Statistics: NumAcc1 to NumAcc4 with their certified means and standard
     * deviations. The last three are not exact in float64: the exact deviations of what is stored (by rational arithmetic) agree with the
     * certified ones to 15.65, 9.46 and 8.25 digits, and so must ours.
     */
    @Test
    void certifiedMeansAndDeviations() {
        BothDevices.run(() -> {
            certified(new double[] {10000001, 10000003, 10000002}, 10000002, 1, 15);
            certified(alternating(1.2, 1.1, 1.3), 1.2, 0.1, 15);
            certified(alternating(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1, 9.45);
            certified(alternating(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1, 8.25);
        });
    }

    private static void certified(double[] values, double mean, double deviation, double digits) {
        Tensor x = Tensor.of(values);
        assertTrue(digits(x.mean().item(), mean) >= 14, () -> "mean " + x.mean().item());
        assertTrue(digits(x.std(1).item(), deviation) >= digits, () -> "deviation " + x.std(1).item());
        assertTrue(digits(x.variance(1).item(), deviation * deviation) >= digits - 0.4, () -> "variance " + x.variance(1).item());
    }

    private static double[] alternating(double first, double even, double odd) {
        double[] v = new double[1001];
        for (int i = 1; i < v.length; i++) {
            v[i] = i % 2 == 1 ? even : odd;
        }
        v[0] = first;
        return v;
    }

    /** The logarithm of the relative error, negated: how many digits agree. */
    private static double digits(double got, double certified) {
        return got == certified ? 16 : -Math.log10(Math.abs(got - certified) / Math.abs(certified));
    }

    @Test
    void float32VarianceFarFromZero() {
        BothDevices.run(() -> {
            float[] v = new float[10_000];
            for (int i = 0; i < v.length; i++) {
                v[i] = 1e8f + 8 * (i % 5);
            }
            assertEquals(128, Tensor.of(v).variance(0).item(), 0, "of 0, 8, 16, 24 and 32");
            assertEquals(128, Tensor.of(v, 100, 100).variance(0, 1).mean().item(), 0);
            assertEquals(128, Tensor.of(v, 100, 100).t().variance(0, 0).max().item(), 0);
        });
    }

    @Test
    void longSumsAreAccurate() {
        assertEquals(1e7, Tensor.ones(10_000_000).sum().item(), 0);
        double most = 23 * 0x1p-24; // what pairwise sums of 10^7 numbers may be off by (Higham 1993)
        Tensor tenths = Tensor.full(DType.FLOAT32, 0.1, 10_000_000);
        assertEquals(1e7 * 0.1f, tenths.sum().item(), 1e6 * most);
        assertEquals((double) 0.1f, tenths.mean().item(), 0.1 * most);
        assertEquals(20_000_001, Tensor.ones(20_000_001).countNonZero().item(), 0, "more than float32 can count");
    }

    @Test
    void emptyReductionsAreNumPys() {
        BothDevices.run(() -> {
            Tensor none = Tensor.zeros(0, 3);
            assertArrayEquals(new float[3], none.sum(0).toFloats());
            assertArrayEquals(new float[] {1, 1, 1}, none.prod(0).toFloats());
            assertTrue(Double.isNaN(none.mean().item()) && Double.isNaN(none.variance(0).item()) && Double.isNaN(none.std(1).item()));
            assertEquals(-INFINITY, none.logSumExp().item());
            assertEquals(0, none.norm().item());
            assertEquals(0, none.countNonZero().item());
            assertArrayEquals(new boolean[3], none.any(0).toBooleans());
            assertArrayEquals(new boolean[] {true, true, true}, none.all(0).toBooleans());
            assertArrayEquals(new int[] {0}, none.max(1).shape());
            assertArrayEquals(new int[] {0}, none.median(1).shape());
            assertRefused("max: needs at least one element, got shape [0, 3]", () -> none.max());
            assertRefused("median: needs at least one element, got shape [0, 3]", () -> none.median(0));
            assertRefused("argmax: needs at least one element, got shape [0]", () -> none.argmax());
            assertTrue(Double.isNaN(Tensor.ones(1).variance(1).item()), "no degrees of freedom are left");
        });
    }

    @Test
    void integersAndBooleans() {
        BothDevices.run(() -> {
            Tensor i = Tensor.of(new int[] {3, -2, 0, 5}, 2, 2);
            Tensor b = Tensor.of(new boolean[] {true, false, true, true}, 2, 2);
            assertEquals(DType.INT32, i.prod().dtype());
            assertArrayEquals(new int[] {0, -10}, i.prod(0).toInts());
            assertEquals(3, b.sum().item());
            assertEquals(DType.INT32, b.cumprod(1).dtype());
            assertArrayEquals(new int[] {1, 0, 1, 1}, b.cumprod(1).toInts());
            assertArrayEquals(new int[] {3, 3, 0, 5}, i.cummax(1).values().toInts());
            assertArrayEquals(new boolean[] {true, false, true, true}, b.cummin(1).values().or(b).toBooleans());
            assertArrayEquals(new boolean[] {true, true}, b.max(1).toBooleans());
            assertEquals(DType.FLOAT32, i.mean().dtype());
            assertEquals(0.75, b.mean().item());
            assertEquals(1.5, i.median().item());
            assertEquals(7.25, i.variance(0).item());
            assertEquals(3, i.argmax().item());
            assertEquals(3, i.countNonZero().item());
            assertArrayEquals(new boolean[] {true, false}, i.all(1).toBooleans());
        });
    }

    @Test
    void nanAndInfinity() {
        BothDevices.run(() -> {
            Tensor x = Tensor.of(new double[] {1, Double.NaN, -INFINITY, 2});
            assertTrue(Double.isNaN(x.max().item()) && Double.isNaN(x.norm().item()) && Double.isNaN(x.median().item()));
            assertEquals(1, x.argmax().item());
            assertTrue(x.any().toBooleans()[0]);
            assertEquals(4, x.countNonZero().item());
            Tensor low = Tensor.full(DType.FLOAT64, -INFINITY, 3).wanted();
            Tensor high = Tensor.of(new double[] {1, INFINITY, 2}).wanted();
            assertEquals(-INFINITY, low.logSumExp().item());
            assertEquals(INFINITY, high.logSumExp().item());
            assertArrayEquals(new double[3], Gradients.of(low.logSumExp()).get(low).toDoubles());
            assertArrayEquals(new double[] {0, 1, 0}, Gradients.of(high.logSumExp()).get(high).toDoubles());
            assertArrayEquals(new double[] {1, Double.NaN, Double.NaN, Double.NaN}, x.cummax(0).values().toDoubles());
            assertArrayEquals(new int[] {0, 1, 1, 1}, x.cummin(0).positions().toInts());
        });
    }

    @Test
    void normsOfExtremeElements() {
        BothDevices.run(() -> {
            assertEquals(2.5e38, Tensor.of(new float[] {1.5e38f, 2e38f}).norm().item(), 1e32);
            assertEquals(5e-40, Tensor.of(new float[] {3e-40f, 4e-40f}).norm().item(), 1e-44);
            for (double scale : new double[] {1e-320, 0x1p-1000, 1e-160, 1, 0x1p401, 1e307}) {
                Tensor x = Tensor.of(new double[] {3 * scale, -4 * scale, 0});
                assertEquals(5 * scale, x.norm().item(), 1e-15 * 5 * scale + Double.MIN_VALUE);
                assertEquals(7 * scale, x.normOfOrder(1).item(), 1e-15 * 7 * scale);
                assertEquals(Math.cbrt(91) * scale, x.normOfOrder(3).item(), 1e-14 * 5 * scale + 3 * Double.MIN_VALUE);
            }
            assertEquals(5, Tensor.of(new double[] {3, 4}).norm().item(), 0, "scaling costs no digit");
            assertEquals(INFINITY, Tensor.of(new double[] {1, -INFINITY}).norm().item());
            assertEquals(INFINITY, Tensor.of(new double[] {1, -INFINITY}).normOfOrder(3).item());
            assertEquals(0, Tensor.of(new double[] {1, 0}).normOfOrder(-2).item());
            assertEquals(0, Tensor.zeros(3).norm().item());
            assertEquals(0, Tensor.zeros(3).normOfOrder(3).item());
            for (double p : new double[] {0.5, 1, 2, 3, INFINITY}) {
                Tensor zero = Tensor.zeros(3).wanted();
                assertArrayEquals(new float[3], Gradients.of(zero.normOfOrder(p)).get(zero).toFloats(), "order " + p);
            }
            Tensor same = Tensor.full(DType.FLOAT32, 7, 4).wanted();
            assertArrayEquals(new float[4], Gradients.of(same.std(0)).get(same).toFloats());
        });
    }

    @Test
    void wrongCallsAreRefused() {
        Tensor x = Tensor.zeros(2, 3);
        assertRefused("sum: axis -1 is named twice in [1, -1]", () -> x.sum(1, -1).shape());
        assertRefused("variance: the correction is 0 or more, got -1; 0 for a population, 1 for a sample", () -> x.variance(-1));
        assertRefused("norm: its order is a number or infinite, got NaN", () -> x.normOfOrder(Double.NaN));
        assertRefused("quantile: of a part from 0 to 1, got 1.5", () -> x.quantile(1.5));
        assertRefused("quantile: of a part from 0 to 1, got NaN", () -> x.quantile(Double.NaN, 0));
        assertRefused("histogram: 0 bins from 0.0 to 1.0; wants 1 bin or more and finite bounds, the lower one first",
                () -> x.histogram(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> x.histogram(3, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> x.histogram(3, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> x.bincount(3));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new int[] {0, 3}).bincount(3).toInts());
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new int[] {-1}).bincount(3).toInts());
        assertThrows(IllegalArgumentException.class, () -> x.cumprod(2));
        assertRefused("norm: wants float32 or float64, got int32; convert by to(DType.FLOAT32)", () -> x.to(DType.INT32).norm());
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    /** Counts by NumPy 2: numpy.histogram(y, bins=10, range=(0, 1)), with numbers on edges and one unit beside them. */
    @Test
    void histogramHasNumPysEdges() {
        double[] y = {0.0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8, 0.9, 1.0, 0.3, 0.7, 0.9,
            1.0, 1.0000001, -1e-09, 0.6, 0.29999999999999993, 0.7999999999999999};
        int[] minusSevenToSeven = java.util.stream.IntStream.range(-7, 8).toArray();
        BothDevices.run(() -> {
            assertArrayEquals(new int[] {1, 1, 3, 1, 1, 2, 2, 2, 1, 4}, Tensor.of(y).histogram(10, 0, 1).toInts());
            assertArrayEquals(new int[] {2, 2, 1, 2, 2, 2}, Tensor.of(minusSevenToSeven).histogram(6, -5, 5).toInts());
            Tensor special = Tensor.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0.5f});
            assertArrayEquals(new int[] {0, 1}, special.histogram(2, 0, 1).toInts());
        });
    }

    /** Values by NumPy 2: numpy.quantile(x, q, method=...). */
    @Test
    void quantilesAreNumPys() {
        double[] q = {0, 0.1, 0.25, 0.5, 0.6, 0.75, 0.99, 1};
        double[][] expected = {
            {-2.0, -1.4, -0.25, 2.25, 2.9999999999999996, 3.75, 7.759999999999998, 8.0},
            {-2.0, -2.0, -1.0, 2.25, 2.25, 3.5, 4.0, 8.0},
            {-2.0, -1.0, 0.5, 2.25, 3.5, 4.0, 8.0, 8.0},
            {-2.0, -1.5, -0.25, 2.25, 2.875, 3.75, 6.0, 8.0},
            {-2.0, -1.0, 0.5, 2.25, 3.5, 3.5, 8.0, 8.0}};
        BothDevices.run(() -> {
            Tensor x = Tensor.of(new double[] {3.5, -1.0, 2.25, 8.0, 0.5, 4.0, -2.0});
            for (Interpolation between : Interpolation.values()) {
                double[] e = expected[between.ordinal()];
                assertArrayEquals(e, x.quantile(Tensor.of(q), between).toDoubles(), 1e-14, between.name());
                assertArrayEquals(e, Arrays.stream(q).map(p -> x.quantile(p, between).item()).toArray(), 1e-14, between.name());
            }
            assertEquals(2.875, x.slice(0, 0, 6).median().item());
            Tensor odd = x.quantile(Tensor.of(new double[] {-0.1, 1.1, Double.NaN, 0.5}));
            assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN, 2.25}, odd.toDoubles());
            assertArrayEquals(new int[] {2, 1, 5}, Tensor.zeros(5, 3).quantile(Tensor.zeros(2, 1), 1).shape());
            Tensor infinite = Tensor.of(new double[] {1, INFINITY, INFINITY});
            assertEquals(1, infinite.quantile(0).item());
            assertEquals(INFINITY, infinite.median().item());
        });
    }

    @Test
    void aQuantileHasAGradientByItsPlace() {
        Tensor x = Tensor.of(new double[] {3, 1, 7, 2}).wanted();
        Tensor q = Tensor.of(new double[] {0.5}).wanted();
        Gradients g = Gradients.of(x.quantile(q).sum());
        assertArrayEquals(new double[] {0.5, 0, 0, 0.5}, g.get(x).toDoubles());
        assertArrayEquals(new double[] {3}, g.get(q).toDoubles(), "3 intervals, and a slope of 1 in this one");
        assertArrayEquals(new double[] {0.5, 0, 0, 0.5}, Gradients.of(x.median()).get(x).toDoubles());
    }
}
