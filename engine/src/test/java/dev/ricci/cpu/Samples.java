package dev.ricci.cpu;

import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.Half;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.memory.Recycler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Views in the processor's memory, laid out in every way that a tensor's can be, for tests of what works on views. */
public final class Samples {
    /** Where the views stand. */
    public static final Recycler MEMORY = new Recycler(1L << 30, false);

    private Samples() {}

    /** How a view lies in its buffer. */
    public enum Lie {
        DENSE,
        TRANSPOSED,
        SPACED,
        REVERSED
    }

    /** A view whose elements are all -7 (1 for BOOL), with as many unused ones around. */
    public static View empty(DType type, Lie lie, int... shape) {
        Layout l = layout(lie, shape);
        long most = 0;
        long least = 0;
        for (int i = 0; i < shape.length; i++) {
            long span = Math.max(shape[i] - 1, 0) * l.stride(i);
            most += Math.max(span, 0);
            least += Math.min(span, 0);
        }
        long offset = 3 - least;
        Buffer buffer = new Buffer(null, MEMORY.allocate((offset + most + 4) * type.bytes()));
        View all = new View(buffer, type, Layout.dense((int) (offset + most + 4)));
        for (int i = 0; i < all.size(); i++) {
            set(all, i, -7);
        }
        return new View(buffer, type, new Layout(shape.clone(), l.strides(), offset));
    }

    private static Layout layout(Lie lie, int... shape) {
        long[] strides = Layout.dense(shape.clone()).strides();
        switch (lie) {
            case DENSE -> {}
            case TRANSPOSED -> {
                long n = 1;
                for (int i = 0; i < shape.length; i++) {
                    strides[i] = n;
                    n *= Math.max(shape[i], 1);
                }
            }
            case SPACED -> {
                for (int i = 0; i < shape.length; i++) {
                    strides[i] *= 3;
                }
            }
            case REVERSED -> {
                for (int i = 0; i < shape.length; i++) {
                    strides[i] = -strides[i];
                }
            }
        }
        return new Layout(shape.clone(), strides, 0);
    }

    /** A view with values in row-major order. */
    public static View of(DType type, Lie lie, double[] values, int... shape) {
        View v = empty(type, lie, shape);
        for (int i = 0; i < v.size(); i++) {
            set(v, i, values[i]);
        }
        return v;
    }

    /** A number as a type holds it. */
    public static double as(DType type, double v) {
        return switch (type) {
            case FLOAT16 -> Half.fromFloat16(Half.toFloat16(v));
            case BFLOAT16 -> Half.fromBfloat16(Half.toBfloat16(v));
            case FLOAT32 -> (float) v;
            case BOOL, INT32, INT64, FLOAT64 -> v;
        };
    }

    /** The values in row-major order. */
    public static double[] values(View v) {
        double[] a = new double[(int) v.size()];
        for (int i = 0; i < a.length; i++) {
            a[i] = get(v, i);
        }
        return a;
    }

    /** Small whole numbers, with repetitions, that every type but BOOL can hold. */
    public static double[] numbers(long seed, int n) {
        return new Random(seed).ints(n, -20, 21).asDoubleStream().toArray();
    }

    /** Every lie of all views in turn, as many of them as views, to be used side by side. */
    public static List<Lie[]> lies(int views) {
        List<Lie[]> all = new ArrayList<>();
        Lie[] kinds = Lie.values();
        for (int i = 0; i < kinds.length; i++) {
            Lie[] row = new Lie[views];
            for (int v = 0; v < views; v++) {
                row[v] = kinds[(i + v * (1 + i % 2)) % kinds.length];
            }
            all.add(row);
        }
        return all;
    }

    private static long address(View v, long i) {
        Layout l = v.layout();
        long element = l.offset();
        long rest = i;
        for (int a = l.rank() - 1; a >= 0; a--) {
            element += rest % l.size(a) * l.stride(a);
            rest /= l.size(a);
        }
        return ((HostBlock) v.buffer().block()).address() + element * v.dtype().bytes();
    }

    /** Element i in row-major order. */
    public static double get(View v, long i) {
        long a = address(v, i);
        return switch (v.dtype()) {
            case BOOL -> Memory.getByte(a);
            case INT32 -> Memory.getInt(a);
            case INT64 -> Memory.getLong(a);
            case FLOAT16 -> Half.fromFloat16(Memory.getShort(a));
            case BFLOAT16 -> Half.fromBfloat16(Memory.getShort(a));
            case FLOAT32 -> Memory.getFloat(a);
            case FLOAT64 -> Memory.getDouble(a);
        };
    }

    /** Sets element i in row-major order. */
    public static void set(View v, long i, double value) {
        long a = address(v, i);
        switch (v.dtype()) {
            case BOOL -> Memory.setByte(a, (byte) (value != 0 ? 1 : 0));
            case INT32 -> Memory.setInt(a, (int) value);
            case INT64 -> Memory.setLong(a, (long) value);
            case FLOAT16 -> Memory.setShort(a, Half.toFloat16(value));
            case BFLOAT16 -> Memory.setShort(a, Half.toBfloat16(value));
            case FLOAT32 -> Memory.setFloat(a, (float) value);
            case FLOAT64 -> Memory.setDouble(a, value);
        }
    }
}
