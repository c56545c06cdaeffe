package dev.ricci.cuda.library;

import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.DeviceAddress;
import jcuda.driver.JCudaDriver;

/** Memory that cuBLAS works in. With memory of its own it would allocate during a recording, which a recording does not allow. */
final class Workspace {
    private static final int HOPPER = 9;
    private static final long MIB = 1 << 20;

    private final DeviceAddress address = new DeviceAddress();
    private final long bytes;

    /** As much as cuBLAS itself would take: 4 MiB, and 32 MiB from Hopper on. The context is current. */
    Workspace(Context context) {
        bytes = (context.properties().major() >= HOPPER ? 32 : 4) * MIB;
        context.check("memory for cuBLAS", JCudaDriver.cuMemAlloc(address, bytes));
    }

    long address() {
        return address.address();
    }

    long bytes() {
        return bytes;
    }

    void close() {
        JCudaDriver.cuMemFree(address);
    }
}
