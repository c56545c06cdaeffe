package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import org.junit.jupiter.api.Test;

/** What the table of operations cannot ask of sort and topK: equal elements, NaN, other types, wrong calls. */
class SortedTest {
    private static final float NAN = Float.NaN;

    @Test
    void equalElementsKeepTheirOrder() {
        Tensor x = Tensor.of(new float[] {2, 1, 2, -0f, 0, 1});
        assertArrayEquals(new int[] {3, 4, 1, 5, 0, 2}, x.argsort(0).toInts());
        Sorted largest = x.topK(5, 0);
        assertArrayEquals(new float[] {2, 2, 1, 1, -0f}, largest.values().toFloats());
        assertArrayEquals(new int[] {0, 2, 1, 5, 3}, largest.order().toInts());
    }

    @Test
    void nanIsLargerThanAllNumbers() {
        Tensor x = Tensor.of(new float[] {1, NAN, Float.POSITIVE_INFINITY, NAN, -1});
        Sorted all = x.sort(0);
        assertArrayEquals(new float[] {-1, 1, Float.POSITIVE_INFINITY, NAN, NAN}, all.values().toFloats());
        assertArrayEquals(new int[] {4, 0, 2, 1, 3}, all.order().toInts());
        Sorted largest = x.topK(3, 0);
        assertArrayEquals(new float[] {NAN, NAN, Float.POSITIVE_INFINITY}, largest.values().toFloats());
        assertArrayEquals(new int[] {1, 3, 2}, largest.order().toInts());
    }

    @Test
    void everyTypeAndAxis() {
        Tensor x = Tensor.of(new int[] {3, Integer.MIN_VALUE, 7, Integer.MAX_VALUE, 0, 7}, 2, 3);
        assertArrayEquals(new int[] {3, Integer.MIN_VALUE, 7, Integer.MAX_VALUE, 0, 7}, x.sort(0).values().toInts());
        assertArrayEquals(new int[] {7, 3, Integer.MAX_VALUE, 7}, x.topK(2, 1).values().toInts());
        assertArrayEquals(new int[] {2, 0, 0, 2}, x.topK(2, -1).order().toInts());
        Sorted yes = Tensor.of(new boolean[] {true, false, true, false}).topK(3, 0);
        assertArrayEquals(new boolean[] {true, true, false}, yes.values().toBooleans());
        assertArrayEquals(new int[] {0, 2, 1}, yes.order().toInts());
    }

    @Test
    void theGradientGoesBackToWhereElementsStood() {
        Tensor x = Tensor.of(new double[] {3, 1, 2, 5, 4, 6}, 2, 3).wanted();
        Tensor weights = Tensor.of(new double[] {10, 20, 30});
        assertArrayEquals(new double[] {30, 10, 20, 20, 10, 30}, Gradients.of(x.sort(1).values().mul(weights).sum()).get(x).toDoubles());
        assertArrayEquals(new double[] {1, 0, 1, 1, 0, 1}, Gradients.of(x.topK(2, 1).values().sum()).get(x).toDoubles());
        assertFalse(x.sort(1).order().isTracked());
    }

    @Test
    void noneOfNone() {
        assertEquals(0, Tensor.zeros(0, 3).topK(0, 0).values().size());
        assertArrayEquals(new int[] {2, 0}, Tensor.zeros(2, 5).topK(0, 1).order().shape());
        assertEquals(DType.INT32, Tensor.zeros(0).argsort(0).dtype());
    }

    @Test
    void wrongCallsAreRefused() {
        Tensor x = Tensor.zeros(2, 3);
        assertEquals("topK: the 4 largest of an axis of length 3; k is 0 to the length; shape [2, 3]",
                assertThrows(IllegalArgumentException.class, () -> x.topK(4, 1)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> x.topK(-1, 1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> x.sort(2)).getMessage().startsWith("sort: axis 2"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Tensor.scalar(DType.INT32, 1).argsort(0)).getMessage()
                .startsWith("argsort: axis 0"));
    }
}
