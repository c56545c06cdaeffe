package dev.ricci.cuda.driver;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/**
 * Copies between the host's memory and the device's, through a ring of pinned memory.
 *
 * <p>A copy to the device returns when the data stand in the ring. The ring's parts have events, so that a part is overwritten only
 * when the device has read it. Guarded by the context's lock.
 */
final class Staging {
    private static final int PARTS = 16;
    private static final long PART = 1 << 19;

    private final Context context;
    private final PinnedMemory memory = new PinnedMemory(PARTS * PART);
    private final CUevent[] read = new CUevent[PARTS];
    private int part;
    private long used;

    Staging(Context context) {
        this.context = context;
        for (int i = 0; i < PARTS; i++) {
            read[i] = new CUevent();
            context.check("event", JCudaDriver.cuEventCreate(read[i], CUevent_flags.CU_EVENT_DISABLE_TIMING));
        }
    }

    /** The pinned bytes held. */
    static long bytes() {
        return PARTS * PART;
    }

    /** To the device; from may be changed when this returns. */
    void write(long address, MemorySegment from, long bytes) {
        for (long done = 0; done < bytes; ) {
            long n = Math.min(bytes - done, room());
            MemorySegment place = memory.segment().asSlice(part * PART + used, n);
            MemorySegment.copy(from, done, place, 0, n);
            context.check("write", JCudaDriver.cuMemcpyHtoDAsync(DeviceAddress.of(address + done), new Raw(place.address()), n,
                    context.stream()));
            used = used + n + 255 & -256; // the next piece begins on a fresh line
            done += n;
        }
    }

    /** What is left of the part in use, after stepping to the next one where that is full. */
    private long room() {
        if (used >= PART) {
            context.check("write", JCudaDriver.cuEventRecord(read[part], context.stream()));
            part = (part + 1) % PARTS;
            used = 0;
            context.check("write", JCudaDriver.cuEventSynchronize(read[part]));
        }
        return PART - used;
    }

    /**
     * From the device, when all work before is done: pieces of half the ring, one copied on while the other one comes. What the
     * device still reads of the ring it has read before it writes there: the stream keeps the order.
     */
    void read(long address, MemorySegment to, long bytes) {
        long piece = PARTS / 2 * PART;
        long n = Math.min(piece, bytes);
        fetch(0, address, n);
        for (long done = 0; done < bytes; ) {
            context.synchronize();
            long next = Math.min(piece, bytes - done - n);
            int half = (int) (done / piece % 2);
            if (next > 0) {
                fetch(1 - half, address + done + n, next);
            }
            MemorySegment.copy(memory.segment(), half * piece, to, done, n);
            done += n;
            n = next;
        }
        part = 0;
        used = 0;
    }

    private void fetch(int half, long address, long n) {
        MemorySegment place = memory.segment().asSlice(half * (PARTS / 2 * PART), n);
        context.check("read", JCudaDriver.cuMemcpyDtoHAsync(new Raw(place.address()), DeviceAddress.of(address), n, context.stream()));
    }

    void close() {
        for (CUevent e : read) {
            JCudaDriver.cuEventDestroy(e);
        }
        memory.close();
    }
}
