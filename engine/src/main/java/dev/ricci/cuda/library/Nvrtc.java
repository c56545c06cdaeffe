package dev.ricci.cuda.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.ricci.backend.Finding;
import dev.ricci.kernels.Kernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** NVIDIA's compiler of CUDA text at run time, called through the foreign-function interface; it needs neither device nor driver. */
public final class Nvrtc {
    private static final List<String> NAMES = List.of("libnvrtc.so.13", "libnvrtc.so.12");
    private static final List<String> OPTIONS = List.of("--gpu-architecture=compute_75", "-std=c++17");

    private final LibraryPlace place;
    private final MethodHandle create;
    private final MethodHandle compile;
    private final MethodHandle logSize;
    private final MethodHandle log;
    private final MethodHandle ptxSize;
    private final MethodHandle ptx;
    private final MethodHandle destroy;
    private final String version;
    private PtxCache cache;

    private Nvrtc(LibraryPlace place) {
        this.place = place;
        loadBuiltins(place.path().getParent());
        Functions f = new Functions(SymbolLookup.libraryLookup(place.path(), Arena.global()));
        create = f.of("nvrtcCreateProgram", "pppipp");
        compile = f.of("nvrtcCompileProgram", "lip");
        logSize = f.of("nvrtcGetProgramLogSize", "lp");
        log = f.of("nvrtcGetProgramLog", "lp");
        ptxSize = f.of("nvrtcGetPTXSize", "lp");
        ptx = f.of("nvrtcGetPTX", "lp");
        destroy = f.of("nvrtcDestroyProgram", "p");
        version = version(f.of("nvrtcVersion", "pp"));
    }

    /** The library that the compiler asks the loader for by name; Python's wheels keep both where the loader does not look. */
    private static void loadBuiltins(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "libnvrtc-builtins.so.*")) {
            files.forEach(f -> SymbolLookup.libraryLookup(f, Arena.global()));
        } catch (IOException e) {
            throw new IllegalArgumentException(folder + " cannot be read", e);
        }
    }

    /**
     * The compiler, where one of the libraries is found and can be loaded.
     *
     * @param finder gives the place of a library by its name
     */
    public static Optional<Nvrtc> find(Function<String, Optional<LibraryPlace>> finder) {
        for (String name : NAMES) {
            Optional<LibraryPlace> place = finder.apply(name);
            if (place.isPresent()) {
                try {
                    return Optional.of(new Nvrtc(place.get()));
                } catch (IllegalArgumentException | IllegalCallerException | IllegalStateException e) {
                    continue; // the loader refuses it, or a function is not there: as good as missing
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The compiler that formulas are given: the one that is found, except on an emulated device, where interpreting is quicker than
     * compiling. The property {@code ricci.cuda.nvrtc} decides by force, {@code on} or {@code off}.
     *
     * @throws IllegalStateException when it is wanted and there is none
     */
    public static Optional<Nvrtc> chosen(boolean emulated, Function<String, Optional<LibraryPlace>> finder) {
        String wish = System.getProperty("ricci.cuda.nvrtc", "");
        return switch (wish) {
            case "" -> emulated ? Optional.empty() : find(finder);
            case "off" -> Optional.empty();
            case "on" -> Optional.of(find(finder).orElseThrow(() -> new IllegalStateException("cuda: ricci.cuda.nvrtc is on, but none of "
                    + String.join(", ", NAMES) + " was found; install CUDA's NVRTC (pip install nvidia-cuda-nvrtc), name its folder in the"
                    + " property ricci.cuda.libraries, or leave the first property out")));
            default -> throw new IllegalArgumentException("cuda: the property ricci.cuda.nvrtc is on or off, got '" + wish + "'");
        };
    }

    /** What {@link #chosen} would give on a device that is not emulated. */
    public static Finding finding(Function<String, Optional<LibraryPlace>> finder) {
        String remedy = "formulas are interpreted; pip install nvidia-cuda-nvrtc makes large ones faster";
        try {
            return chosen(false, finder).map(n -> Finding.found("NVRTC", n.describe()))
                    .orElseGet(() -> Finding.missing("NVRTC", "off".equals(System.getProperty("ricci.cuda.nvrtc"))
                            ? "turned off by ricci.cuda.nvrtc=off" : "not found", remedy));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Finding.missing("NVRTC", e.getMessage(), remedy);
        }
    }

    /** One line about version and place. */
    public String describe() {
        return version + " " + place.how() + " (" + place.path() + ")";
    }

    private static String version(MethodHandle call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(JAVA_INT, 2);
            check("nvrtcVersion", (int) call.invokeExact(numbers, numbers.asSlice(4)));
            return numbers.getAtIndex(JAVA_INT, 0) + "." + numbers.getAtIndex(JAVA_INT, 1);
        } catch (Throwable e) {
            throw new AssertionError("nvrtcVersion", e);
        }
    }

    /**
     * PTX of a text, for every device and driver that we support.
     *
     * @param name    how the compiler's messages name it
     * @param headers texts that it may include, by name
     * @throws AssertionError with the compiler's messages where it refuses the text: we wrote it
     */
    public String compile(String name, String text, Map<String, String> headers) {
        if (cache == null) {
            return compileAnew(name, text, headers);
        }
        String source = String.join("\n", version, OPTIONS.toString(), name, text, headers.toString());
        return cache.get(source, () -> compileAnew(name, text, headers));
    }

    /** The same compiler, which looks into a cache first. */
    public Nvrtc remembering(PtxCache kept) {
        cache = kept;
        return this;
    }

    private String compileAnew(String name, String text, Map<String, String> headers) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ADDRESS);
            check("nvrtcCreateProgram", (int) create.invokeExact(handle, arena.allocateFrom(text), arena.allocateFrom(name), headers.size(),
                    strings(arena, headers.values()), strings(arena, headers.keySet())));
            long program = handle.get(JAVA_LONG, 0);
            try {
                int status = (int) compile.invokeExact(program, OPTIONS.size(), strings(arena, OPTIONS));
                if (status != 0) {
                    throw new AssertionError("NVRTC " + describe() + " refuses " + name + " (status " + status + "):\n"
                            + text(arena, logSize, log, program) + "\n" + text);
                }
                return Kernels.lowered(text(arena, ptxSize, ptx, program));
            } finally {
                check("nvrtcDestroyProgram", (int) destroy.invokeExact(handle));
            }
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("nvrtc", e);
        }
    }

    private static MemorySegment strings(Arena arena, Iterable<String> texts) {
        int n = 0;
        for (String _ : texts) {
            n++;
        }
        MemorySegment pointers = arena.allocate(ADDRESS, Math.max(1, n));
        int i = 0;
        for (String t : texts) {
            pointers.setAtIndex(ADDRESS, i++, arena.allocateFrom(t));
        }
        return pointers;
    }

    private static String text(Arena arena, MethodHandle size, MethodHandle get, long program) throws Throwable {
        MemorySegment length = arena.allocate(JAVA_LONG);
        check("size", (int) size.invokeExact(program, length));
        long n = length.get(JAVA_LONG, 0);
        MemorySegment text = arena.allocate(Math.max(1, n));
        check("text", (int) get.invokeExact(program, text));
        return new String(text.asSlice(0, Math.max(0, n - 1)).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static void check(String what, int status) {
        if (status != 0) {
            throw new AssertionError("nvrtc: " + what + " gives status " + status);
        }
    }
}
