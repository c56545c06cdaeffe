package dev.ricci.cuda.library;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** C functions of a library that give back a status, by letters for their parameters. */
final class Functions {
    private final SymbolLookup library;

    Functions(SymbolLookup library) {
        this.library = library;
    }

    /** A function: p for a pointer, i for an int, l for a long. @throws IllegalStateException where the library has none of that name */
    MethodHandle of(String name, String parameters) {
        MemoryLayout[] types = parameters.chars().mapToObj(c -> switch (c) {
            case 'p' -> ValueLayout.ADDRESS;
            case 'i' -> ValueLayout.JAVA_INT;
            case 'l' -> ValueLayout.JAVA_LONG;
            default -> throw new AssertionError(parameters);
        }).toArray(MemoryLayout[]::new);
        return Linker.nativeLinker().downcallHandle(
                library.find(name).orElseThrow(() -> new IllegalStateException("the library has no function " + name)),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, types));
    }

    /** What a handle threw that cannot throw. */
    static RuntimeException unexpected(Throwable e) {
        if (e instanceof RuntimeException r) {
            return r;
        }
        if (e instanceof Error r) {
            throw r;
        }
        throw new AssertionError("a native call threw", e);
    }
}
