package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** How often each number occurs: parts of the numbers are counted in tables of their own, which are then added up. */
public final class Bincount {
    private static final int GRAIN = 1 << 15;
    private static final int MOST_PARTS = 16;

    private Bincount() {}

    /** out[k] = how often k occurs in index, both INT32 vectors. @throws IllegalArgumentException where one is out of range */
    public static void bincount(Pool pool, View out, View index) {
        Check.dtype("bincount", index.dtype(), DType.INT32);
        int n = index.size(0);
        int length = out.size(0);
        long from = HostBlock.address(index);
        long step = index.layout().stride(0) * Integer.BYTES;
        int parts = Math.clamp(n / Math.max(GRAIN, length), 1, MOST_PARTS); // tables are never more work than numbers
        int[][] tables = new int[parts][length];
        int[] wrong = new int[parts];
        boolean[] bad = new boolean[parts];
        pool.run(parts, p -> {
            int first = (int) ((long) n * p / parts);
            int end = (int) ((long) n * (p + 1) / parts);
            int found = count(tables[p], from, step, first, end);
            bad[p] = found >= 0;
            wrong[p] = found < 0 ? 0 : Memory.getInt(Memory.at(from + found * step));
        });
        for (int p = 0; p < parts; p++) {
            if (bad[p]) {
                Check.range("bincount", "numbers", Math.min(0, wrong[p]), Math.max(0, wrong[p]), length);
            }
        }
        long to = HostBlock.address(out);
        long outStep = out.layout().stride(0) * Integer.BYTES;
        pool.range(length, GRAIN, (first, end) -> {
            for (int k = (int) first; k < end; k++) {
                int sum = 0;
                for (int[] table : tables) {
                    sum += table[k];
                }
                Memory.setInt(Memory.at(to + k * outStep), sum);
            }
        });
    }

    /** @return where the first number stands that the table has no place for, or -1 */
    private static int count(int[] table, long from, long step, int first, int end) {
        for (int i = first; i < end; i++) {
            int v = Memory.getInt(Memory.at(from + i * step));
            if (v < 0 || v >= table.length) {
                return i;
            }
            table[v]++;
        }
        return -1;
    }
}
