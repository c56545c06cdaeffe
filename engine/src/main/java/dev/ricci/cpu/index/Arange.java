package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Evenly spaced numbers. */
public final class Arange {
    private static final int GRAIN = 1 << 14;

    private Arange() {}

    /** out[i] = start + i step, worked out in double. */
    public static void arange(Pool pool, View out, double start, double step) {
        DType type = out.dtype();
        long to = HostBlock.address(out);
        long by = out.layout().stride(0) * type.bytes();
        pool.range(out.size(), GRAIN, (first, end) -> {
            if (type == DType.INT32 && start == (int) start && step == (int) step) {
                for (int i = (int) first; i < end; i++) {
                    Memory.setInt(Memory.at(to + i * by), (int) start + i * (int) step);
                }
            } else if (type == DType.FLOAT32) {
                for (int i = (int) first; i < end; i++) {
                    Memory.setFloat(Memory.at(to + i * by), (float) (i * step + start));
                }
            } else {
                for (int i = (int) first; i < end; i++) {
                    Elements.set(type, to + i * by, i * step + start);
                }
            }
        });
    }
}
