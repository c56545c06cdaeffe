package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.memory.Recycler;

/**
 * Many single values on their way to rows of one column: they are first brought into buckets of neighbouring rows, in their order, and
 * each bucket is then the business of one thread. So results do not depend on the number of threads, and a bucket's rows stay in the
 * cache while it is worked on.
 */
final class Buckets {
    private static final int MOST = 256;
    private static final int MOST_PARTS = 64;
    private static final int PART = 1 << 15;

    private final DType type;
    private final boolean adds;
    private final int count;
    private final int shift;
    private final int m;
    private final int parts;
    private final long values;
    private final long valueStep;
    private final long index;
    private final long indexStep;

    /** @param rows the number of rows; the index has been checked */
    Buckets(DType type, boolean adds, int rows, int m, long values, long valueStep, long index, long indexStep) {
        this.type = type;
        this.adds = adds;
        this.m = m;
        this.values = values;
        this.valueStep = valueStep;
        this.index = index;
        this.indexStep = indexStep;
        shift = Math.max(0, 32 - Integer.numberOfLeadingZeros(rows - 1) - Integer.numberOfTrailingZeros(MOST));
        count = (rows - 1 >>> shift) + 1;
        parts = Math.clamp(m / PART, 1, MOST_PARTS);
    }

    /** Whether so many values are worth it. */
    static boolean takes(long values) {
        return values >= 2 * PART && values <= Integer.MAX_VALUE;
    }

    /** Brings all values to where the rows begin, a jump apart. */
    void run(Pool pool, Recycler memory, long to, long jump) {
        HostBlock pairs = memory.allocate(8L * m);
        try {
            int[][] places = new int[parts][count];
            pool.run(parts, p -> count(start(p), start(p + 1), places[p]));
            int[] begins = new int[count + 1];
            int place = 0;
            for (int b = 0; b < count; b++) {
                begins[b] = place;
                for (int[] part : places) {
                    int c = part[b];
                    part[b] = place;
                    place += c;
                }
            }
            begins[count] = place;
            pool.run(parts, p -> move(start(p), start(p + 1), places[p], pairs.address()));
            pool.run(count, b -> apply(pairs.address(), begins[b], begins[b + 1], to, jump));
        } finally {
            pairs.recycle();
        }
    }

    private int start(int part) {
        return (int) ((long) m * part / parts);
    }

    private void count(int first, int end, int[] counts) {
        for (int i = first; i < end; i++) {
            counts[Memory.getInt(Memory.at(index + i * indexStep)) >>> shift]++;
        }
    }

    /** A pair is a row and the bits of a value, or where that stands. */
    private void move(int first, int end, int[] places, long pairs) {
        boolean carries = type.bytes() == Integer.BYTES;
        for (int i = first; i < end; i++) {
            int row = Memory.getInt(Memory.at(index + i * indexStep));
            int low = carries ? Memory.getInt(Memory.at(values + i * valueStep)) : i;
            Memory.setLong(Memory.at(pairs + 8L * places[row >>> shift]++), (long) row << 32 | low & 0xFFFF_FFFFL);
        }
    }

    private void apply(long pairs, int first, int end, long to, long jump) {
        if (!adds) {
            put(pairs, first, end, to, jump);
            return;
        }
        switch (type) {
            case FLOAT32 -> {
                for (int i = first; i < end; i++) {
                    long pair = Memory.getLong(Memory.at(pairs + 8L * i));
                    long t = Memory.at(to + (pair >>> 32) * jump);
                    Memory.setFloat(t, Memory.getFloat(t) + Float.intBitsToFloat((int) pair));
                }
            }
            case INT32 -> {
                for (int i = first; i < end; i++) {
                    long pair = Memory.getLong(Memory.at(pairs + 8L * i));
                    long t = Memory.at(to + (pair >>> 32) * jump);
                    Memory.setInt(t, Memory.getInt(t) + (int) pair);
                }
            }
            case FLOAT64 -> {
                for (int i = first; i < end; i++) {
                    long pair = Memory.getLong(Memory.at(pairs + 8L * i));
                    long t = Memory.at(to + (pair >>> 32) * jump);
                    Memory.setDouble(t, Memory.getDouble(t) + Memory.getDouble(Memory.at(values + (int) pair * valueStep)));
                }
            }
            case INT64 -> {
                for (int i = first; i < end; i++) {
                    long pair = Memory.getLong(Memory.at(pairs + 8L * i));
                    long t = Memory.at(to + (pair >>> 32) * jump);
                    Memory.setLong(t, Memory.getLong(t) + Memory.getLong(Memory.at(values + (int) pair * valueStep)));
                }
            }
            case BOOL, FLOAT16, BFLOAT16 -> throw new AssertionError(type);
        }
    }

    private void put(long pairs, int first, int end, long to, long jump) {
        int size = type.bytes();
        for (int i = first; i < end; i++) {
            long pair = Memory.getLong(Memory.at(pairs + 8L * i));
            long t = to + (pair >>> 32) * jump;
            if (size == Integer.BYTES) {
                Memory.setInt(Memory.at(t), (int) pair);
            } else {
                Elements.copy(size, 1, t, 0, values + (int) pair * valueStep, 0);
            }
        }
    }
}
