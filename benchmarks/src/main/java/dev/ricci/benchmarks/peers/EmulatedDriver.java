package dev.ricci.benchmarks.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.ricci.kernels.Emulator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The emulated driver of this process, as benchmarks steer it: its functions can be made to return at once, and it counts what is
 * called and the time that it takes itself.
 */
public final class EmulatedDriver {
    /** Calls that give the device work. */
    private static final List<String> WORK = List.of("cuLaunchKernel", "cuGraphLaunch", "cuMemcpyHtoDAsync_v2", "cuMemcpyDtoDAsync_v2",
            "cuMemsetD8Async", "cuMemsetD32Async", "cublasSgemm_v2", "cublasDgemm_v2", "cublasSgemmStridedBatched",
            "cublasDgemmStridedBatched", "cublasGemmEx", "cublasGemmStridedBatchedEx");

    private final Native driver;
    private final Native.Question nanos;
    private final Native.Question calls;
    private final Native.Question launched;
    private final Native.Question launches;
    private final Native.Question bytes;
    private final Native.Call clear;

    /** The emulated device is open. */
    public EmulatedDriver() {
        driver = new Native(SymbolLookup.libraryLookup(Emulator.build().driver(), Arena.global()));
        nanos = driver.question("ricciEmulatorNanos");
        calls = driver.question("ricciEmulatorCalls", ADDRESS);
        launched = driver.question("ricciEmulatorLaunched", JAVA_INT); // a text's address is a number, too
        launches = driver.question("ricciEmulatorLaunches", ADDRESS);
        bytes = driver.question("ricciEmulatorBytes", ADDRESS, JAVA_INT);
        clear = driver.order("ricciEmulatorClear");
    }

    /** Whether functions that queue work or wait for it answer at once and do nothing; such calls are not counted. */
    public void idle(boolean on) {
        driver.order("ricciEmulatorIdle", JAVA_INT).run(on ? 1 : 0);
    }

    /** Sets all counters to zero. */
    public void clear() {
        clear.run();
    }

    /** The nanoseconds spent in the driver since {@link #clear}. */
    public long nanos() {
        return nanos.ask();
    }

    /** How often each call that gives the device work was made since {@link #clear}; those that were not made are left out. */
    public Map<String, Long> work() {
        Map<String, Long> made = new LinkedHashMap<>();
        try (Arena arena = Arena.ofConfined()) {
            for (String name : WORK) {
                long n = calls.ask(arena.allocateFrom(name));
                if (n > 0) {
                    made.put(name, n);
                }
            }
        }
        return made;
    }

    /** How often each kernel was launched since {@link #clear}. */
    public Map<String, Long> launches() {
        Map<String, Long> all = new LinkedHashMap<>();
        int i = 0;
        for (long name = launched.ask(i); name != 0; name = launched.ask(++i)) {
            MemorySegment text = MemorySegment.ofAddress(name).reinterpret(Long.MAX_VALUE);
            all.put(text.getString(0), launches.ask(text));
        }
        return all;
    }

    /** Bytes of device memory since {@link #clear}, of all kernels, where they were built to count. */
    public long bytes(Side side) {
        return bytes.ask(MemorySegment.NULL, side.ordinal());
    }

    /** What is counted: what threads ask for, and what sectors of 32 bytes that touches, each once a launch. */
    public enum Side {
        READ, READ_SECTORS, WRITTEN, WRITTEN_SECTORS
    }
}
