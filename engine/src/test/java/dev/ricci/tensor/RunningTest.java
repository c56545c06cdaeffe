package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.GradientCheck;
import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Products with zeros, and running reductions where they are long, equal or not numbers. */
class RunningTest {
    private static final double[][] WITH_ZEROS = {{2, 0, -3, 1.5}, {0, 2, 0, 0.5, 3}, {0}, {0, 0, 0}, {1, -2, 0}, {0, 5}};

    @Test
    void gradientsOfProductsWithZeros() {
        for (double[] v : WITH_ZEROS) {
            check("prod", t -> t[0].prod(), Tensor.of(v, v.length));
            check("cumprod", t -> t[0].cumprod(0), Tensor.of(v, v.length));
        }
        Tensor matrix = Tensor.of(new double[] {2, 0, 3, 0, 0, 1, 4, -1, 0.5, 0, 1, 2}, 2, 3, 2);
        check("prod 0", t -> t[0].prod(0), matrix);
        check("prod 0 2", t -> t[0].prod(0, 2), matrix);
        check("prod 1", t -> t[0].prodKeeping(1), matrix);
        check("cumprod 1", t -> t[0].cumprod(1), matrix);
    }

    /** Of first and second order. */
    private static void check(String name, Function<Tensor[], Tensor> f, Tensor x) {
        GradientCheck first = GradientCheck.of(f, x);
        assertTrue(first.error() < 1e-8, () -> name + " of " + x + ": gradient " + first);
        GradientCheck second = GradientCheck.of(t -> {
            Tensor start = t[0].isTracked() ? t[0] : t[0].wanted();
            return Gradients.withHistory(f.apply(new Tensor[] {start}).square().sum()).get(start);
        }, x);
        assertTrue(second.error() < 1e-6, () -> name + " of " + x + ": gradient of the gradient " + second);
    }

    @Test
    void gradientsOfProductsOnBothDevices() {
        BothDevices.run(() -> {
            Tensor x = Tensor.of(new double[] {2, 0, -3, 4}).wanted();
            assertArrayEquals(new double[] {0, -24, 0, 0}, Gradients.of(x.prod()).get(x).toDoubles(), 1e-15);
            // 2 + 2 0 + 2 0 (-3) + 2 0 (-3) 4, each derived by hand
            assertArrayEquals(new double[] {1, -28, 0, 0}, Gradients.of(x.cumprod(0).sum()).get(x).toDoubles(), 1e-14);
        });
    }

    /** The recurrence is that of its loop, on lines of any length and layout; both devices, both types. */
    @Test
    void recurrencesAreTheirLoops() {
        BothDevices.run(() -> {
            Random random = new Random(5);
            for (int n : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100, 5000}) {
                for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                    double[] a = random.doubles(2L * (n - 1), -1, 1).map(v -> (float) v).toArray();
                    double[] b = random.doubles(2L * n, -1, 1).map(v -> (float) v).toArray();
                    double[] expected = b.clone();
                    for (int i = 2; i < 2 * n; i++) {
                        expected[i] += a[i - 2] * expected[i - 2];
                    }
                    double allowed = type == DType.FLOAT32 ? 1e-5 : 1e-13;
                    Tensor columns = RunningProducts.recurrence(Tensor.of(a, n - 1, 2).to(type), Tensor.of(b, n, 2).to(type), 0);
                    assertArrayEquals(expected, columns.toDoubles(), allowed, type + " columns of " + n);
                    Tensor rows = RunningProducts.recurrence(Tensor.of(a, n - 1, 2).to(type).t(), Tensor.of(b, n, 2).to(type).t(), 1);
                    assertArrayEquals(expected, rows.t().toDoubles(), allowed, type + " rows of " + n);
                }
            }
        });
    }

    @Test
    void aLongRecurrenceIsCutInParts() {
        int n = 300_000;
        Tensor one = Tensor.full(DType.FLOAT32, 1, n - 1);
        float[] count = RunningProducts.recurrence(one, Tensor.ones(n), 0).toFloats();
        for (int i = 0; i < n; i++) {
            assertEquals(i + 1, count[i]);
        }
        float[] halves = RunningProducts.recurrence(one.mul(0.5), Tensor.ones(n).flip(), 0).toFloats();
        assertEquals(1.875f, halves[3]);
        assertEquals(2, halves[n - 1], 1e-6);
    }

    @Test
    void positionsAreExactWhereFloat32IsNot() {
        int n = (1 << 24) + 4;
        Tensor x = Tensor.zeros(n - 1).pad(new int[1], new int[] {1}, 1);
        assertEquals(n - 1, x.cummax(0).positions().select(0, -1).item(), 0);
    }

    @Test
    void runningLogSumsDoNotOverflow() {
        BothDevices.run(() -> {
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.POSITIVE_INFINITY;
            Tensor x = Tensor.of(new double[] {low, -1000, -1000, 2000, 1000, 2000}).wanted();
            Tensor y = x.logCumSumExp(0);
            double two = Math.log(2);
            assertArrayEquals(new double[] {low, -1000, -1000 + two, 2000, 2000, 2000 + two}, y.toDoubles(), 1e-12);
            assertArrayEquals(new double[] {0, 1.5, 0.5, 2.5, 0, 0.5}, Gradients.of(y.slice(0, 1, 6).sum()).get(x).toDoubles(), 1e-12);
            assertArrayEquals(new double[] {1, high, high}, Tensor.of(new double[] {1, high, 3}).logCumSumExp(0).toDoubles());
        });
    }

    @Test
    void theFirstOfEqualOnesIsThePosition() {
        BothDevices.run(() -> {
            Tensor x = Tensor.of(new float[] {2, 2, 1, 3, 3, Float.NaN, 4});
            assertArrayEquals(new int[] {0, 0, 0, 3, 3, 5, 5}, x.cummax(0).positions().toInts());
            assertArrayEquals(new int[] {0, 0, 2, 2, 2, 5, 5}, x.cummin(0).positions().toInts());
            Tensor y = Tensor.of(new double[] {2, 2, 1, 3}).wanted();
            Tensor weights = Tensor.of(new double[] {1, 10, 100, 1000});
            assertArrayEquals(new double[] {111, 0, 0, 1000},
                    Gradients.of(y.cummax(0).values().mul(weights).sum()).get(y).toDoubles());
            assertFalse(y.cummax(0).positions().isTracked());
        });
    }
}
