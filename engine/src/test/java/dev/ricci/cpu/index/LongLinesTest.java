package dev.ricci.cpu.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.Cpu;
import dev.ricci.cpu.Defined;
import dev.ricci.cpu.Samples;
import dev.ricci.cpu.Samples.Lie;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines that several threads work on together: right, and the same for any number of threads; and overrides against definitions. */
class LongLinesTest {
    private static final int N = 80_001;
    private static final int[] THREADS = {1, 2, 5};

    private static double[] numbers(DType type) {
        Random random = new Random(3);
        double[] odd = {Double.NaN, -0.0, 0, Double.POSITIVE_INFINITY, 7};
        return random.ints(N).mapToDouble(i -> !type.isFloat() ? i % 100_000 : i % 9 == 0 ? odd[Math.floorMod(i, 5)] : (float) i).toArray();
    }

    private static int compare(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"INT32", "INT64", "FLOAT32", "FLOAT64"})
    void sortAndTopK(DType type) {
        double[] a = numbers(type);
        Integer[] order = IntStream.range(0, N).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparing(i -> a[i], LongLinesTest::compare));
        Integer[] descending = IntStream.range(0, N).boxed().toArray(Integer[]::new);
        Arrays.sort(descending, Comparator.comparing(i -> a[i], (x, y) -> compare(y, x)));
        for (int threads : THREADS) {
            try (Pool pool = new Pool(threads)) {
                View in = Samples.of(type, Lie.SPACED, a, N);
                View values = Samples.empty(type, Lie.REVERSED, N);
                View places = Samples.empty(DType.INT32, Lie.DENSE, N);
                Sort.sort(pool, Samples.MEMORY, values, places, in, 0);
                assertArrayEquals(Arrays.stream(order).mapToDouble(i -> i).toArray(), Samples.values(places));
                assertArrayEquals(Arrays.stream(order).mapToDouble(i -> a[i]).toArray(), Samples.values(values));
                for (int k : new int[] {1, 1000, N}) {
                    View largest = Samples.empty(type, Lie.SPACED, k);
                    View from = Samples.empty(DType.INT32, Lie.DENSE, k);
                    TopK.topK(pool, Samples.MEMORY, largest, from, in, 0);
                    assertArrayEquals(Arrays.stream(descending).limit(k).mapToDouble(i -> i).toArray(), Samples.values(from));
                    assertArrayEquals(Arrays.stream(descending).limit(k).mapToDouble(i -> a[i]).toArray(), Samples.values(largest));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64"})
    void runningSumsAreTheSameForAnyNumberOfThreadsAndLines(DType type) {
        double[] a = new Random(4).doubles(N, -1, 1).map(x -> (float) x).toArray();
        double exact = 0;
        for (double x : a) {
            exact += x;
        }
        double[] first = null;
        for (int threads : THREADS) {
            for (int lines : new int[] {1, 9}) { // few lines are shared out, many are not
                try (Pool pool = new Pool(threads)) {
                    View out = Samples.empty(type, Lie.DENSE, lines, N);
                    Scan.scan(pool, Reduction.SUM, out, Samples.of(type, Lie.DENSE, a, 1, N).broadcast(lines, N), 1);
                    double[] got = Arrays.copyOfRange(Samples.values(out), (lines - 1) * N, lines * N);
                    first = first == null ? got : first;
                    assertArrayEquals(first, got);
                    assertEquals(exact, got[N - 1], 1e-5);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"INT32", "INT64", "FLOAT32", "FLOAT64"})
    void singleValuesAreAddedAndPutInTheirOrder(DType type) {
        for (int rows : new int[] {3, 1000, 70_000, 200_000}) {
            double[] chosen = new Random(5).ints(N, 0, rows).asDoubleStream().toArray();
            double[] values = new Random(6).doubles(N).map(x -> type.isFloat() ? (float) Math.exp(30 * x) : (int) (1000 * x)).toArray();
            double[] sums = new double[rows];
            double[] last = new double[rows];
            for (int i = 0; i < N; i++) {
                int row = (int) chosen[i];
                sums[row] = type == DType.FLOAT32 ? (float) sums[row] + (float) values[i] : sums[row] + values[i];
                sums[row] = type == DType.FLOAT32 ? (float) sums[row] : sums[row];
                last[row] = values[i];
            }
            for (int threads : THREADS) {
                try (Pool pool = new Pool(threads)) {
                    View index = Samples.of(DType.INT32, Lie.DENSE, chosen, N);
                    View from = Samples.of(type, Lie.SPACED, values, N);
                    View out = Samples.of(type, Lie.SPACED, new double[rows], rows);
                    ScatterAdd.scatterAdd(pool, Samples.MEMORY, out, index, from, 0);
                    assertArrayEquals(sums, Samples.values(out));
                    View put = Samples.of(type, Lie.DENSE, new double[rows], rows);
                    Scatter.scatter(pool, Samples.MEMORY, put, index, from, 0);
                    assertArrayEquals(last, Samples.values(put));
                }
            }
        }
    }

    @Test
    void overridesAgreeWithDefinitions() {
        try (Cpu cpu = new Cpu(new DeviceOptions(3, 0)); Scope _ = Scope.open()) {
            Backend defined = new Defined(cpu);
            Random random = new Random(7);
            View x = made(cpu, DType.FLOAT32, random.doubles(40 * 30, -2, 2).toArray(), 40, 30);
            View index = made(cpu, DType.INT32, random.ints(50 * 30, 0, 40).asDoubleStream().toArray(), 50, 30);
            View part = made(cpu, DType.FLOAT32, random.doubles(50 * 30).toArray(), 50, 30);
            View mask = made(cpu, DType.BOOL, random.ints(40 * 30, 0, 2).asDoubleStream().toArray(), 40, 30);
            int count = (int) Arrays.stream(Samples.values(mask)).sum();
            same(cpu, defined, DType.FLOAT32, (b, out) -> b.takeAlong(out, x, index, 0), 50, 30);
            same(cpu, defined, DType.FLOAT32, (b, out) -> b.putAlong(out, index, part, 0), 40, 30);
            same(cpu, defined, DType.FLOAT32, (b, out) -> b.scatterAddAlong(out, index, part, 0), 40, 30);
            View rows = index.with(index.layout().select(1, 0));
            same(cpu, defined, DType.FLOAT32, (b, out) -> b.scatter(out, rows, part, 0), 40, 30);
            same(cpu, defined, DType.INT32, (b, out) -> b.nonZero(out, mask), count);
            same(cpu, defined, DType.FLOAT64, (b, out) -> b.arange(out, -3.5, 0.1), 1000);
            same(cpu, defined, DType.INT32, (b, out) -> b.arange(out, 7, -3), 1000);
            View sorted = cpu.allocate(DType.FLOAT32, 30, 40);
            cpu.sort(sorted, cpu.allocate(DType.INT32, 30, 40), x.with(x.layout().transpose()), 1);
            for (boolean right : new boolean[] {false, true}) {
                View values = part.with(part.layout().transpose());
                same(cpu, defined, DType.INT32, (b, out) -> b.searchSorted(out, sorted, values, right), 30, 50);
            }
        }
    }

    private interface Work {
        void on(Backend b, View out);
    }

    private static void same(Cpu cpu, Backend defined, DType type, Work work, int... shape) {
        View[] out = {cpu.allocate(type, shape), cpu.allocate(type, shape)};
        for (int i = 0; i < 2; i++) {
            cpu.map(Formula.of(3), out[i]);
            work.on(i == 0 ? cpu : defined, out[i]);
        }
        assertArrayEquals(Samples.values(out[1]), Samples.values(out[0]));
    }

    private static View made(Cpu cpu, DType type, double[] values, int... shape) {
        View v = cpu.allocate(type, shape);
        for (int i = 0; i < values.length; i++) {
            Samples.set(v, i, values[i]);
        }
        return v;
    }
}
