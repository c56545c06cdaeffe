package dev.ricci.cpu.index;

import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Rows of zeros with a 1 at each label: cleared by the system's fill, then one store each. */
public final class OneHot {
    private static final int GRAIN = 1 << 14;

    private OneHot() {}

    /** See {@link dev.ricci.backend.Backend#oneHot}; both views are dense. */
    public static void oneHot(Pool pool, View out, View labels) {
        if (out.size() == 0) {
            return;
        }
        int classes = out.size(out.rank() - 1);
        long from = HostBlock.address(labels);
        long to = HostBlock.address(out);
        long rowBytes = (long) classes * Float.BYTES;
        pool.range(labels.size(), Math.max(1, GRAIN / classes), (first, end) -> {
            Memory.fill(to + first * rowBytes, (end - first) * rowBytes, (byte) 0);
            for (long i = first; i < end; i++) {
                int label = Memory.getInt(Memory.at(from + i * Integer.BYTES));
                if (label >= 0 && label < classes) {
                    Memory.setFloat(Memory.at(to + i * rowBytes + (long) label * Float.BYTES), 1);
                }
            }
        });
    }
}
