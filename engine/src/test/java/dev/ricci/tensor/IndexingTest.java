package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the table of operations cannot ask of indexing and creating: equal indices, NaN, whole results of several tensors, wrong calls. */
class IndexingTest {
    private static Tensor ints(int... values) {
        return Tensor.of(values, values.length);
    }

    private static String refused(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void theLastOfEqualIndicesCountsAndOnlyItHasAGradient() {
        Tensor x = Tensor.of(new double[] {1, 2, 3}).wanted();
        Tensor v = Tensor.of(new double[] {10, 20, 30, 40}).wanted();
        Tensor weights = Tensor.of(new double[] {5, 6, 7});
        Tensor index = ints(2, 0, 2, 0);
        for (Tensor y : new Tensor[] {x.putAlong(index, v, 0), x.scatter(index, v, 0)}) {
            assertArrayEquals(new double[] {40, 2, 30}, y.toDoubles());
            Gradients g = Gradients.of(y.mul(weights).sum());
            assertArrayEquals(new double[] {0, 6, 0}, g.get(x).toDoubles());
            assertArrayEquals(new double[] {0, 0, 7, 5}, g.get(v).toDoubles());
        }
    }

    @Test
    void uniqueTellsValuesCountsFirstAndInverse() {
        Tensor x = Tensor.of(new float[] {3, Float.NaN, -0f, 3, 0, Float.NaN, 1, 3}, 2, 4);
        Unique u = x.unique();
        assertArrayEquals(new float[] {-0f, 1, 3, Float.NaN}, u.values().toFloats());
        assertArrayEquals(new int[] {2, 1, 3, 2}, u.counts().toInts());
        assertArrayEquals(new int[] {2, 6, 0, 1}, u.first().toInts());
        assertArrayEquals(new int[] {2, 3, 0, 2, 0, 3, 1, 2}, u.inverse().toInts());
        assertArrayEquals(new int[] {2, 4}, u.inverse().shape());
        Unique none = Tensor.zeros(0, 2).unique();
        assertEquals(0, none.values().size());
        assertArrayEquals(new int[] {0, 2}, none.inverse().shape());
        Tensor same = ints(5, 5, 5);
        assertArrayEquals(new int[] {3}, same.unique().counts().toInts());
    }

    @Test
    void searchesInTheOrderOfSort() {
        Tensor sorted = Tensor.of(new float[] {-1, 0, 0, 2, Float.NaN});
        Tensor v = Tensor.of(new float[] {-2, -0f, 0, 3, Float.POSITIVE_INFINITY, Float.NaN}, 2, 3);
        assertArrayEquals(new int[] {0, 1, 1, 4, 4, 4}, sorted.searchSorted(v).toInts());
        assertArrayEquals(new int[] {0, 3, 3, 4, 4, 5}, sorted.searchSorted(v, true).toInts());
        assertArrayEquals(new int[] {2, 3}, sorted.searchSorted(v, true).size(0) == 2 ? v.shape() : null);
        assertArrayEquals(new int[] {1}, ints(Integer.MIN_VALUE, Integer.MAX_VALUE).searchSorted(ints(Integer.MAX_VALUE)).toInts());
        assertArrayEquals(new int[] {2}, ints(Integer.MIN_VALUE, Integer.MAX_VALUE).searchSorted(ints(Integer.MAX_VALUE), true).toInts());
    }

    @Test
    void linspaceIsExactAtBothEndsAndSymmetric() {
        for (int n : new int[] {2, 3, 10, 101, 1000}) {
            for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                double[] got = Tensor.linspace(type, -0.1, 0.1, n).toDoubles();
                double end = type == DType.FLOAT32 ? 0.1f : 0.1;
                assertEquals(-end, got[0]);
                assertEquals(end, got[n - 1]);
                for (int i = 0; i < n; i++) {
                    assertEquals(0, got[i] + got[n - 1 - i], "element " + i + " of " + n);
                    assertEquals(0.1 * (2.0 * i - (n - 1)) / (n - 1), got[i], 2 * type.epsilon() * 0.1);
                }
            }
        }
        assertArrayEquals(new double[] {4}, Tensor.linspace(DType.FLOAT64, 4, 9, 1).toDoubles());
        assertEquals(0, Tensor.linspace(DType.FLOAT64, 4, 9, 0).size());
    }

    @Test
    void arangeStopsBeforeTheEnd() {
        assertArrayEquals(new int[] {5, 3, 1}, Tensor.arange(5, 0, -2).toInts());
        assertArrayEquals(new int[] {2, 5}, Tensor.arange(2, 8, 3).toInts());
        assertEquals(0, Tensor.arange(3, 3, 1).size());
        assertEquals(0, Tensor.arange(3, 5, -1).size());
        double[] tenths = Tensor.arange(DType.FLOAT64, 0, 1, 0.1).toDoubles();
        assertArrayEquals(IntStream.range(0, 10).mapToDouble(i -> i * 0.1).toArray(), tenths);
        assertTrue(refused(() -> Tensor.arange(0, 5, 0)).startsWith("arange: from 0"));
        assertTrue(refused(() -> Tensor.arange(DType.FLOAT32, 0, Double.NaN, 1)).contains("finite"));
        assertTrue(refused(() -> Tensor.arange(DType.INT32, 0, 1, 0.5)).contains("int32"));
        assertTrue(refused(() -> Tensor.linspace(DType.INT32, 0, 1, 5)).startsWith("linspace"));
        assertTrue(refused(() -> Tensor.linspace(DType.FLOAT32, 0, Double.POSITIVE_INFINITY, 5)).startsWith("linspace: finite"));
    }

    @Test
    void eyeAndMeshgrid() {
        assertArrayEquals(new double[] {1, 0, 0, 0, 1, 0}, Tensor.eye(DType.FLOAT64, 2, 3).toDoubles());
        Tensor[] grid = Tensor.meshgrid(ints(1, 2), ints(10, 20, 30));
        assertArrayEquals(new int[] {1, 1, 1, 2, 2, 2}, grid[0].toInts());
        assertArrayEquals(new int[] {10, 20, 30, 10, 20, 30}, grid[1].toInts());
        assertArrayEquals(new int[] {2, 3}, grid[1].shape());
        assertTrue(refused(() -> Tensor.meshgrid(Tensor.zeros(2, 2))).startsWith("meshgrid"));
    }

    @Test
    void descendingOrderKeepsEqualOnesAndPutsNaNFirst() {
        Sorted s = Tensor.of(new float[] {1, Float.NaN, 2, 1, 2}).sort(0, true);
        assertArrayEquals(new float[] {Float.NaN, 2, 2, 1, 1}, s.values().toFloats());
        assertArrayEquals(new int[] {1, 2, 4, 0, 3}, s.order().toInts());
    }

    @Test
    void wrongCallsSayWhatToDo() {
        Tensor x = Tensor.zeros(4, 3);
        assertEquals("takeAlong: indices are 0 to 3, got 4 at position 2",
                refused(() -> x.takeAlong(Tensor.of(new int[] {0, 1, 4}, 1, 3), 0).toFloats()));
        assertTrue(refused(() -> x.takeAlong(ints(1, 2), 0)).contains("rank"));
        assertTrue(refused(() -> x.takeAlong(Tensor.zeros(4, 3), 0)).contains("int32"));
        assertTrue(refused(() -> x.putAlong(Tensor.of(new int[8], 4, 2), Tensor.zeros(4, 2), 0)).contains("[4, 2]"));
        assertTrue(refused(() -> x.scatter(ints(0), Tensor.zeros(2, 3), 0)).startsWith("scatter"));
        assertTrue(refused(() -> x.at(1)).startsWith("at: one index for each of the 2 axes"));
        assertTrue(refused(() -> x.at(1, 3)).startsWith("at (axis 1): index 3"));
        assertTrue(refused(() -> x.maskedSelect(x)).contains("bool"));
        assertTrue(refused(() -> ints(1).maskedFill(Tensor.of(new boolean[] {true}, 1), 0.5)).contains("does not hold 0.5"));
        assertTrue(refused(() -> x.maskedFill(Tensor.of(new boolean[8], 2, 4, 1), 1)).contains("[2, 4, 1]"));
        assertTrue(refused(() -> x.tril(0).select(0, 0).tril(0)).startsWith("tril"));
        assertTrue(refused(() -> Tensor.scalar(DType.FLOAT32, 1).searchSorted(x)).startsWith("searchSorted"));
        assertTrue(refused(() -> x.searchSorted(Tensor.zeros(3, 2))).startsWith("searchSorted"));
    }
}
