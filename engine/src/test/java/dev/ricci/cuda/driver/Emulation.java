package dev.ricci.cuda.driver;

import dev.ricci.kernels.Emulator;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jcuda.driver.CUdevice;
import jcuda.driver.JCudaDriver;

/** The emulated device's own functions, by which tests bring it into states that a real one is rarely in. */
public final class Emulation {
    private Emulation() {}

    /** Threads and blocks run in order (0), in reverse (1), or shuffled by a seed: who counts on an order is found. */
    public static void order(int order) {
        call("ricciEmulatorOrder", order);
    }

    /** Work runs only when something waits for it: who forgets to wait is found. */
    public static void delayed(boolean on) {
        call("ricciEmulatorDelayed", on ? 1 : 0);
    }

    /** The memory that a device has, and how much of it others hold. */
    public static void memory(long bytes, long taken) {
        call("ricciEmulatorMemory", bytes, taken);
    }

    /** How many devices there are, and their compute capability: 75 for 7.5. */
    public static void devices(int count, int capability) {
        call("ricciEmulatorDevices", count, capability);
    }

    /** The next call of a function but so many gives this status. */
    public static void fail(String function, int status, long after) {
        try (Arena arena = Arena.ofConfined()) {
            call("ricciEmulatorFail", arena.allocateFrom(function), status, after);
        }
    }

    /** A device whose context was lost becomes as new, as a new process would find it. */
    public static void revive(int ordinal) {
        CUdevice device = new CUdevice();
        JCudaDriver.cuDeviceGet(device, ordinal);
        JCudaDriver.cuDevicePrimaryCtxReset(device);
    }

    private static void call(String name, Object... arguments) {
        MemoryLayout[] types = Arrays.stream(arguments).map(a -> (MemoryLayout) switch (a) {
            case Integer _ -> ValueLayout.JAVA_INT;
            case Long _ -> ValueLayout.JAVA_LONG;
            case MemorySegment _ -> ValueLayout.ADDRESS;
            default -> throw new AssertionError(a);
        }).toArray(MemoryLayout[]::new);
        SymbolLookup library = SymbolLookup.libraryLookup(Emulator.build().driver(), Arena.global());
        try {
            Linker.nativeLinker().downcallHandle(library.findOrThrow(name), FunctionDescriptor.ofVoid(types)).invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(name, e);
        }
    }
}
