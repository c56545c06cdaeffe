package dev.ricci.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The g++ of this machine with the flags of the emulated device, and more for its kernels alone. */
record Compiler(String command, String version, List<String> flags, List<String> kernelFlags) {
    private static final int SHOWN_LINES = 12;

    /**
     * No contraction: a product and a sum round twice, as written. No strict aliasing: kernels read floats four at a time
     * through a vector type, as nvcc allows. No unique symbols and nothing visible by default: kernels of different files may
     * use the same names inside.
     */
    private static final List<String> FLAGS = List.of(
            "-std=c++17", "-O2", "-g1", "-fPIC", "-fvisibility=hidden", "-fno-gnu-unique", "-ffp-contract=off", "-fno-strict-aliasing",
            "-fno-math-errno", "-Wno-unknown-pragmas");

    /** Recovery lets a report become the error of a launch instead of the end of the JVM. */
    private static final List<String> SANITIZE = List.of("-fsanitize=address", "-fsanitize-recover=address", "-fno-omit-frame-pointer");

    /** A call before each access to memory, meant for ThreadSanitizer; counting.cpp answers it and counts. */
    private static final List<String> COUNT = List.of("-fsanitize=thread", "--param", "tsan-instrument-func-entry-exit=0");

    /** The variable of the environment names another compiler. */
    static Compiler find(boolean sanitize) {
        String named = System.getenv("CXX");
        return find(named == null || named.isBlank() ? "g++" : named, sanitize);
    }

    static Compiler find(String command, boolean sanitize) {
        List<String> flags = new ArrayList<>(FLAGS);
        if (sanitize) {
            flags.addAll(SANITIZE);
        }
        try {
            String version = output(Path.of("."), List.of(command, "--version")).lines().findFirst().orElse("");
            String machine = output(Path.of("."), List.of(command, "-dumpmachine")).strip();
            return new Compiler(command, version + " " + machine, List.copyOf(flags), List.of());
        } catch (IOException e) {
            throw new IllegalStateException("emulated: " + command + " was not found; install it (Debian: apt-get install g++) or name a"
                    + " compiler in the environment's CXX", e);
        }
    }

    /** The same, for kernels that count the bytes that they read and write. */
    Compiler counting() {
        return new Compiler(command, version, flags, COUNT);
    }

    /** Runs the compiler with its flags and more arguments in a folder. */
    void run(Path folder, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(flags);
        line.addAll(arguments);
        try {
            output(folder, line);
        } catch (IOException e) {
            throw new UncheckedIOException("emulated: " + command + " cannot be run in " + folder, e);
        }
    }

    private static String output(Path folder, List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        // AddressSanitizer is for the JVM, not for the compiler that it starts.
        builder.environment().remove("LD_PRELOAD");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("emulated: the build was interrupted", e);
        }
        if (status != 0) {
            String shown = text.lines().limit(SHOWN_LINES).collect(Collectors.joining("\n"));
            throw new IllegalStateException("emulated: " + String.join(" ", line) + " ended with status " + status + ":\n" + shown);
        }
        return text;
    }
}
