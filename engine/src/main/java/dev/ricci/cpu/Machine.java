package dev.ricci.cpu;

import dev.ricci.backend.Bytes;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Finding;
import dev.ricci.cpu.factor.Roads;
import dev.ricci.cpu.host.LapackLibrary;
import dev.ricci.cpu.host.Mkl;
import dev.ricci.cpu.host.OpenBlas;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cpu.memory.MemoryLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine has: processor, threads, vectors, BLAS, memory. */
final class Machine {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** The threads to use: as asked for, else the property {@code ricci.threads}, else one for each processor. */
    static int threads(DeviceOptions options) {
        int property = Integer.getInteger("ricci.threads", 0);
        if (property < 0 || property > 4096) {
            throw new IllegalArgumentException("ricci.threads: 0 (all processors) to 4096, got " + property);
        }
        int wish = options.threads() != 0 ? options.threads() : property;
        return wish != 0 ? wish : Runtime.getRuntime().availableProcessors();
    }

    static String describe(int threads) {
        Optional<OpenBlas> blas = OpenBlas.find();
        return processor() + ", " + threads + (threads == 1 ? " thread, " : " threads, ")
                + (VectorApi.present() ? "vectors of " + VectorWidth.bits() + " bits, " : "no vectors, ")
                + blas.map(OpenBlas::config).orElse("products in Java");
    }

    static List<Finding> findings() {
        return List.of(
                Finding.found("processor", processor()),
                Finding.found("threads", threads(DeviceOptions.DEFAULT) + " in use of " + Runtime.getRuntime().availableProcessors()
                        + " processors"),
                vectors(),
                blas(),
                lapack(),
                memory());
    }

    private static Finding vectors() {
        if (VectorApi.present()) {
            return Finding.found("vector width", VectorWidth.bits() + " bits, " + VectorWidth.bits() / 32 + " float32 at once");
        }
        return Finding.missing("vector width", "the Vector API is off", "start java with --add-modules=jdk.incubator.vector");
    }

    private static Finding blas() {
        Optional<OpenBlas> blas = OpenBlas.find();
        if (blas.isPresent()) {
            return Finding.found("BLAS", blas.get().config());
        }
        String[] parts = OpenBlas.whyMissing().split("; ", 2);
        return Finding.missing("BLAS", parts[0] + ", products run in Java",
                parts.length > 1 ? parts[1] : "start java without -Dricci.blas=off");
    }

    private static Finding lapack() {
        Optional<LapackLibrary> library = Roads.library();
        if (library.isEmpty()) {
            return Finding.missing("LAPACK", "factorisations run in Java", "see BLAS");
        }
        String mkl = Mkl.whyMissing();
        return Finding.found("LAPACK", library.get().config() + (mkl.isEmpty() ? "" : " (" + mkl + ")"));
    }

    private static Finding memory() {
        try {
            return Finding.found("memory limit", Bytes.text(MemoryLimit.bytes()));
        } catch (IllegalArgumentException e) {
            return Finding.missing("memory limit", e.getMessage(), "give a size or leave the property away");
        }
    }

    /** The processor's name as the system tells it. */
    static String processor() {
        try (Stream<String> lines = Files.lines(CPUINFO)) {
            Optional<String> name = lines.filter(l -> l.startsWith("model name")).findFirst();
            if (name.isPresent()) {
                return name.get().substring(name.get().indexOf(':') + 1).strip();
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            return architecture(); // no such file: another system than Linux
        }
        return architecture();
    }

    private static String architecture() {
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows != null ? windows : System.getProperty("os.arch");
    }
}
