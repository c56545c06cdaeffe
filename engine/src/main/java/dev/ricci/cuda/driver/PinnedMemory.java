package dev.ricci.cuda.driver;

import java.lang.foreign.MemorySegment;
import jcuda.driver.JCudaDriver;

/** Memory of the host that the system does not move, so that the device can reach it by itself. */
final class PinnedMemory implements AutoCloseable {
    private final Raw pointer = new Raw();
    private final MemorySegment segment;

    /** The device's context must be current. */
    PinnedMemory(long bytes) {
        int flags = JCudaDriver.CU_MEMHOSTALLOC_PORTABLE | JCudaDriver.CU_MEMHOSTALLOC_DEVICEMAP;
        int status = JCudaDriver.cuMemHostAlloc(pointer, bytes, flags);
        if (status != DriverError.SUCCESS) {
            throw new IllegalStateException("cuda: no pinned memory (" + DriverError.text(status) + "); the system may lock too little:"
                    + " see ulimit -l");
        }
        segment = MemorySegment.ofAddress(pointer.address()).reinterpret(bytes);
    }

    MemorySegment segment() {
        return segment;
    }

    @Override
    public void close() {
        JCudaDriver.cuMemFreeHost(pointer);
    }
}
