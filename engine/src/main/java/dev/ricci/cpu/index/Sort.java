package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.memory.Recycler;

/** Ascending, stable sorting along an axis; NaN comes last, -0 and 0 are equal. */
public final class Sort {
    private static final int GRAIN = 1 << 12;

    private final DType type;
    private final int n;
    private final long valueStep;
    private final long orderStep;
    private final long inStep;

    private Sort(View values, View order, View in, int axis) {
        type = in.dtype();
        n = in.size(axis);
        valueStep = values.layout().stride(axis) * type.bytes();
        orderStep = order.layout().stride(axis) * Integer.BYTES;
        inStep = in.layout().stride(axis) * type.bytes();
    }

    /** Sorts each line into values and says in order where each value stood; values may be in. */
    public static void sort(Pool pool, Recycler memory, View values, View order, View in, int axis) {
        Check.dtype("sort, order", order.dtype(), DType.INT32);
        Check.dtype("sort, values", values.dtype(), in.dtype());
        if (in.size() == 0) {
            return;
        }
        Sort s = new Sort(values, order, in, axis);
        Grid lines = Grid.without(axis, values.layout(), order.layout(), in.layout());
        long to = HostBlock.address(values);
        long where = HostBlock.address(order);
        long from = HostBlock.address(in);
        int size = in.dtype().bytes();
        pool.range(lines.size(), Math.max(1, GRAIN / s.n), (first, end) -> {
            HostBlock scratch = memory.allocate(RadixSort.scratch(s.n) + (long) s.n * Long.BYTES);
            try {
                Walk w = lines.walk(first, 0, 0, 0);
                for (long i = first; i < end; i++) {
                    s.line(to + w.at(0) * size, where + w.at(1) * Integer.BYTES, from + w.at(2) * size, scratch.address());
                    w.next();
                }
            } finally {
                scratch.recycle();
            }
        });
    }

    private void line(long to, long where, long from, long scratch) {
        long copy = scratch + RadixSort.scratch(n);
        int size = type.bytes();
        Elements.copy(size, n, copy, size, from, inStep);
        for (int i = 0; i < n; i++) {
            Memory.setLong(scratch + (long) i * Long.BYTES, key(copy + (long) i * size));
        }
        long sorted = RadixSort.sort(scratch, n, 8 * (type.isHalf() ? Float.BYTES : size));
        for (int i = 0; i < n; i++) {
            int at = Memory.getInt(sorted + (long) i * Integer.BYTES);
            Memory.setInt(where + i * orderStep, at);
            Elements.copy(size, 1, to + i * valueStep, 0, copy + (long) at * size, 0);
        }
    }

    private static long key(float v) {
        int bits = Float.floatToIntBits(v + 0f); // one NaN for all; -0 + 0 is 0
        return (bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL;
    }

    /** A number whose order, taken without sign, is the order of the elements. */
    private long key(long address) {
        return switch (type) {
            case BOOL -> Memory.getByte(address);
            case INT32 -> (Memory.getInt(address) ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL;
            case INT64 -> Memory.getLong(address) ^ Long.MIN_VALUE;
            case FLOAT16, BFLOAT16 -> key((float) Elements.get(type, address));
            case FLOAT32 -> key(Memory.getFloat(address));
            case FLOAT64 -> {
                long bits = Double.doubleToLongBits(Memory.getDouble(address) + 0.0);
                yield bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
            }
        };
    }
}
