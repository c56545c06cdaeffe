package dev.ricci.interop;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's arrays from and to tensors, copied in bulk.
 *
 * <p>The program brings ND4J itself (1.0.0-M2.1 is tested, on its CPU backend); the engine needs it for this class alone.
 */
public final class Nd4jArrays {
    private Nd4jArrays() {}

    /**
     * A copy of an array on the current device, of the same shape and type; rank 0 for a scalar. An array in order 'f' comes as a
     * transposed view of a dense copy, any other that is not dense as a dense copy.
     *
     * @throws IllegalArgumentException for an array that is closed, or of a type that tensors do not have
     */
    public static Tensor tensor(INDArray array) {
        if (array.wasClosed()) {
            throw new IllegalArgumentException("nd4j: the array has been closed; copy it before that");
        }
        DType dtype = dtype(array.dataType());
        int[] shape = shape(array.shape());
        if (Arrays.stream(shape).anyMatch(d -> d == 0)) {
            return Tensor.zeros(dtype, shape);
        }
        long[] strides = array.stride();
        if (hasStrides(strides, shape, false)) {
            return copy(array, dtype, shape);
        }
        if (hasStrides(strides, shape, true)) {
            int r = shape.length;
            int[] back = new int[r];
            Arrays.setAll(back, i -> r - 1 - i);
            int[] reversed = new int[r];
            Arrays.setAll(reversed, i -> shape[r - 1 - i]);
            return copy(array, dtype, reversed).permute(back);
        }
        try (INDArray dense = array.dup('c')) {
            return copy(dense, dtype, shape);
        }
    }

    /** A copy of a tensor as an array of ND4J's in order 'c', of the same shape and type. */
    public static INDArray array(Tensor t) {
        long[] shape = Arrays.stream(t.shape()).asLongStream().toArray();
        if (t.size() == 0) {
            return Nd4j.create(dataType(t.dtype()), shape);
        }
        INDArray array = Nd4j.createUninitialized(dataType(t.dtype()), shape, 'c');
        t.copyTo(memory(array, t.size() * t.dtype().bytes()));
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
        return array;
    }

    private static Tensor copy(INDArray array, DType dtype, int... shape) {
        Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
        return Tensor.of(dtype, memory(array, array.length() * dtype.bytes()), shape);
    }

    /** The address that ND4J gives is that of the whole buffer, of which a view is a part. */
    private static MemorySegment memory(INDArray array, long bytes) {
        long from = array.offset() * array.data().getElementSize();
        return MemorySegment.ofAddress(array.data().address() + from).reinterpret(bytes);
    }

    /** Whether the elements stand without gaps, the last axis fastest or the first. The stride of an axis of length 1 is free. */
    private static boolean hasStrides(long[] strides, int[] shape, boolean fortran) {
        long n = 1;
        for (int i = 0; i < shape.length; i++) {
            int axis = fortran ? i : shape.length - 1 - i;
            if (shape[axis] != 1 && strides[axis] != n) {
                return false;
            }
            n *= shape[axis];
        }
        return true;
    }

    private static int[] shape(long... shape) {
        return Arrays.stream(shape).mapToInt(d -> {
            if (d > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("nd4j: shape " + Arrays.toString(shape) + "; an axis has " + Integer.MAX_VALUE
                        + " elements at most");
            }
            return (int) d;
        }).toArray();
    }

    private static DType dtype(DataType type) {
        return switch (type) {
            case FLOAT -> DType.FLOAT32;
            case DOUBLE -> DType.FLOAT64;
            case INT -> DType.INT32;
            case LONG -> DType.INT64;
            case HALF -> DType.FLOAT16;
            case BFLOAT16 -> DType.BFLOAT16;
            case BOOL -> DType.BOOL;
            default -> throw new IllegalArgumentException("nd4j: an array of " + type + "; BOOL, INT, LONG, HALF, BFLOAT16, FLOAT and"
                    + " DOUBLE can be taken: convert it by castTo(DataType.FLOAT)");
        };
    }

    private static DataType dataType(DType type) {
        return switch (type) {
            case FLOAT32 -> DataType.FLOAT;
            case FLOAT64 -> DataType.DOUBLE;
            case INT32 -> DataType.INT;
            case INT64 -> DataType.LONG;
            case FLOAT16 -> DataType.HALF;
            case BFLOAT16 -> DataType.BFLOAT16;
            case BOOL -> DataType.BOOL;
        };
    }
}
