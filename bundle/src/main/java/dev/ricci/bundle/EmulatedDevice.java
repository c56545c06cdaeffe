package dev.ricci.bundle;

import dev.ricci.kernels.Emulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The emulated CUDA device, built here, since the machine that a bundle goes to may have no compiler. */
final class EmulatedDevice {
    /** What its libraries need of the compiler; smaller systems lack them. They look for them beside themselves first. */
    private static final List<String> SUPPORT = List.of("libstdc++.so.6", "libgcc_s.so.1");

    private EmulatedDevice() {}

    /**
     * Copies the libraries into a folder.
     *
     * @return what became of it, as a line for the user: without a compiler the bundle goes without the emulated device
     */
    static String build(Path folder) throws IOException {
        Path built;
        try {
            built = Emulator.build().folder();
        } catch (IllegalStateException e) {
            return "left out: " + e.getMessage();
        }
        int count = 0;
        try (Stream<Path> all = Files.walk(built)) {
            for (Path p : all.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".o")).toList()) {
                Path to = folder.resolve(built.relativize(p));
                Files.createDirectories(to.getParent());
                Files.copy(p, to);
                count += p.toString().contains(".so") ? 1 : 0;
            }
        }
        for (String name : SUPPORT) {
            Path library = support(name);
            if (Files.isRegularFile(library)) {
                Files.copy(library, folder.resolve(name));
            }
        }
        return count + " libraries, built by the C++ compiler of this machine";
    }

    /** Where the compiler keeps a library; its bare name where it does not know. */
    private static Path support(String name) throws IOException {
        String named = System.getenv("CXX");
        String compiler = named == null || named.isBlank() ? "g++" : named;
        Process process = new ProcessBuilder(compiler, "-print-file-name=" + name).redirectErrorStream(true).start();
        try (InputStream in = process.getInputStream()) {
            return Path.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
