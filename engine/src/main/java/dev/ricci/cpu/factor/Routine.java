package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.LapackLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/**
 * A LAPACK routine by its Fortran interface, for both types: every argument is an address.
 *
 * <p>Fortran compilers pass the length of each character argument once more at the end; LAPACK's are of length 1.
 */
final class Routine {
    private final String name;
    private final MethodHandle single;
    private final MethodHandle full;

    /** @throws java.util.NoSuchElementException where the library lacks the routine */
    Routine(LapackLibrary library, String name, int arguments, int characters) {
        this.name = name;
        single = bind(library, "s" + name + "_", arguments, characters);
        full = bind(library, "d" + name + "_", arguments, characters);
    }

    private static MethodHandle bind(LapackLibrary library, String symbol, int arguments, int characters) {
        MemoryLayout[] types = new MemoryLayout[arguments + characters];
        Arrays.fill(types, ValueLayout.JAVA_LONG);
        MethodHandle h = Linker.nativeLinker().downcallHandle(library.symbol(symbol), FunctionDescriptor.ofVoid(types));
        Object[] lengths = new Object[characters];
        Arrays.fill(lengths, 1L);
        return MethodHandles.insertArguments(h, arguments, lengths).asSpreader(long[].class, arguments);
    }

    void call(DType type, long... arguments) {
        MethodHandle h = type == DType.FLOAT64 ? full : single;
        try {
            h.invokeExact(arguments);
        } catch (Throwable e) {
            throw new AssertionError("LAPACK " + name, e);
        }
    }
}
