package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Where the elements stand that are not zero: counted part by part, then written part by part. */
public final class NonZero {
    private static final int PART = 1 << 14;

    private NonZero() {}

    /** The row-major positions of the elements of a BOOL that are true into out, which has room for as many. */
    public static void nonZero(Pool pool, View out, View in) {
        if (out.size() == 0) {
            return;
        }
        Grid all = Grid.of(in.layout());
        int last = all.rank() - 1;
        int run = last < 0 ? 1 : all.length(last);
        long step = last < 0 ? 0 : all.stride(0, last);
        Grid rows = all.outer();
        int pieces = (run + PART - 1) / PART;
        int each = Math.max(1, PART / run);
        long base = HostBlock.address(in);
        long to = HostBlock.address(out);
        long toStep = out.layout().stride(0) * Integer.BYTES;
        int parts = Math.toIntExact((rows.size() * pieces + each - 1) / each);
        long[] before = new long[parts + 1];
        for (boolean writes : new boolean[] {false, true}) {
            pool.run(parts, p -> {
                long found = writes ? before[p] : 0;
                for (long piece = (long) p * each; piece < Math.min(rows.size() * pieces, (p + 1L) * each); piece++) {
                    long row = piece / pieces;
                    int start = (int) (piece % pieces) * PART;
                    long line = base + rows.walk(row, 0).at(0);
                    int end = Math.min(run, start + PART);
                    found += writes ? write(line, step, start, end, to + found * toStep, toStep, (int) (row * run))
                            : count(line, step, start, end);
                }
                if (!writes) {
                    before[p + 1] = found;
                }
            });
            for (int p = 0; p < parts && !writes; p++) {
                before[p + 1] += before[p];
            }
        }
    }

    /** Whether a view is of a type that this reads. */
    public static boolean takes(View in) {
        return in.dtype() == DType.BOOL;
    }

    private static int count(long line, long step, int start, int end) {
        int n = 0;
        for (int i = start; i < end; i++) {
            n += Memory.getByte(Memory.at(line + i * step));
        }
        return n;
    }

    /** Every position is written where the next true one belongs, so that no branch has to be guessed; the last ones with care. */
    private static int write(long line, long step, int start, int end, long to, long toStep, int first) {
        int left = count(line, step, start, end);
        int n = 0;
        for (int i = start; n < left; i++) {
            Memory.setInt(Memory.at(to + n * toStep), first + i);
            n += Memory.getByte(Memory.at(line + i * step));
        }
        return n;
    }
}
