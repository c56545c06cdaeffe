package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.DType;
import org.junit.jupiter.api.Test;

class NestedArraysTest {
    private static void check(Object values, DType dtype, int... shape) {
        Tensor t = Tensor.ofArray(values);
        assertEquals(dtype, t.dtype());
        assertArrayEquals(shape, t.shape());
        Object back = t.toArray();
        assertEquals(values.getClass(), back.getClass());
        assertArrayEquals(new Object[] {values}, new Object[] {back});
    }

    @Test
    void everyTypeAndRankComesBack() {
        check(new float[] {1, 2.5f}, DType.FLOAT32, 2);
        check(new float[][] {{1, 2, 3}, {4, 5, Float.NaN}}, DType.FLOAT32, 2, 3);
        check(new double[][][] {{{1}, {2}}, {{3}, {-0.0}}, {{5}, {1e300}}}, DType.FLOAT64, 3, 2, 1);
        check(new int[][] {{Integer.MIN_VALUE}, {7}}, DType.INT32, 2, 1);
        check(new long[][] {{Long.MAX_VALUE, -1}, {0, (1L << 53) + 1}}, DType.INT64, 2, 2);
        check(new boolean[][][][] {{{{true, false}}, {{false, true}}}}, DType.BOOL, 1, 2, 1, 2);
        check(new float[1][1][1][1][1][1][1][2], DType.FLOAT32, 1, 1, 1, 1, 1, 1, 1, 2);
    }

    @Test
    void emptyOnesAndNumbersAlone() {
        check(new float[0], DType.FLOAT32, 0);
        check(new int[3][0], DType.INT32, 3, 0);
        check(new double[0][0][0], DType.FLOAT64, 0, 0, 0);
        check(1.5f, DType.FLOAT32);
        check(-2.5, DType.FLOAT64);
        check(7, DType.INT32);
        check(true, DType.BOOL);
        check(Long.MIN_VALUE, DType.INT64);
        assertEquals(float[][][].class, Tensor.zeros(2, 0, 3).toArray().getClass());
    }

    @Test
    void rowMajorAndOfViewsToo() {
        Tensor t = Tensor.ofArray(new int[][] {{0, 1, 2}, {3, 4, 5}});
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, t.toInts());
        assertArrayEquals(new int[][] {{0, 3}, {1, 4}, {2, 5}}, (int[][]) t.t().toArray());
        assertArrayEquals(new float[][] {{2, 2}}, (float[][]) Tensor.full(DType.FLOAT32, 2).broadcastTo(1, 2).toArray());
    }

    private static String problem(Object values) {
        return assertThrows(IllegalArgumentException.class, () -> Tensor.ofArray(values)).getMessage();
    }

    @Test
    void raggedOnesAreRefusedWithThePlace() {
        assertEquals("ofArray: [1] has length 1, the first at that depth 2; all must be as long: pad them",
                problem(new float[][] {{1, 2}, {3}}));
        assertEquals("ofArray: [0][2] has length 3, the first at that depth 1; all must be as long: pad them",
                problem(new int[][][] {{{1}, {1}, {1, 2, 3}}}));
        assertEquals("ofArray: [1] has length 2, the first at that depth 0; all must be as long: pad them",
                problem(new int[][] {{}, {1, 2}}));
        assertEquals("ofArray: [1] is null", problem(new double[][] {{1}, null}));
        assertEquals("ofArray: [0] is null", problem(new double[2][]));
        assertEquals("ofArray: null; give an array such as float[][], or a number", problem(null));
        assertEquals("ofArray: java.lang.String[] cannot be made a tensor; arrays, of any depth, of float, double, int, long, boolean can",
                problem(new String[] {"a"}));
        assertEquals("ofArray: java.lang.Float[][] cannot be made a tensor; arrays, of any depth, of float, double, int, long, boolean can",
                problem(new Float[][] {{1f}}));
    }
}
