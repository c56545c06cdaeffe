package dev.ricci.cuda.driver;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Tells the emulated device which part of a block is in use, so that there every tensor has guards, begins as NaN, and cannot be used
 * after it was given back, although the pool rounds sizes up and keeps blocks. A real driver is told nothing.
 */
final class Leases {
    private final WorkStream stream;
    private final MethodHandle lend;
    private final MethodHandle giveBack;

    Leases(WorkStream stream) {
        this.stream = stream;
        this.lend = find("ricciEmulatorLend", ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
        this.giveBack = find("ricciEmulatorReturn", ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    }

    private static MethodHandle find(String name, ValueLayout... parameters) {
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters);
        return Driver.emulatorFunction(name).map(f -> Linker.nativeLinker().downcallHandle(f, type)).orElse(null);
    }

    void lent(CudaBlock b, long bytes) {
        if (lend != null) {
            try {
                // What it finds wrong becomes the error of the next call of the driver.
                int ignored = (int) lend.invokeExact(b.address(), Math.max(1, bytes), stream.address());
            } catch (Throwable e) {
                throw new AssertionError("ricciEmulatorLend", e);
            }
        }
    }

    void returned(CudaBlock b) {
        if (giveBack != null) {
            try {
                int ignored = (int) giveBack.invokeExact(b.address(), stream.address());
            } catch (Throwable e) {
                throw new AssertionError("ricciEmulatorReturn", e);
            }
        }
    }
}
