package dev.ricci.bundle.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder like an unpacked bundle, whose Java is a script or this JVM's own. */
final class FakeBundle {
    final Path folder;
    private final Path started;
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));

    FakeBundle(Path folder) throws IOException {
        this.folder = folder;
        this.started = Files.createDirectories(folder.resolveSibling("started"));
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("VERSION"), "commit of this test\n");
        try (InputStream in = FakeBundle.class.getResourceAsStream("run.sh")) {
            Files.copy(in, folder.resolve("run.sh"));
        }
    }

    /** A Java that writes its arguments into the file calls, then runs these lines of shell. */
    FakeBundle java(String... lines) throws IOException {
        Path java = folder.resolve("runtime/bin/java");
        Files.createDirectories(java.getParent());
        String calls = folder.resolveSibling("calls").toString();
        Files.writeString(java, "#!/bin/sh\n[ \"$1\" = -version ] && exit 0\necho \"$@\" >> '" + calls + "'\n" + String.join("\n", lines) + "\n");
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("not executable: " + java);
        }
        return this;
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** How Java was called, one line each. */
    List<String> calls() throws IOException {
        Path file = folder.resolveSibling("calls");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** What run.sh said, and the status that it ended with. */
    record Ended(int status, String said) {}

    /** Starts it with nothing in the environment but a path, in a folder of its own. */
    Process start(Path where, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", folder.resolve("run.sh").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Ended run(String... args) throws IOException, InterruptedException {
        return end(start(started, args));
    }

    Ended end(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    /** The one report that lies in the folder where it was started. */
    String report() throws IOException {
        return report(started);
    }

    static String report(Path where) throws IOException {
        try (Stream<Path> all = Files.list(where)) {
            List<Path> found = all.filter(p -> p.getFileName().toString().matches("ricci-report-.*-\\d{8}-\\d{6}\\.txt")).toList();
            if (found.size() != 1) {
                throw new AssertionError("one report wanted: " + found);
            }
            return Files.readString(found.getFirst());
        }
    }

    Path started() {
        return started;
    }
}
