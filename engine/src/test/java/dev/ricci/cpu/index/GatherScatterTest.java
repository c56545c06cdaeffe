package dev.ricci.cpu.index;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.Samples;
import dev.ricci.cpu.Samples.Lie;
import dev.ricci.cpu.host.Pool;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatherScatterTest {
    private static final Pool POOL = new Pool(3);
    private static final int[][] TABLES = {{5}, {1}, {7, 3}, {4, 1, 6}, {2, 5, 17}, {3, 2, 4, 5}};
    private static final int[][] INDICES = {{}, {1}, {6}, {3, 5}, {0}};

    @AfterAll
    static void end() {
        POOL.close();
    }

    /** The flat index into the table for each element of out, by definition. */
    private static int[] sources(int[] table, int[] index, double[] chosen, int axis) {
        int outer = product(table, 0, axis);
        int inner = product(table, axis + 1, table.length);
        int js = product(index, 0, index.length);
        int[] from = new int[outer * js * inner];
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < js; j++) {
                for (int i = 0; i < inner; i++) {
                    from[(o * js + j) * inner + i] = (o * table[axis] + (int) chosen[j]) * inner + i;
                }
            }
        }
        return from;
    }

    private static int product(int[] a, int from, int to) {
        return IntStream.range(from, to).map(i -> a[i]).reduce(1, (x, y) -> x * y);
    }

    private static int[] shape(int[] table, int[] index, int axis) {
        return IntStream.concat(IntStream.concat(IntStream.of(table).limit(axis), IntStream.of(index)), IntStream.of(table).skip(axis + 1))
                .toArray();
    }

    private static double[] chosen(int[] index, int limit) {
        return new Random(1).ints(product(index, 0, index.length), 0, limit).asDoubleStream().toArray();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void gatherTakesWhatTheIndexSays(DType type) {
        for (int[] table : TABLES) {
            for (int[] index : INDICES) {
                for (int axis = 0; axis < table.length; axis++) {
                    for (Lie[] lie : Samples.lies(3)) {
                        gatherOne(type, lie, table, index, axis);
                    }
                }
            }
        }
    }

    private static void gatherOne(DType type, Lie[] lie, int[] table, int[] index, int axis) {
        double[] values = Samples.numbers(2, product(table, 0, table.length));
        double[] chosen = chosen(index, table[axis]);
        View in = Samples.of(type, lie[0], values, table);
        View out = Samples.empty(type, lie[1], shape(table, index, axis));
        Gather.gather(POOL, out, in, Samples.of(DType.INT32, lie[2], chosen, index), axis);
        double[] stored = Samples.values(in);
        double[] expected = IntStream.of(sources(table, index, chosen, axis)).mapToDouble(i -> stored[i]).toArray();
        assertArrayEquals(expected, Samples.values(out));
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"INT32", "FLOAT32", "FLOAT64"})
    void scatterAddIsTheOppositeOfGather(DType type) {
        for (int[] table : TABLES) {
            for (int[] index : INDICES) {
                for (int axis = 0; axis < table.length; axis++) {
                    for (Lie[] lie : Samples.lies(3)) {
                        scatterOne(type, lie, table, index, axis);
                    }
                }
            }
        }
    }

    private static void scatterOne(DType type, Lie[] lie, int[] table, int[] index, int axis) {
        double[] chosen = chosen(index, table[axis]);
        double[] expected = Samples.numbers(3, product(table, 0, table.length));
        View out = Samples.of(type, lie[0], expected, table);
        int[] to = sources(table, index, chosen, axis);
        double[] values = Samples.numbers(4, to.length);
        ScatterAdd.scatterAdd(POOL, Samples.MEMORY, out, Samples.of(DType.INT32, lie[1], chosen, index),
                Samples.of(type, lie[2], values, shape(table, index, axis)), axis);
        for (int i = 0; i < to.length; i++) {
            expected[to[i]] += values[i];
        }
        assertArrayEquals(expected, Samples.values(out));
    }

    /** Sums of numbers of very different size, where any other order of summation gives other bits. */
    @ParameterizedTest
    @EnumSource(value = Lie.class, names = {"DENSE", "SPACED"})
    void repeatedIndicesAddUpInIndexOrderOnAnyNumberOfThreads(Lie lie) {
        Random random = new Random(5);
        for (int[] size : new int[][] {{1, 60_000, 1, 7}, {1, 5_000, 9, 3}, {3, 2_000, 17, 11}, {1, 300, 1500, 13}}) {
            int outer = size[0];
            int js = size[1];
            int inner = size[2];
            int rows = size[3];
            double[] chosen = random.ints(js, 0, rows).asDoubleStream().toArray();
            double[] values = random.doubles((long) outer * js * inner).map(x -> (float) Math.exp(30 * x - 15)).toArray();
            float[] expected = new float[outer * rows * inner];
            int[] to = sources(new int[] {outer, rows, inner}, new int[] {js}, chosen, 1);
            for (int i = 0; i < to.length; i++) {
                expected[to[i]] += (float) values[i];
            }
            for (int threads = 1; threads <= 4; threads++) {
                View out = Samples.of(DType.FLOAT32, lie, new double[expected.length], outer, rows, inner);
                try (Pool pool = new Pool(threads)) {
                    ScatterAdd.scatterAdd(pool, Samples.MEMORY, out, Samples.of(DType.INT32, lie, chosen, js),
                            Samples.of(DType.FLOAT32, lie, values, outer, js, inner), 1);
                }
                assertArrayEquals(expected, floats(Samples.values(out)), 0f);
            }
        }
    }

    private static float[] floats(double[] a) {
        float[] f = new float[a.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) a[i];
        }
        return f;
    }

    @Test
    void indicesOutOfRangeAreNamedBeforeAnythingIsWritten() {
        for (double bad : new double[] {-1, 4, 1e9, Integer.MIN_VALUE}) {
            View index = Samples.of(DType.INT32, Lie.SPACED, new double[] {0, 3, bad, 1}, 4);
            View table = Samples.of(DType.FLOAT32, Lie.DENSE, Samples.numbers(6, 8), 4, 2);
            View out = Samples.empty(DType.FLOAT32, Lie.DENSE, 4, 2);
            double[] before = Samples.values(table);
            String message = assertThrows(IllegalArgumentException.class, () -> Gather.gather(POOL, out, table, index, 0)).getMessage();
            assertEquals("gather: indices are 0 to 3, got " + (int) bad + " at position 2", message);
            message = assertThrows(IllegalArgumentException.class, () -> ScatterAdd.scatterAdd(POOL, Samples.MEMORY, table, index, out, 0)).getMessage();
            assertEquals("scatterAdd: indices are 0 to 3, got " + (int) bad + " at position 2", message);
            assertArrayEquals(before, Samples.values(table));
            for (double x : Samples.values(out)) {
                assertEquals(-7, x);
            }
        }
    }

    @Test
    void typesThatCannotAddAreRefused() {
        View index = Samples.of(DType.INT32, Lie.DENSE, new double[] {0}, 1);
        View out = Samples.empty(DType.BOOL, Lie.DENSE, 4);
        View values = Samples.empty(DType.BOOL, Lie.DENSE, 1);
        assertThrows(IllegalArgumentException.class, () -> ScatterAdd.scatterAdd(POOL, Samples.MEMORY, out, index, values, 0));
        View wrong = Samples.of(DType.FLOAT32, Lie.DENSE, new double[] {0}, 1);
        assertThrows(IllegalArgumentException.class, () -> Gather.gather(POOL, values, out, wrong, 0));
    }
}
