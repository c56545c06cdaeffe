package dev.ricci.benchmarks.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ricci.backend.Backend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/** A copy from a GPU's memory to the same memory by the driver's own function, called directly. */
public final class DeviceCopy implements Traffic {
    /** Found by its name: a driver is loaded when a device of its is open. */
    private final Native driver = new Native(SymbolLookup.libraryLookup("libcuda.so.1", Arena.global()));

    private final Native.Call copy = driver.call("cuMemcpyDtoDAsync_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS);
    private final Native.Call finish = driver.call("cuCtxSynchronize");
    private final Native.Call free = driver.call("cuMemFree_v2", JAVA_LONG);
    private final long bytes;
    private long from;
    private long to;

    /** Reads and writes so many bytes in all, half of them each. For the thread that makes it, on which the device is current. */
    public DeviceCopy(Backend device, long traffic) {
        device.finish(); // leaves the device current on this thread
        bytes = Math.max(1, traffic / 2);
        try {
            from = allocated();
            to = allocated();
        } catch (IllegalStateException e) {
            close();
            throw new IllegalStateException("copy: no memory of the device for 2 x " + bytes + " bytes (" + e.getMessage()
                    + "); use --quick, or a larger GPU", e);
        }
    }

    private long allocated() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(JAVA_LONG);
            driver.call("cuMemAlloc_v2", ADDRESS, JAVA_LONG).run(address, bytes);
            return address.get(JAVA_LONG, 0);
        }
    }

    @Override
    public double seconds(long times) {
        finish.run();
        long start = System.nanoTime();
        for (long i = 0; i < times; i++) {
            copy.run(to, from, bytes, MemorySegment.NULL);
        }
        finish.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    @Override
    public void close() {
        for (long address : new long[] {from, to}) {
            if (address != 0) {
                free.run(address);
            }
        }
    }
}
