package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/**
 * Places of values in lines that are in order, by halving.
 *
 * <p>Each step of a search waits for memory; eight searches go on together, so that eight such waits are one.
 */
public final class Search {
    private static final int GRAIN = 1 << 11;
    private static final int TOGETHER = 8;

    private final DType type;
    private final int n;
    private final long step;
    private final boolean right;

    private Search(DType type, int n, long step, boolean right) {
        this.type = type;
        this.n = n;
        this.step = step;
        this.right = right;
    }

    /** For each value the number of elements of its line that come before it, or also of those equal to it. */
    public static void searchSorted(Pool pool, View out, View sorted, View values, boolean right) {
        if (out.size() == 0) {
            return;
        }
        int last = sorted.rank() - 1;
        int size = sorted.dtype().bytes();
        Search s = new Search(sorted.dtype(), sorted.size(last), sorted.layout().stride(last) * size, right);
        Grid lines = Grid.without(last, out.layout(), sorted.layout(), values.layout());
        int m = values.size(last);
        long outStep = out.layout().stride(last) * Integer.BYTES;
        long valueStep = values.layout().stride(last) * size;
        long to = HostBlock.address(out);
        long among = HostBlock.address(sorted);
        long from = HostBlock.address(values);
        long pieces = (m + GRAIN - 1) / GRAIN;
        pool.range(lines.size() * pieces, Math.max(1, GRAIN / m), (first, end) -> {
            for (long p = first; p < end; p++) {
                Walk w = lines.walk(p / pieces, 0, 0, 0);
                int start = (int) (p % pieces) * GRAIN;
                s.some(to + w.at(0) * Integer.BYTES + start * outStep, outStep, among + w.at(1) * size,
                        from + w.at(2) * size + start * valueStep, valueStep, Math.min(GRAIN, m - start));
            }
        });
    }

    private void some(long to, long toStep, long line, long values, long valueStep, int count) {
        long[] keys = new long[TOGETHER];
        int[] low = new int[TOGETHER];
        for (int i = 0; i < count; i += TOGETHER) {
            int now = Math.min(TOGETHER, count - i);
            for (int k = 0; k < TOGETHER; k++) {
                keys[k] = ordered(values + (i + Math.min(k, now - 1)) * valueStep);
                low[k] = 0;
            }
            halve(line, keys, low);
            for (int k = 0; k < now; k++) {
                Memory.setInt(Memory.at(to + (i + k) * toStep), low[k]);
            }
        }
    }

    /** Counts the elements that come before the keys. */
    private void halve(long line, long[] keys, int[] low) {
        int left = n;
        while (left > 1) {
            int half = left >>> 1;
            for (int k = 0; k < TOGETHER; k++) {
                low[k] += before(line + (low[k] + half - 1) * step, keys[k]) ? half : 0;
            }
            left -= half;
        }
        for (int k = 0; k < TOGETHER && n > 0; k++) {
            low[k] += before(line + low[k] * step, keys[k]) ? 1 : 0;
        }
    }

    private boolean before(long address, long key) {
        long other = ordered(address);
        return right ? other <= key : other < key;
    }

    /** A key that signed comparison orders. */
    private long ordered(long address) {
        long a = Memory.at(address);
        return switch (type) {
            case BOOL -> Memory.getByte(a);
            case INT32 -> Memory.getInt(a);
            case INT64 -> Memory.getLong(a);
            case FLOAT16, BFLOAT16 -> Keys.at(type, a);
            case FLOAT32 -> Keys.of(Memory.getFloat(a));
            case FLOAT64 -> Keys.of(Memory.getDouble(a)) ^ Long.MIN_VALUE;
        };
    }
}
