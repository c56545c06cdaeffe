package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.memory.Recycler;
import java.util.Arrays;

/**
 * Elements of given ranks along an axis, without sorting the others.
 *
 * <p>A long line is counted by the highest bits of its keys, by all threads; the elements that share those of the wanted one are kept, in
 * their order, and counted by the next bits, until few are left, which are sorted. Short lines are divided ({@link QuickSelect}) or
 * sorted, many at a time.
 */
public final class Select {
    private static final int GRAIN = 1 << 12;
    private static final int PART = 1 << 16;
    /** From this length on a line is counted. */
    private static final int LONG = 1 << 8;
    /** With fewer lines than this all threads work on one. */
    private static final int FEW_LINES = 8;
    /** So few elements are sorted. */
    private static final int FEW = 1 << 10;
    private static final int DIGIT = 11;

    private final Pool pool;
    private final Recycler memory;
    private final DType type;
    private final int n;
    private final long step;
    private final int[] ranks;

    private Select(Pool pool, Recycler memory, View in, int axis, int... ranks) {
        this.pool = pool;
        this.memory = memory;
        this.type = in.dtype();
        this.n = in.size(axis);
        this.step = in.layout().stride(axis) * type.bytes();
        this.ranks = ranks;
    }

    /** values[k] and order[k] are the element at ranks[k] and where it stands; see {@link dev.ricci.backend.Backend#select}. */
    public static void select(Pool pool, Recycler memory, View values, View order, View in, int axis, int... ranks) {
        if (values.size() == 0) {
            return;
        }
        Select s = new Select(pool, memory, in, axis, ranks);
        Grid lines = Grid.without(axis, values.layout(), order.layout(), in.layout());
        boolean quick = QuickSelect.takes(s.type, s.n);
        boolean together = !quick && s.n >= LONG;
        int size = in.dtype().bytes();
        long to = HostBlock.address(values);
        long where = HostBlock.address(order);
        long from = HostBlock.address(in);
        long valueStep = values.layout().stride(axis) * size;
        long orderStep = order.layout().stride(axis) * Integer.BYTES;
        long grain = !together ? Math.max(1, GRAIN / s.n) : lines.size() < FEW_LINES ? lines.size() : 1;
        pool.range(lines.size(), grain, (first, end) -> {
            Walk w = lines.walk(first, 0, 0, 0);
            int[] places = new int[ranks.length];
            long[] keys = new long[together || quick ? 0 : s.n];
            QuickSelect pairs = quick ? new QuickSelect(s.n) : null;
            for (long i = first; i < end; i++) {
                long line = from + w.at(2) * size;
                if (quick) {
                    pairs.select(s.type, line, s.step, ranks, places);
                } else if (together) {
                    s.counted(line, places);
                } else {
                    s.sorted(line, keys, places);
                }
                for (int k = 0; k < ranks.length; k++) {
                    Elements.copy(size, 1, to + w.at(0) * size + k * valueStep, 0, line + places[k] * s.step, 0);
                    Memory.setInt(Memory.at(where + w.at(1) * Integer.BYTES + k * orderStep), places[k]);
                }
                w.next();
            }
        });
    }

    /** Sorts the keys of a short line; of equal ones, that element is meant before which as many stand as sorting puts there. */
    private void sorted(long line, long[] keys, int[] places) {
        for (int i = 0; i < n; i++) {
            keys[i] = Keys.at(type, line + i * step) ^ Long.MIN_VALUE;
        }
        Arrays.sort(keys);
        for (int k = 0; k < ranks.length; k++) {
            long key = keys[ranks[k]];
            int equal = 0;
            for (int i = ranks[k]; i > 0 && keys[i - 1] == key; i--) {
                equal++;
            }
            places[k] = place(line, key ^ Long.MIN_VALUE, equal);
        }
    }

    /** Where the element of a key stands before which so many equal ones stand. */
    private int place(long line, long key, int before) {
        int left = before;
        for (int i = 0; ; i++) {
            if (Keys.at(type, line + i * step) == key && left-- == 0) {
                return i;
            }
        }
    }

    private void counted(long line, int[] places) {
        int parts = (n + PART - 1) / PART;
        int shift = Math.max(0, Keys.bits(type) - DIGIT);
        int[][] counts = new int[parts][1 << DIGIT];
        pool.run(parts, p -> count(line, shift, p * PART, Math.min(n, (p + 1) * PART), counts[p]));
        int[] upTo = upTo(counts);
        for (int k = 0; k < ranks.length; ) {
            int digit = digit(upTo, ranks[k]);
            int next = k + 1;
            while (next < ranks.length && digit(upTo, ranks[next]) == digit) {
                next++;
            }
            find(line, digit, digit == 0 ? 0 : upTo[digit - 1], shift, counts, k, next, places);
            k = next;
        }
    }

    /** How many elements have each digit or a smaller one. */
    private static int[] upTo(int[][] counts) {
        int[] sum = counts.length == 1 ? counts[0].clone() : new int[1 << DIGIT];
        for (int[] c : counts.length == 1 ? new int[0][] : counts) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += c[d];
            }
        }
        for (int d = 1; d < sum.length; d++) {
            sum[d] += sum[d - 1];
        }
        return sum;
    }

    /** The digit of the element of a rank: the first up to which there are more elements than that. */
    private static int digit(int[] upTo, int rank) {
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (upTo[middle] > rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void count(long line, int shift, int first, int end, int[] counts) {
        if (type == DType.FLOAT32) {
            for (int i = first; i < end; i++) {
                counts[(int) (Keys.of(Memory.getFloat(Memory.at(line + i * step))) >>> shift)]++;
            }
            return;
        }
        for (int i = first; i < end; i++) {
            counts[(int) (Keys.at(type, line + i * step) >>> shift)]++;
        }
    }

    /** Keeps the elements that share the highest bits of those wanted, and narrows them down for each of some ranks. */
    private void find(long line, int digit, int before, int shift, int[][] counts, int from, int end, int[] places) {
        int[] start = new int[counts.length + 1];
        for (int p = 0; p < counts.length; p++) {
            start[p + 1] = start[p] + counts[p][digit];
        }
        int kept = start[counts.length];
        HostBlock scratch = memory.allocate(24L * kept);
        try {
            long keys = scratch.address();
            long positions = keys + 16L * kept;
            pool.run(counts.length, p -> keep(line, digit, shift, p, start[p], keys, positions));
            for (int k = from; k < end; k++) {
                places[k] = k > from && ranks[k] == ranks[k - 1] ? places[k - 1] : narrow(keys, positions, kept, ranks[k] - before, shift);
            }
        } finally {
            scratch.recycle();
        }
    }

    private void keep(long line, int digit, int shift, int part, int start, long keys, long positions) {
        int to = start;
        for (int i = part * PART; i < Math.min(n, (part + 1) * PART); i++) {
            long key = type == DType.FLOAT32 ? Keys.of(Memory.getFloat(Memory.at(line + i * step))) : Keys.at(type, line + i * step);
            if ((int) (key >>> shift) == digit) {
                Memory.setLong(Memory.at(keys + 8L * to), key);
                Memory.setInt(Memory.at(positions + 4L * to), i);
                to++;
            }
        }
    }

    /** The place of the element of a rank among some whose keys agree from bit shift on; works behind them in memory. */
    private static int narrow(long allKeys, long allPositions, int count, int rank, int shift) {
        long keys = allKeys;
        long positions = allPositions;
        int left = count;
        int r = rank;
        int s = shift;
        while (left > FEW && s > 0) {
            int next = Math.max(0, s - DIGIT);
            int mask = (1 << s - next) - 1;
            int[] counts = new int[mask + 1];
            for (int i = 0; i < left; i++) {
                counts[(int) (Memory.getLong(Memory.at(keys + 8L * i)) >>> next) & mask]++;
            }
            int digit = 0;
            while (r >= counts[digit]) {
                r -= counts[digit++];
            }
            long toKeys = allKeys + 8L * count;
            long toPositions = allPositions + 4L * count;
            int to = 0;
            for (int i = 0; i < left; i++) {
                long key = Memory.getLong(Memory.at(keys + 8L * i));
                if (((int) (key >>> next) & mask) == digit) {
                    Memory.setLong(Memory.at(toKeys + 8L * to), key);
                    Memory.setInt(Memory.at(toPositions + 4L * to), Memory.getInt(Memory.at(positions + 4L * i)));
                    to++;
                }
            }
            keys = toKeys;
            positions = toPositions;
            left = to;
            s = next;
        }
        return Memory.getInt(Memory.at(positions + 4L * (s == 0 ? r : last(keys, left, r))));
    }

    /** Which of a few elements has a rank. */
    private static int last(long keys, int count, int rank) {
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = Memory.getLong(Memory.at(keys + 8L * i)) ^ Long.MIN_VALUE;
        }
        Arrays.sort(sorted);
        long key = sorted[rank] ^ Long.MIN_VALUE;
        int equal = 0;
        for (int i = rank; i > 0 && sorted[i - 1] == sorted[rank]; i--) {
            equal++;
        }
        for (int i = 0; ; i++) {
            if (Memory.getLong(Memory.at(keys + 8L * i)) == key && equal-- == 0) {
                return i;
            }
        }
    }
}
