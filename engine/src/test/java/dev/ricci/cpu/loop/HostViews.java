package dev.ricci.cpu.loop;

import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.Half;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;

/** Views over host memory in many layouts, for tests. */
final class HostViews {
    /** How a view's elements stand in memory. */
    enum Kind { DENSE, PERMUTED, GAPS, BACKWARDS, REPEATED_OUTER, REPEATED_INNER }

    private HostViews() {}

    static View dense(DType type, int... shape) {
        return new View(buffer(type, Layout.dense(shape).size()), type, Layout.dense(shape));
    }

    static View dense(DType type, double[] values) {
        View v = dense(type, values.length);
        for (int i = 0; i < values.length; i++) {
            set(v, values[i], i);
        }
        return v;
    }

    private static Buffer buffer(DType type, long elements) {
        long bytes = Math.max(1, elements * type.bytes());
        return new Buffer(null, new HostBlock(Memory.allocate(bytes), bytes, b -> Memory.free(b.address())));
    }

    /** A view of the shape with uninitialised elements. */
    static View make(Kind kind, DType type, int... shape) {
        int r = shape.length;
        return switch (kind) {
            case DENSE -> dense(type, shape);
            case PERMUTED -> {
                int[] reversed = new int[r];
                int[] order = new int[r];
                for (int i = 0; i < r; i++) {
                    reversed[i] = shape[r - 1 - i];
                    order[i] = r - 1 - i;
                }
                View v = dense(type, reversed);
                yield v.with(v.layout().permute(order));
            }
            case GAPS -> stepped(type, 2, shape);
            case BACKWARDS -> stepped(type, -1, shape);
            case REPEATED_OUTER -> repeated(type, 0, shape);
            case REPEATED_INNER -> repeated(type, r - 1, shape);
        };
    }

    private static View stepped(DType type, int step, int... shape) {
        int[] larger = shape.clone();
        for (int i = 0; i < larger.length; i++) {
            larger[i] = larger[i] * 2 + 1;
        }
        View v = dense(type, larger);
        Layout l = v.layout();
        for (int i = 0; i < shape.length; i++) {
            l = l.slice(i, step > 0 ? 1 : shape[i], shape[i], step);
        }
        return v.with(l);
    }

    private static View repeated(DType type, int axis, int... shape) {
        if (axis < 0 || axis >= shape.length) {
            return dense(type, shape);
        }
        int[] smaller = shape.clone();
        smaller[axis] = 1;
        return dense(type, smaller).broadcast(shape);
    }

    static double get(View v, int... index) {
        long address = HostBlock.address(v) + (v.layout().at(index) - v.layout().offset()) * v.dtype().bytes();
        return switch (v.dtype()) {
            case BOOL -> Memory.getByte(address);
            case INT32 -> Memory.getInt(address);
            case INT64 -> Memory.getLong(address);
            case FLOAT16 -> Half.fromFloat16(Memory.getShort(address));
            case BFLOAT16 -> Half.fromBfloat16(Memory.getShort(address));
            case FLOAT32 -> Memory.getFloat(address);
            case FLOAT64 -> Memory.getDouble(address);
        };
    }

    /** Sets one element, converted as Java does. */
    static void set(View v, double value, int... index) {
        long address = HostBlock.address(v) + (v.layout().at(index) - v.layout().offset()) * v.dtype().bytes();
        switch (v.dtype()) {
            case BOOL -> Memory.setByte(address, (byte) (value != 0 ? 1 : 0));
            case INT32 -> Memory.setInt(address, (int) value);
            case INT64 -> Memory.setLong(address, (long) value);
            case FLOAT16 -> Memory.setShort(address, Half.toFloat16(value));
            case BFLOAT16 -> Memory.setShort(address, Half.toBfloat16(value));
            case FLOAT32 -> Memory.setFloat(address, (float) value);
            case FLOAT64 -> Memory.setDouble(address, value);
        }
    }

    /** The indices of element number i in row-major order. */
    static int[] index(int[] shape, long i) {
        int[] index = new int[shape.length];
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d] = (int) (i % shape[d]);
            i /= shape[d];
        }
        return index;
    }

    /** Fills a view, repeated elements too, with values[i % length] in row-major order. */
    static View fill(View v, double... values) {
        int[] shape = v.shape();
        for (long i = 0; i < v.size(); i++) {
            set(v, values[(int) (i % values.length)], index(shape, i));
        }
        return v;
    }

    static double[] values(View v) {
        double[] a = new double[Math.toIntExact(v.size())];
        int[] shape = v.shape();
        for (int i = 0; i < a.length; i++) {
            a[i] = get(v, index(shape, i));
        }
        return a;
    }
}
