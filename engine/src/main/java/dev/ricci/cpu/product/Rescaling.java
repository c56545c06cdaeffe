package dev.ricci.cpu.product;

import dev.ricci.backend.Buffer;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.OutOfMemory;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import java.util.function.Consumer;

/** The rare cases in which no Gemm writes the result itself: no columns to sum over, or a C with gaps both ways. */
final class Rescaling {
    private Rescaling() {}

    /** out = keep out, all that is left of a product where k is 0. */
    static void rescale(Pool pool, View out, double keep) {
        merge(pool, out, keep, 0);
    }

    /** Lets the product be written to a dense copy with keep 0, then merges that into out. */
    static void throughCopy(Pool pool, View out, double keep, Consumer<View> product) {
        long bytes = out.size() * out.dtype().bytes();
        long copy = Memory.allocate(bytes);
        if (copy == 0) {
            throw new OutOfMemory("matmul: no memory for a copy of the result, " + bytes + " bytes; close scopes or make it smaller");
        }
        try (Scope _ = Scope.open()) {
            HostBlock block = new HostBlock(copy, bytes, _ -> {});
            product.accept(new View(new Buffer(out.backend(), block), out.dtype(), Layout.dense(out.shape())));
            merge(pool, out, keep, copy);
        } finally {
            Memory.free(copy);
        }
    }

    /** out = copy + keep out, with the copy dense, or 0 for none. */
    private static void merge(Pool pool, View out, double keep, long copy) {
        Layout l = out.layout();
        long address = HostBlock.address(out);
        DType t = out.dtype();
        Batch all = new Batch(l, l.rank());
        pool.range(l.size(), 1 << 14, (from, to) -> {
            for (long i = from; i < to; i++) {
                long c = address + all.offset(l, i) * t.bytes();
                long added = copy == 0 ? 0 : copy + i * t.bytes();
                switch (t) {
                    case FLOAT32 -> Memory.setFloat(c, (added == 0 ? 0 : Memory.getFloat(added))
                            + (keep == 0 ? 0 : (float) keep * Memory.getFloat(c)));
                    case FLOAT64 -> Memory.setDouble(c, (added == 0 ? 0 : Memory.getDouble(added))
                            + (keep == 0 ? 0 : keep * Memory.getDouble(c)));
                    case INT32 -> Memory.setInt(c, keep == 0 ? 0 : (int) (keep * Memory.getInt(c)));
                    case INT64 -> Memory.setLong(c, keep == 0 ? 0 : (long) (keep * Memory.getLong(c)));
                    case BOOL, FLOAT16, BFLOAT16 -> throw new AssertionError("matmul of " + t);
                }
            }
        });
    }
}
