package dev.ricci.ops;

import dev.ricci.backend.DType;
import dev.ricci.backend.Half;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Numbers in double with a shape: what definitions are written over. Slow and obvious on purpose. */
record Grid(int[] shape, double[] values) {
    /** Each element from its index. */
    static Grid make(int[] shape, ToDoubleFunction<int[]> f) {
        double[] v = new double[size(shape)];
        int[] index = new int[shape.length];
        for (int p = 0; p < v.length; p++) {
            v[p] = f.applyAsDouble(index);
            next(index, shape);
        }
        return new Grid(shape, v);
    }

    static Grid of(Tensor t) {
        return new Grid(t.shape(), t.toDoubles());
    }

    static int size(int... shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** Moves on in row-major order. */
    static void next(int[] index, int[] shape) {
        for (int a = shape.length - 1; a >= 0; a--) {
            if (++index[a] < shape[a]) {
                return;
            }
            index[a] = 0;
        }
    }

    double at(int... index) {
        int p = 0;
        for (int a = 0; a < shape.length; a++) {
            p = p * shape[a] + index[a];
        }
        return values[p];
    }

    /** The element that broadcasting puts at an index of a larger shape. */
    double stretched(int... index) {
        int[] own = new int[shape.length];
        int shift = index.length - shape.length;
        for (int a = 0; a < own.length; a++) {
            own[a] = shape[a] == 1 ? 0 : index[a + shift];
        }
        return at(own);
    }

    Tensor tensor(DType dtype) {
        Tensor t = Tensor.of(values, shape);
        return dtype == DType.FLOAT64 ? t : t.to(dtype);
    }

    /** Each number rounded as the type rounds it. */
    Grid rounded(DType dtype) {
        return new Grid(shape, Arrays.stream(values).map(v -> switch (dtype) {
            case FLOAT64 -> v;
            case FLOAT32 -> (float) v;
            case FLOAT16 -> Half.fromFloat16(Half.toFloat16(v));
            case BFLOAT16 -> Half.fromBfloat16(Half.toBfloat16(v));
            case INT32 -> (int) v;
            case INT64 -> (long) v;
            case BOOL -> v != 0 ? 1 : 0;
        }).toArray());
    }
}
