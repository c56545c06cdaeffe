package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.memory.Recycler;
import java.util.Arrays;

/**
 * Ascending, stable sorting along an axis; NaN comes last, -0 and 0 are equal.
 *
 * <p>Long lines are sorted one after the other by all threads, short ones many at a time; by digits, the shortest by comparisons.
 */
public final class Sort {
    private static final int GRAIN = 1 << 12;
    private static final int PART = 1 << 14;
    /** From this length on all threads work on one line. */
    private static final int LONG = 1 << 18;
    /** To this length a line's places fit beside its keys into numbers that the system sorts. */
    private static final int SHORT = 1 << 8;
    /** Fewer lines than this are not shared out. */
    private static final int FEW_LINES = 8;

    private final Pool pool;
    private final DType type;
    private final int n;
    private final long valueStep;
    private final long orderStep;
    private final long inStep;

    /** @param pool the threads that share each line, or null */
    private Sort(Pool pool, View values, View order, View in, int axis) {
        this.pool = pool;
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
        int n = in.size(axis);
        Grid lines = Grid.without(axis, values.layout(), order.layout(), in.layout());
        boolean together = n >= LONG || n >= 2 * PART && lines.size() < FEW_LINES;
        boolean inPlace = values.buffer() == in.buffer();
        Sort s = new Sort(together ? pool : null, values, order, in, axis);
        if (together) {
            s.lines(memory, lines, 0, lines.size(), inPlace, values, order, in);
        } else {
            long grain = Math.max(1, GRAIN / n);
            pool.range(lines.size(), grain, (first, end) -> s.lines(memory, lines, first, end, inPlace, values, order, in));
        }
    }

    private void lines(Recycler memory, Grid lines, long first, long end, boolean inPlace, View values, View order, View in) {
        long to = HostBlock.address(values);
        long where = HostBlock.address(order);
        long from = HostBlock.address(in);
        int size = type.bytes();
        long sorting = (size <= 4 ? 16L : 24L) * n;
        long[] pairs = n <= SHORT && size <= 4 && !type.isHalf() ? new long[n] : null;
        HostBlock scratch = memory.allocate(sorting + (inPlace ? (long) n * size : 0));
        try {
            Walk w = lines.walk(first, 0, 0, 0);
            for (long i = first; i < end; i++) {
                long source = from + w.at(2) * size;
                long step = inStep;
                if (inPlace) { // some elements are read again while others are written
                    Elements.copy(size, n, scratch.address() + sorting, size, source, inStep);
                    source = scratch.address() + sorting;
                    step = size;
                }
                if (pairs != null) {
                    shortLine(pairs, to + w.at(0) * size, where + w.at(1) * Integer.BYTES, source, step);
                } else {
                    line(to + w.at(0) * size, where + w.at(1) * Integer.BYTES, source, step, scratch.address());
                }
                w.next();
            }
        } finally {
            scratch.recycle();
        }
    }

    /** Key and place as one number each: no two are equal, so any sort is stable; the system's is quicker than one by digits here. */
    private void shortLine(long[] pairs, long to, long where, long from, long step) {
        for (int i = 0; i < n; i++) {
            pairs[i] = (Keys.at(type, from + i * step) << 32 | i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(pairs);
        for (int i = 0; i < n; i++) {
            long pair = pairs[i] ^ Long.MIN_VALUE;
            Memory.setInt(Memory.at(where + i * orderStep), (int) pair);
            Keys.put(type, pair >>> 32, from + (int) pair * step, to + i * valueStep);
        }
    }

    private void line(long to, long where, long from, long step, long scratch) {
        if (type.bytes() <= 4) {
            parts((first, end) -> Keys.pairs(type, from, step, first, end, scratch));
            RadixSort.Pairs sort = new RadixSort.Pairs(pool, n, Keys.bits(type) / 8, scratch, scratch + 8L * n);
            sort.sort();
            long sorted = sort.address();
            parts((first, end) -> {
                for (int i = first; i < end; i++) {
                    long pair = Memory.getLong(Memory.at(sorted + 8L * i));
                    Memory.setInt(Memory.at(where + i * orderStep), (int) pair);
                    Keys.put(type, pair >>> 32, from + (int) pair * step, to + i * valueStep);
                }
            });
            return;
        }
        long positions = scratch + 16L * n;
        parts((first, end) -> Keys.wide(type, from, step, first, end, scratch, positions));
        RadixSort.Wide sort = new RadixSort.Wide(pool, n, scratch, positions);
        sort.sort();
        parts((first, end) -> {
            for (int i = first; i < end; i++) {
                int at = Memory.getInt(Memory.at(sort.positions() + 4L * i));
                Memory.setInt(Memory.at(where + i * orderStep), at);
                Keys.put(type, Memory.getLong(Memory.at(sort.keys() + 8L * i)), from + at * step, to + i * valueStep);
            }
        });
    }

    /** A part of a line. */
    private interface Part {
        void run(int first, int end);
    }

    private void parts(Part part) {
        if (pool == null) {
            part.run(0, n);
        } else {
            pool.range(n, PART, (first, end) -> part.run((int) first, (int) end));
        }
    }
}
