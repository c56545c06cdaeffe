package dev.ricci.cpu.product;

import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Products of INT32: sums wrap around as int does; scaled results are truncated. */
final class IntProduct {
    private IntProduct() {}

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
                row(ac + 4 * (batch.offset(a.layout(), item) + row * a.layout().stride(r - 2)), a.layout(),
                        bc + 4 * batch.offset(b.layout(), item), b.layout(),
                        cc + 4 * (batch.offset(lc, item) + row * lc.stride(r - 2)), lc, scale, keep);
            }
        });
    }

    private static void row(long a, Layout la, long b, Layout lb, long c, Layout lc, double scale, double keep) {
        int r = lc.rank();
        int n = lc.size(r - 1);
        int k = la.size(r - 1);
        long aCol = 4 * la.stride(r - 1);
        long bRow = 4 * lb.stride(r - 2);
        long bCol = 4 * lb.stride(r - 1);
        for (int j = 0; j < n; j++) {
            int sum = 0;
            for (int p = 0; p < k; p++) {
                sum += Memory.getInt(a + p * aCol) * Memory.getInt(b + p * bRow + j * bCol);
            }
            long to = c + 4 * j * lc.stride(r - 1);
            boolean plain = scale == 1 && keep == 0;
            Memory.setInt(to, plain ? sum : (int) (scale * sum + (keep == 0 ? 0 : keep * Memory.getInt(to))));
        }
    }
}
