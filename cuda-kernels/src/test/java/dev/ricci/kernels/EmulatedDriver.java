package dev.ricci.kernels;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The emulated libraries called straight through the foreign-function interface: every argument by its Java type. */
final class EmulatedDriver {
    /** Handles, addresses and small results; lives as long as the JVM, like the libraries. */
    static final Arena ARENA = Arena.global();

    private static final Linker LINKER = Linker.nativeLinker();
    private static EmulatedDriver loaded;

    private final Map<Path, SymbolLookup> libraries = new HashMap<>();
    private final EmulatedLibraries paths;

    private EmulatedDriver(EmulatedLibraries paths) {
        this.paths = paths;
    }

    /** Loads the libraries once and makes the primary context of device 0 current on the calling thread. */
    static synchronized EmulatedDriver load() {
        if (loaded == null) {
            loaded = new EmulatedDriver(Emulator.build());
            loaded.ok("cuInit", 0);
        }
        MemorySegment context = ARENA.allocate(ADDRESS);
        loaded.ok("cuDevicePrimaryCtxRetain", context, 0);
        loaded.ok("cuCtxSetCurrent", context.get(ADDRESS, 0));
        return loaded;
    }

    Path folder() {
        return paths.folder();
    }

    /** Calls a function that answers a code, whatever library it is in. */
    int call(String function, Object... arguments) {
        return (int) invoke(JAVA_INT, function, arguments);
    }

    /** The same for one that must succeed. */
    void ok(String function, Object... arguments) {
        int code = call(function, arguments);
        if (code != 0) {
            throw new AssertionError(function + " answers " + code + ": " + message());
        }
    }

    void run(String function, Object... arguments) {
        invoke(null, function, arguments);
    }

    long count(String function, Object... arguments) {
        return (long) invoke(JAVA_LONG, function, arguments);
    }

    String message() {
        return text((MemorySegment) invoke(ADDRESS, "ricciEmulatorMessage"));
    }

    static String text(MemorySegment pointer) {
        return pointer.reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
    }

    static MemorySegment text(String text) {
        return ARENA.allocateFrom(text);
    }

    private Object invoke(MemoryLayout result, String function, Object... arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = switch (arguments[i]) {
                case Integer _ -> JAVA_INT;
                case Long _ -> JAVA_LONG;
                case Float _ -> JAVA_FLOAT;
                case Double _ -> JAVA_DOUBLE;
                case Byte _ -> JAVA_BYTE;
                default -> ADDRESS;
            };
        }
        FunctionDescriptor shape = result == null ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(result, layouts);
        try {
            return LINKER.downcallHandle(symbol(function), shape).invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(function, e);
        }
    }

    private MemorySegment symbol(String function) {
        Path library = function.startsWith("cublas") ? paths.cublas12() : function.startsWith("nvrtc") ? paths.nvrtc() : paths.driver();
        return libraries.computeIfAbsent(library, p -> SymbolLookup.libraryLookup(p, ARENA)).findOrThrow(function);
    }

    // ---- the few things that most tests do

    long handle(String function, Object... more) {
        MemorySegment result = ARENA.allocate(ADDRESS);
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = result;
        System.arraycopy(more, 0, arguments, 1, more.length);
        ok(function, arguments);
        return result.get(JAVA_LONG, 0);
    }

    static MemorySegment pointer(long address) {
        return MemorySegment.ofAddress(address);
    }

    long allocate(long bytes) {
        return handle("cuMemAlloc_v2", bytes);
    }

    long upload(float... values) {
        long device = allocate(4L * values.length);
        ok("cuMemcpyHtoD_v2", device, ARENA.allocateFrom(JAVA_FLOAT, values), 4L * values.length);
        return device;
    }

    float[] download(long device, int count) {
        MemorySegment host = ARENA.allocate(JAVA_FLOAT, count);
        ok("cuMemcpyDtoH_v2", host, device, 4L * count);
        return host.toArray(JAVA_FLOAT);
    }

    long module(String ptx) {
        return handle("cuModuleLoadData", text(ptx));
    }

    long function(long module, String name) {
        return handle("cuModuleGetFunction", pointer(module), text(name));
    }

    int launch(long function, int grid, int block, int dynamic, long stream, Object... arguments) {
        MemorySegment table = ARENA.allocate(ADDRESS, Math.max(1, arguments.length));
        for (int i = 0; i < arguments.length; i++) {
            table.setAtIndex(ADDRESS, i, switch (arguments[i]) {
                case Integer v -> ARENA.allocateFrom(JAVA_INT, v);
                case Long v -> ARENA.allocateFrom(JAVA_LONG, v);
                case Float v -> ARENA.allocateFrom(JAVA_FLOAT, v);
                case Double v -> ARENA.allocateFrom(JAVA_DOUBLE, v);
                default -> throw new IllegalArgumentException(String.valueOf(arguments[i]));
            });
        }
        return call("cuLaunchKernel", pointer(function), grid, 1, 1, block, 1, 1, dynamic, pointer(stream), table, MemorySegment.NULL);
    }

    /** Compiles kernels of a test by the emulated NVRTC and loads them. */
    long compile(String source) {
        long program = handle("nvrtcCreateProgram", text(source), text("test.cu"), 0, MemorySegment.NULL, MemorySegment.NULL);
        int code = call("nvrtcCompileProgram", pointer(program), 0, MemorySegment.NULL);
        if (code != 0) {
            throw new AssertionError("nvrtc answers " + code + ": " + log(program));
        }
        return module(ptx(program));
    }

    String log(long program) {
        return programText(program, "nvrtcGetProgramLogSize", "nvrtcGetProgramLog");
    }

    String ptx(long program) {
        return programText(program, "nvrtcGetPTXSize", "nvrtcGetPTX");
    }

    private String programText(long program, String size, String text) {
        MemorySegment bytes = ARENA.allocate(JAVA_LONG);
        ok(size, pointer(program), bytes);
        MemorySegment buffer = ARENA.allocate(bytes.get(JAVA_LONG, 0));
        ok(text, pointer(program), buffer);
        return buffer.getString(0);
    }
}
