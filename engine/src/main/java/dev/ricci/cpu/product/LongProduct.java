package dev.ricci.cpu.product;

import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Products of INT64: sums wrap around as long does; scaled results pass through double and are truncated. */
final class LongProduct {
    private LongProduct() {}

    static void matmul(Pool pool, View out, View a, View b, double scale, double keep) {
        Layout lc = out.layout();
        int r = lc.rank();
        int m = lc.size(r - 2);
        Batch batch = new Batch(lc, r - 2);
        long rowWork = (long) lc.size(r - 1) * a.size(r - 1);
        long ac = HostBlock.address(a);
        long bc = HostBlock.address(b);
        long cc = HostBlock.address(out);
        pool.range(batch.count() * m, Math.max(1, (1 << 14) / rowWork), (from, to) -> {
            for (long i = from; i < to; i++) {
                long item = i / m;
                long row = i % m;
                row(ac + 8 * (batch.offset(a.layout(), item) + row * a.layout().stride(r - 2)), a.layout(),
                        bc + 8 * batch.offset(b.layout(), item), b.layout(),
                        cc + 8 * (batch.offset(lc, item) + row * lc.stride(r - 2)), lc, scale, keep);
            }
        });
    }

    private static void row(long a, Layout la, long b, Layout lb, long c, Layout lc, double scale, double keep) {
        int r = lc.rank();
        int n = lc.size(r - 1);
        int k = la.size(r - 1);
        long aCol = 8 * la.stride(r - 1);
        long bRow = 8 * lb.stride(r - 2);
        long bCol = 8 * lb.stride(r - 1);
        for (int j = 0; j < n; j++) {
            long sum = 0;
            for (int p = 0; p < k; p++) {
                sum += Memory.getLong(a + p * aCol) * Memory.getLong(b + p * bRow + j * bCol);
            }
            long to = c + 8 * j * lc.stride(r - 1);
            boolean plain = scale == 1 && keep == 0;
            Memory.setLong(to, plain ? sum : (long) (scale * sum + (keep == 0 ? 0 : keep * Memory.getLong(to))));
        }
    }
}
