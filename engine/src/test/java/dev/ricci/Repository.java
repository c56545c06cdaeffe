package dev.ricci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the source files of the modules, for the tests that read them. */
final class Repository {
    private Repository() {}

    /** The folder of the whole project: the nearest one upward that holds the Maven wrapper. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("sources: no folder with mvnw above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    /** Every Java file under {@code src/main/java} of a module, sorted. */
    static List<Path> sources(String module) throws IOException {
        Path folder = root().resolve(module).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    /** Every file of the kernels and of the emulated device, sorted. */
    static List<Path> kernels() throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve("cuda-kernels/src/main"))) {
            return files.filter(f -> f.toString().matches(".*\\.(cu|cuh|cpp|h)")).sorted().toList();
        }
    }

    /** The sources of all modules. */
    static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root())) {
            for (Path module : modules.sorted().toList()) {
                if (Files.isDirectory(module.resolve("src/main/java"))) {
                    all.addAll(sources(module.getFileName().toString()));
                }
            }
        }
        return all;
    }
}
