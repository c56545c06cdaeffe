package dev.ricci.cpu.index;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.Samples;
import dev.ricci.cpu.Samples.Lie;
import dev.ricci.cpu.host.Pool;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Argument, scan and sort against their definitions, line by line. */
class LinesTest {
    private static final Pool POOL = new Pool(3);
    private static final int[][] SHAPES =
            {{1}, {7}, {47}, {48}, {49}, {300}, {3, 5}, {1, 9}, {64, 2}, {2, 53, 3}, {2, 0, 3}, {0}, {3, 1, 1, 4}};

    @AfterAll
    static void end() {
        POOL.close();
    }

    /** What is asked of one line: its numbers give as many. */
    private interface Line {
        double[] of(double[] line);
    }

    /** Applies a definition to every line of a dense array. */
    private static double[] eachLine(double[] a, int[] shape, int axis, Line f) {
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= shape[i];
        }
        int n = shape[axis];
        double[] out = new double[a.length];
        for (int start = 0; start < a.length; start++) {
            if (start / inner % n == 0) {
                double[] line = new double[n];
                for (int i = 0; i < n; i++) {
                    line[i] = a[start + i * inner];
                }
                double[] made = f.of(line);
                for (int i = 0; i < n; i++) {
                    out[start + i * inner] = made[i];
                }
            }
        }
        return out;
    }

    private static double[] numbers(DType type, int[] shape) {
        int n = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        double[] a = Samples.numbers(n, n);
        Random random = new Random(n);
        if (type.isFloat()) {
            double[] odd = {Double.NaN, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-40};
            for (int i = 0; i < n / 3; i++) {
                a[random.nextInt(n)] = (float) odd[random.nextInt(odd.length)];
            }
        }
        return type == DType.BOOL ? Arrays.stream(a).map(x -> x > 0 ? 1 : 0).toArray()
                : Arrays.stream(a).map(x -> Samples.as(type, x)).toArray();
    }

    /** Double.compare tells -0 from 0. */
    private static int compare(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }

    private static Integer[] order(double[] line) {
        Integer[] order = IntStream.range(0, line.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparing(i -> line[i], LinesTest::compare));
        return order;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void sortIsStableWithNaNLast(DType type) {
        for (int[] shape : SHAPES) {
            double[] a = numbers(type, shape);
            for (int axis = 0; axis < shape.length; axis++) {
                double[] expectedOrder = eachLine(a, shape, axis, line -> Arrays.stream(order(line)).mapToDouble(i -> i).toArray());
                double[] expected = eachLine(a, shape, axis, line -> Arrays.stream(order(line)).mapToDouble(i -> line[i]).toArray());
                for (Lie[] lie : Samples.lies(3)) {
                    View values = Samples.empty(type, lie[0], shape);
                    View order = Samples.empty(DType.INT32, lie[1], shape);
                    Sort.sort(POOL, Samples.MEMORY, values, order, Samples.of(type, lie[2], a, shape), axis);
                    assertArrayEquals(expectedOrder, Samples.values(order));
                    assertArrayEquals(expected, Samples.values(values));
                }
            }
        }
    }

    @Test
    void sortInPlace() {
        double[] a = numbers(DType.FLOAT64, new int[] {500});
        View v = Samples.of(DType.FLOAT64, Lie.REVERSED, a, 500);
        Sort.sort(POOL, Samples.MEMORY, v, Samples.empty(DType.INT32, Lie.DENSE, 500), v, 0);
        Arrays.sort(a, 0, 500);
        double[] sorted = Samples.values(v);
        for (int i = 0; i < a.length; i++) {
            assertEquals(0, compare(a[i], sorted[i]));
        }
    }

    @Test
    void sortKeepsEveryBitOfFloats() {
        Random random = new Random(8);
        double[] a = random.ints(20_000).mapToDouble(Float::intBitsToFloat).toArray();
        View values = Samples.empty(DType.FLOAT32, Lie.DENSE, a.length);
        Sort.sort(POOL, Samples.MEMORY, values, Samples.empty(DType.INT32, Lie.DENSE, a.length),
                Samples.of(DType.FLOAT32, Lie.DENSE, a, a.length), 0);
        Arrays.sort(a);
        assertArrayEquals(a, Samples.values(values));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void argumentIsTheFirstExtremeAndTheFirstNaN(DType type) {
        for (int[] shape : SHAPES) {
            double[] a = numbers(type, shape);
            for (int axis = 0; axis < shape.length; axis++) {
                for (Reduction r : new Reduction[] {Reduction.MAX, Reduction.MIN}) {
                    for (Lie[] lie : Samples.lies(2)) {
                        argumentOne(r, type, lie, a, shape, axis);
                    }
                }
            }
        }
    }

    private static int first(Reduction r, double[] line) {
        double best = Arrays.stream(line).reduce(r.identity(), r::combine);
        return IntStream.range(0, line.length).filter(i -> compare(line[i], best) == 0).findFirst().orElseThrow();
    }

    private static void argumentOne(Reduction r, DType type, Lie[] lie, double[] a, int[] shape, int axis) {
        int[] row = shape.clone();
        row[axis] = 1;
        View out = Samples.empty(DType.INT32, lie[0], row);
        View in = Samples.of(type, lie[1], a, shape);
        if (shape[axis] == 0 && out.size() > 0) {
            assertThrows(IllegalArgumentException.class, () -> Argument.argument(POOL, r, out, in, axis));
            return;
        }
        Argument.argument(POOL, r, out, in, axis);
        double[] wide = eachLine(a, shape, axis, line -> {
            double[] same = new double[line.length];
            Arrays.fill(same, first(r, line));
            return same;
        });
        double[] got = Samples.values(out.broadcast(shape));
        assertArrayEquals(wide, got);
    }

    @Test
    void argumentOfOneLongLine() {
        int n = 200_003;
        double[] a = new Random(9).doubles(n).map(x -> (float) x).toArray();
        a[150_000] = 2;
        a[170_001] = 2;
        View out = Samples.empty(DType.INT32, Lie.DENSE, 1);
        Argument.argument(POOL, Reduction.MAX, out, Samples.of(DType.FLOAT32, Lie.DENSE, a, n), 0);
        assertEquals(150_000, Samples.get(out, 0));
        a[190_002] = Double.NaN;
        a[199_999] = Double.NaN;
        for (Reduction r : new Reduction[] {Reduction.MAX, Reduction.MIN}) {
            Argument.argument(POOL, r, out, Samples.of(DType.FLOAT64, Lie.DENSE, a, n), 0);
            assertEquals(190_002, Samples.get(out, 0));
        }
    }

    @Test
    void argumentOfASumIsRefused() {
        View v = Samples.empty(DType.INT32, Lie.DENSE, 1);
        assertThrows(IllegalArgumentException.class, () -> Argument.argument(POOL, Reduction.SUM, v, v, 0));
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void scanRunsAlongEachLine(Reduction r) {
        for (DType type : DType.values()) {
            DType to = type == DType.BOOL ? DType.INT32 : type;
            for (int[] shape : SHAPES) {
                double[] a = numbers(type, shape);
                for (int axis = 0; axis < shape.length; axis++) {
                    double[] expected = eachLine(a, shape, axis, line -> running(r, to, line));
                    for (Lie[] lie : Samples.lies(2)) {
                        View out = Samples.empty(to, lie[0], shape);
                        Scan.scan(POOL, r, out, Samples.of(type, lie[1], a, shape), axis);
                        assertArrayEquals(expected, Samples.values(out));
                    }
                }
            }
        }
    }

    private static double[] running(Reduction r, DType type, double[] line) {
        double[] out = new double[line.length];
        double sum = r.identity();
        long whole = (long) r.combine(1, 1) - (r == Reduction.SUM ? 2 : 0);
        for (int i = 0; i < out.length; i++) {
            sum = r.combine(sum, line[i]);
            whole = r == Reduction.SUM ? whole + (long) line[i] : whole * (long) line[i];
            boolean wraps = type.isInteger() && (r == Reduction.SUM || r == Reduction.PROD);
            out[i] = wraps ? type == DType.INT32 ? (int) whole : whole : Samples.as(type, sum);
        }
        return out;
    }

    @Test
    void scanOfFloat32DoesNotLoseSmallTerms() {
        int n = 1 << 17;
        double[] a = new double[n];
        Arrays.fill(a, (float) 0.1);
        View v = Samples.of(DType.FLOAT32, Lie.DENSE, a, n);
        Scan.scan(POOL, Reduction.SUM, v, v, 0);
        assertEquals((float) (n * (double) (float) 0.1), Samples.get(v, n - 1), 0);
    }
}
