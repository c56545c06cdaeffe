package dev.ricci.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What ND4J itself says stands at each index, against what the tensor has there. */
class Nd4jArraysTest {
    private static int[] ints(long... shape) {
        return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    }

    /** Every element by ND4J's own index arithmetic. */
    private static double[] elements(INDArray a) {
        int n = (int) a.length();
        double[] all = new double[n];
        long[] shape = a.shape();
        for (int i = 0; i < n; i++) {
            long[] at = new long[shape.length];
            int rest = i;
            for (int d = shape.length - 1; d >= 0; d--) {
                at[d] = rest % shape[d];
                rest /= (int) shape[d];
            }
            all[i] = shape.length == 0 ? a.getDouble(0) : a.getDouble(at);
        }
        return all;
    }

    private static void check(INDArray a, DType dtype) {
        try (Scope _ = Scope.open()) {
            Tensor t = Nd4jArrays.tensor(a);
            assertEquals(dtype, t.dtype());
            assertArrayEquals(ints(a.shape()), t.shape());
            assertArrayEquals(elements(a), t.toDoubles());
            INDArray back = Nd4jArrays.array(t);
            assertEquals(a.dataType(), back.dataType());
            assertArrayEquals(a.shape(), back.shape());
            assertEquals('c', back.ordering());
            assertArrayEquals(elements(a), elements(back));
        }
    }

    private static INDArray ramp(DataType type, char order, long... shape) {
        INDArray flat = Nd4j.arange(Arrays.stream(shape).reduce(1, (a, b) -> a * b)).castTo(type);
        return flat.reshape(shape).dup(order);
    }

    @Test
    void bothOrdersAndAllTypes() {
        for (char order : new char[] {'c', 'f'}) {
            check(ramp(DataType.FLOAT, order, 7), DType.FLOAT32);
            check(ramp(DataType.FLOAT, order, 3, 5), DType.FLOAT32);
            check(ramp(DataType.DOUBLE, order, 2, 3, 4), DType.FLOAT64);
            check(ramp(DataType.INT, order, 2, 1, 3, 1), DType.INT32);
            check(ramp(DataType.LONG, order, 3, 4), DType.INT64);
            check(ramp(DataType.HALF, order, 3, 4, 2).mul(0.37), DType.FLOAT16);
            check(ramp(DataType.BFLOAT16, order, 3, 4), DType.BFLOAT16);
            check(ramp(DataType.DOUBLE, order, 3, 4).gt(5).dup(order), DType.BOOL);
        }
    }

    @Test
    void views() {
        for (char order : new char[] {'c', 'f'}) {
            INDArray a = ramp(DataType.FLOAT, order, 6, 5, 4);
            check(a.get(NDArrayIndex.interval(1, 5)), DType.FLOAT32);
            check(a.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all(), NDArrayIndex.interval(1, 2, 4)), DType.FLOAT32);
            check(a.get(NDArrayIndex.point(3)), DType.FLOAT32);
            check(a.get(NDArrayIndex.all(), NDArrayIndex.point(2), NDArrayIndex.all()), DType.FLOAT32);
            check(a.slice(5), DType.FLOAT32);
            check(a.get(NDArrayIndex.interval(1, 5)).get(NDArrayIndex.interval(2, 4)).slice(1), DType.FLOAT32);
            check(a.permute(2, 0, 1), DType.FLOAT32);
            check(a.get(NDArrayIndex.interval(1, 4)).permute(1, 2, 0), DType.FLOAT32);
            check(a.reshape(30, 4).transpose(), DType.FLOAT32);
            check(a.reshape(30, 4).getRow(7), DType.FLOAT32);
            check(a.reshape(30, 4).getColumn(2), DType.FLOAT32);
        }
    }

    @Test
    void scalarsAndEmptyOnes() {
        check(Nd4j.scalar(2.5f), DType.FLOAT32);
        check(Nd4j.scalar(DataType.DOUBLE, -7), DType.FLOAT64);
        check(ramp(DataType.INT, 'c', 3, 4).get(NDArrayIndex.point(2), NDArrayIndex.point(1)), DType.INT32);
        check(Nd4j.create(DataType.FLOAT, 0, 3), DType.FLOAT32);
        check(Nd4j.create(DataType.INT, 2, 0, 3), DType.INT32);
    }

    @Test
    void viewsOfTensorsAndLargeOnes() {
        Tensor t = Tensor.arange(24).to(DType.FLOAT64).reshape(2, 3, 4).permute(2, 0, 1);
        INDArray a = Nd4jArrays.array(t);
        assertArrayEquals(new long[] {4, 2, 3}, a.shape());
        assertArrayEquals(t.toDoubles(), elements(a));
        Tensor large = Tensor.arange(1_000_003).to(DType.FLOAT32);
        assertEquals(large.sum().item(), Nd4jArrays.array(large).castTo(DataType.DOUBLE).sumNumber().doubleValue(), 1e5);
        assertArrayEquals(large.toFloats(), Nd4jArrays.tensor(Nd4jArrays.array(large)).toFloats());
    }

    @Test
    void wholeNumbersOfAnySize() {
        long[] values = {Long.MIN_VALUE, -1, (1L << 53) + 1, Long.MAX_VALUE};
        assertArrayEquals(values, Nd4jArrays.tensor(Nd4j.createFromArray(values)).toLongs());
        assertArrayEquals(values, Nd4jArrays.array(Tensor.of(values)).toLongVector());
    }

    @Test
    void aCopyDoesNotFollow() {
        INDArray a = Nd4j.ones(DataType.FLOAT, 3);
        Tensor t = Nd4jArrays.tensor(a);
        a.addi(1);
        assertArrayEquals(new float[] {1, 1, 1}, t.toFloats());
    }

    @Test
    void whatCannotBeTakenIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Nd4jArrays.tensor(Nd4j.create(DataType.UINT16, 3))).getMessage();
        assertTrue(message.startsWith("nd4j: an array of UINT16; ") && message.contains("castTo"), message);
        INDArray closed = Nd4j.create(DataType.FLOAT, 3);
        closed.close();
        assertEquals("nd4j: the array has been closed; copy it before that",
                assertThrows(IllegalArgumentException.class, () -> Nd4jArrays.tensor(closed)).getMessage());
    }
}
