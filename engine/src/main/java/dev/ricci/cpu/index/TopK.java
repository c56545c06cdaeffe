package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.memory.Recycler;

/**
 * The largest elements along an axis.
 *
 * <p>Elements are counted by the upper bits of their keys, which tells from where on they are among the k largest; those, and what shares
 * the bits of the k-th, are collected and sorted. Keys are inverted, so that ascending order is descending and stable.
 */
public final class TopK {
    private static final int GRAIN = 1 << 13;
    private static final int PART = 1 << 15;
    private static final int MOST_PARTS = 64;
    private static final int FEW_LINES = 8;

    private final Pool pool;
    private final DType type;
    private final int n;
    private final int k;
    private final int parts;
    private final int digit;
    private final long inStep;
    private final long valueStep;
    private final long orderStep;

    /** @param pool the threads that share each line, or null */
    private TopK(Pool pool, View values, View order, View in, int axis) {
        this.pool = pool;
        type = in.dtype();
        n = in.size(axis);
        k = values.size(axis);
        parts = pool == null ? 1 : Math.clamp(n / PART, 1, MOST_PARTS);
        digit = Math.clamp(30 - Integer.numberOfLeadingZeros(n), 4, Math.min(14, Keys.bits(type)));
        inStep = in.layout().stride(axis) * type.bytes();
        valueStep = values.layout().stride(axis) * type.bytes();
        orderStep = order.layout().stride(axis) * Integer.BYTES;
    }

    /** The k largest in descending order into values, which do not overlap in, and where each stood into order. */
    public static void topK(Pool pool, Recycler memory, View values, View order, View in, int axis) {
        Check.dtype("topK, order", order.dtype(), DType.INT32);
        Check.dtype("topK, values", values.dtype(), in.dtype());
        if (values.size() == 0) {
            return;
        }
        Grid lines = Grid.without(axis, values.layout(), order.layout(), in.layout());
        int n = in.size(axis);
        boolean together = n >= 2 * PART && lines.size() < FEW_LINES;
        TopK t = new TopK(together ? pool : null, values, order, in, axis);
        Pool.Range each = (first, end) -> {
            HostBlock scratch = memory.allocate(24L * n);
            try {
                Walk w = lines.walk(first, 0, 0, 0);
                int size = in.dtype().bytes();
                for (long i = first; i < end; i++) {
                    t.line(HostBlock.address(values) + w.at(0) * size, HostBlock.address(order) + w.at(1) * Integer.BYTES,
                            HostBlock.address(in) + w.at(2) * size, scratch.address());
                    w.next();
                }
            } finally {
                scratch.recycle();
            }
        };
        if (together) {
            each.run(0, lines.size());
        } else {
            pool.range(lines.size(), Math.max(1, GRAIN / n), each);
        }
    }

    private void line(long to, long where, long from, long scratch) {
        int[][] counts = new int[parts][1 << digit];
        run(p -> count(from, start(p), start(p + 1), counts[p]));
        int least = least(counts);
        int[] begins = new int[parts + 1];
        for (int p = 0; p < parts; p++) {
            int c = 0;
            for (int d = least; d < counts[p].length; d++) {
                c += counts[p][d];
            }
            begins[p + 1] = begins[p] + c;
        }
        int m = begins[parts];
        if (type.bytes() <= Integer.BYTES) {
            run(p -> pairs(from, start(p), start(p + 1), least, scratch + 8L * begins[p]));
            RadixSort.Pairs sort = new RadixSort.Pairs(pool, m, Integer.BYTES, scratch, scratch + 8L * m);
            sort.sort();
            for (int i = 0; i < k; i++) {
                long pair = Memory.getLong(sort.address() + 8L * i);
                put(to, where, from, i, ~pair >>> 32, (int) pair);
            }
            return;
        }
        long positions = scratch + 16L * m;
        run(p -> wide(from, start(p), start(p + 1), least, scratch + 8L * begins[p], positions + 4L * begins[p]));
        RadixSort.Wide sort = new RadixSort.Wide(pool, m, scratch, positions);
        sort.sort();
        for (int i = 0; i < k; i++) {
            put(to, where, from, i, ~Memory.getLong(sort.keys() + 8L * i), Memory.getInt(sort.positions() + 4L * i));
        }
    }

    private void put(long to, long where, long from, int i, long key, int at) {
        Memory.setInt(where + i * orderStep, at);
        Keys.put(type, key, from + at * inStep, to + i * valueStep);
    }

    private void run(Pool.Task task) {
        if (parts == 1) {
            task.run(0);
        } else {
            pool.run(parts, task);
        }
    }

    private int start(int part) {
        return (int) ((long) n * part / parts);
    }

    /** The upper bits of the key of an element. */
    private int digit(long address) {
        return (int) (Keys.at(type, Memory.at(address)) >>> Keys.bits(type) - digit);
    }

    private void count(long from, int first, int end, int[] counts) {
        for (int i = first; i < end; i++) {
            counts[digit(from + i * inStep)]++;
        }
    }

    /** The digit of the k-th largest. */
    private int least(int[][] counts) {
        int d = counts[0].length;
        for (int found = 0; found < k; ) {
            d--;
            for (int[] part : counts) {
                found += part[d];
            }
        }
        return d;
    }

    private void pairs(long from, int first, int end, int least, long to) {
        long target = to;
        for (int i = first; i < end; i++) {
            long key = Keys.at(type, Memory.at(from + i * inStep));
            if (key >>> Keys.bits(type) - digit >= least) {
                Memory.setLong(Memory.at(target), ~key << 32 | i);
                target += Long.BYTES;
            }
        }
    }

    private void wide(long from, int first, int end, int least, long keys, long positions) {
        int m = 0;
        for (int i = first; i < end; i++) {
            long key = Keys.at(type, Memory.at(from + i * inStep));
            if (key >>> Keys.bits(type) - digit >= least) {
                Memory.setLong(Memory.at(keys + 8L * m), ~key);
                Memory.setInt(Memory.at(positions + 4L * m++), i);
            }
        }
    }
}
