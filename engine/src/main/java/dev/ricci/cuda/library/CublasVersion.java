package dev.ricci.cuda.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Asks a cuBLAS for its version, which needs no device. */
final class CublasVersion {
    private static final int PARTS = 3; // major, minor, patch

    private CublasVersion() {}

    /** As in 12.6.1; where the library does not say, what its name says. */
    static String of(SymbolLookup library, String soname) {
        MethodHandle property = new Functions(library).of("cublasGetProperty", "ip");
        StringBuilder version = new StringBuilder();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            for (int part = 0; part < PARTS; part++) {
                int status = (int) property.invokeExact(part, value);
                if (status != 0) {
                    return soname.substring(soname.lastIndexOf('.') + 1);
                }
                version.append(part == 0 ? "" : ".").append(value.get(ValueLayout.JAVA_INT, 0));
            }
        } catch (Throwable e) {
            throw Functions.unexpected(e);
        }
        return version.toString();
    }
}
