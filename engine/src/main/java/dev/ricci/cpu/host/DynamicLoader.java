package dev.ricci.cpu.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;

/** Linux's loader of shared libraries, for what the JDK's own lookup cannot ask of it. */
final class DynamicLoader {
    /** All that a library takes from others is found when it is opened, not when it is first called. */
    static final int NOW = 2;
    /** What it offers is seen by libraries opened later. */
    static final int GLOBAL = 0x100;
    /** Found when first called. */
    static final int LAZY = 1;

    private DynamicLoader() {}

    static boolean present() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    /** Opens a library for the life of the process. @throws IOException with the loader's own words where it cannot */
    static void open(String file, int flags) throws IOException {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        MethodHandle open = linker.downcallHandle(linker.defaultLookup().findOrThrow("dlopen"), type);
        MethodHandle error = linker.downcallHandle(linker.defaultLookup().findOrThrow("dlerror"),
                FunctionDescriptor.of(ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = (MemorySegment) open.invokeExact(arena.allocateFrom(file), flags);
            if (handle.equals(MemorySegment.NULL)) {
                MemorySegment text = (MemorySegment) error.invokeExact();
                boolean silent = text.equals(MemorySegment.NULL);
                throw new IOException(silent ? "cannot open " + file : text.reinterpret(Long.MAX_VALUE).getString(0));
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("dlopen of " + file, e);
        }
    }

    static void open(Path file, int flags) throws IOException {
        open(file.toAbsolutePath().toString(), flags);
    }
}
