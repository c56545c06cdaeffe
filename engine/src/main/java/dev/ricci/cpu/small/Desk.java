package dev.ricci.cpu.small;

import dev.ricci.backend.OutOfMemory;
import dev.ricci.cpu.host.Memory;
import java.lang.ref.Cleaner;

/** A thread's own memory for cells, kept from call to call, and where the matrices of the block in work stand. */
final class Desk {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final ThreadLocal<Desk> MINE = ThreadLocal.withInitial(Desk::new);
    private static final long FIRST_BYTES = 64 << 10;

    private long memory;
    private long size;
    private long used;
    private Cleaner.Cleanable freed;
    private long[] addresses = new long[0];

    private Desk() {}

    /** This thread's, cleared. */
    static Desk mine() {
        Desk d = MINE.get();
        d.used = 0;
        return d;
    }

    /** Makes sure of so much memory from here on; what was taken before is lost. */
    void reserve(long bytes) {
        used = 0;
        if (bytes > size) {
            if (freed != null) {
                freed.clean();
            }
            size = Math.max(bytes, FIRST_BYTES);
            long fresh = Memory.allocate(size);
            if (fresh == 0) {
                long wanted = size;
                size = 0;
                throw new OutOfMemory("factor: the system has no " + wanted + " bytes more to work in; free tensors");
            }
            memory = fresh;
            freed = CLEANER.register(this, () -> Memory.free(fresh));
        }
    }

    /** The address of bytes, uninitialised. */
    long take(long bytes) {
        long at = memory + used;
        used += bytes;
        if (used > size) {
            throw new AssertionError("cells of " + used + " bytes, reserved " + size);
        }
        return at;
    }

    /** Room for the addresses of one matrix per lane. */
    long[] addresses(int lanes) {
        if (addresses.length < lanes) {
            addresses = new long[lanes];
        }
        return addresses;
    }
}
