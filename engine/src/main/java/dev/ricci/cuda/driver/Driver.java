package dev.ricci.cuda.driver;

import dev.ricci.kernels.Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * The CUDA driver of this process: the machine's own, or the emulated one.
 *
 * <p>Both have one name, so a process can have one of them: the first that is asked for. Nothing of JCuda is touched before it is known
 * that the driver has every function that is called: a missing one would end the JVM.
 */
public final class Driver {
    /** CUDA 11.4: the first whose graphs are made as JCuda makes them. */
    private static final int LEAST_VERSION = 11040;

    private static final String SONAME = "libcuda.so.1";

    /** Where a driver may stand besides the loader's own path: Windows' subsystem for Linux keeps it apart. */
    private static final List<Path> ELSEWHERE = List.of(Path.of("/usr/lib/wsl/lib/libcuda.so.1"));

    /** Without a native of JCuda's there is nothing to call a driver with: reason and remedy. */
    public static final String NO_NATIVE = "JCuda's native for this system is not on the class path; it is made for Linux on x86-64, in"
            + " org.jcuda:jcuda-natives with the classifier linux-x86_64 (builds with -Pno-natives leave it out)";

    private static Driver loaded;
    private static IllegalStateException refused;

    private final boolean emulated;
    private final SymbolLookup lookup;
    private final int version;

    private Driver(boolean emulated, SymbolLookup lookup) {
        this.emulated = emulated;
        this.lookup = lookup;
        this.version = version(lookup);
    }

    /** Loads the machine's driver. @throws IllegalStateException when there is none that can be used, with reason and remedy */
    public static synchronized Driver load() {
        if (loaded != null && loaded.emulated) {
            throw new IllegalStateException("cuda: this JVM runs on the emulated device, and a process can have one driver;"
                    + " start another one");
        }
        if (refused != null) {
            throw new IllegalStateException(refused.getMessage());
        }
        if (loaded == null) {
            try {
                loaded = initialised(new Driver(false, find()), "cuda");
            } catch (IllegalStateException e) {
                refused = e;
                throw e;
            }
        }
        return loaded;
    }

    /** Builds and loads the emulated driver. @throws IllegalStateException when that cannot be, with reason and remedy */
    public static synchronized Driver loadEmulated() {
        if (loaded != null && !loaded.emulated) {
            throw new IllegalStateException("emulated: this JVM has loaded the machine's own driver, and a process can have one; start it"
                    + " with --device emulated, or with -Dricci.device=emulated in a program of your own");
        }
        if (loaded == null) {
            Path library = Emulator.build().driver();
            System.load(library.toString()); // JCuda's native finds it by its name from here on
            loaded = initialised(new Driver(true, SymbolLookup.libraryLookup(library, Arena.global())), "emulated");
        }
        return loaded;
    }

    private static SymbolLookup find() {
        try {
            return SymbolLookup.libraryLookup(SONAME, Arena.global());
        } catch (IllegalArgumentException e) {
            Optional<Path> elsewhere = ELSEWHERE.stream().filter(Files::exists).findFirst();
            if (elsewhere.isPresent()) {
                System.load(elsewhere.get().toString());
                return SymbolLookup.libraryLookup(elsewhere.get(), Arena.global());
            }
            throw new IllegalStateException("cuda: no NVIDIA driver (" + SONAME + " was not found); install the driver of your GPU,"
                    + " or start a container with --gpus all");
        } catch (IllegalCallerException e) {
            throw new IllegalStateException("cuda: native access is denied; start java with --enable-native-access=ALL-UNNAMED");
        }
    }

    private static Driver initialised(Driver d, String device) {
        if (d.version < LEAST_VERSION) {
            throw new IllegalStateException(device + ": the driver is of CUDA " + text(d.version) + ", and " + text(LEAST_VERSION)
                    + " or newer is needed; update the NVIDIA driver (470 or newer)");
        }
        List<String> missing = DriverFunctions.NAMES.stream().filter(f -> d.lookup.find(f).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(device + ": the driver of CUDA " + text(d.version) + " has no " + String.join(", ", missing)
                    + "; update the NVIDIA driver");
        }
        if (!PrivateNatives.has("JCudaDriver")) {
            throw new IllegalStateException(device + ": " + NO_NATIVE);
        }
        try {
            PrivateNatives.initialise(() -> JCudaDriver.setExceptionsEnabled(false)); // loads its native; statuses are checked here
        } catch (LinkageError e) {
            throw new IllegalStateException(device + ": JCuda's native cannot be loaded (" + e.getMessage().lines().findFirst().orElse("")
                    + "); it is made for Linux on x86-64 with glibc");
        }
        int status = JCudaDriver.cuInit(0);
        if (status != DriverError.SUCCESS) {
            String what = status == CUresult.CUDA_ERROR_NO_DEVICE ? "no device" : "the driver does not start";
            throw new IllegalStateException(device + ": " + what + " (cuInit: " + DriverError.name(status) + ")" + remedy(status));
        }
        return d;
    }

    private static String remedy(int status) {
        return switch (status) {
            case CUresult.CUDA_ERROR_NO_DEVICE -> "; see whether nvidia-smi lists a GPU and CUDA_VISIBLE_DEVICES does not hide it";
            case CUresult.CUDA_ERROR_SYSTEM_DRIVER_MISMATCH -> "; the driver was updated while the system ran: start the system again";
            default -> "; nvidia-smi may say more; after an update of the driver start the system again";
        };
    }

    private static int version(SymbolLookup lookup) {
        Optional<MemorySegment> function = lookup.find("cuDriverGetVersion");
        if (function.isEmpty()) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment v = arena.allocate(ValueLayout.JAVA_INT);
            FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
            int status = (int) Linker.nativeLinker().downcallHandle(function.get(), type).invokeExact(v);
            return status == DriverError.SUCCESS ? v.get(ValueLayout.JAVA_INT, 0) : 0;
        } catch (Throwable e) {
            throw new AssertionError("cuDriverGetVersion", e);
        }
    }

    /** The version of CUDA that the driver can do, as in 13.0. */
    public String version() {
        return text(version);
    }

    private static String text(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    /** The version of the driver's own, as in 580.65, and the file it was loaded from, as far as the system tells. */
    public String describe() {
        StringBuilder s = new StringBuilder("for CUDA " + version());
        read(Path.of("/sys/module/nvidia/version")).findFirst().filter(_ -> !emulated).ifPresent(v -> s.append(", version ").append(v));
        read(Path.of("/proc/self/maps")).filter(l -> l.contains("/libcuda.so")).findFirst()
                .ifPresent(l -> s.append(", ").append(l.substring(l.indexOf('/'))));
        return s.toString();
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty(); // another system, or no such module: then it is not told
        }
    }

    public boolean isEmulated() {
        return emulated;
    }

    /** A function that only the emulated driver has, where that is the one of this process. */
    static synchronized Optional<MemorySegment> emulatorFunction(String name) {
        return loaded != null && loaded.emulated ? loaded.lookup.find(name) : Optional.empty();
    }
}
