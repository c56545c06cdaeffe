package dev.ricci.bundle;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder that becomes the archive, assembled from what the build has made. */
final class Contents {
    /** The modules whose tests go in. This one's own stay here: they need a JDK. */
    private static final List<String> TESTED = List.of("cuda-kernels", "engine", "demos", "benchmarks");

    private final Path root;
    private final JavaRuntime runtime;
    private final PrintWriter out;
    private final Path folder;

    Contents(Path root, JavaRuntime runtime, PrintWriter out) {
        this.root = root;
        this.runtime = runtime;
        this.out = out;
        this.folder = root.resolve("bundle/target/ricci-bundle");
    }

    /** Makes the folder anew. */
    Path assemble() throws IOException {
        remove(folder);
        Files.createDirectories(folder);
        runtime.write(folder.resolve("runtime"));
        say("runtime", "Java " + Runtime.version().feature() + ", " + JavaRuntime.MODULES.size() + " modules named");
        libraries();
        tests();
        say("emulator", EmulatedDevice.build(folder.resolve("emulator")));
        text("run.sh", resource("run.sh"));
        if (!folder.resolve("run.sh").toFile().setExecutable(true, false)) {
            throw new IOException(folder.resolve("run.sh") + " cannot be made executable");
        }
        text("README.txt", resource("README.txt"));
        String version = Revision.describe(root);
        text("VERSION", version);
        say("version", version.lines().findFirst().orElse(""));
        return folder;
    }

    private void libraries() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        String classPath = Files.readString(root.resolve("bundle/target/classpath.txt")).strip();
        for (String jar : classPath.split(File.pathSeparator)) {
            Jars.copy(Path.of(jar), lib);
        }
        Jars.pack(root.resolve("bundle/target/classes"), lib.resolve("ricci-bundle.jar"));
        String natives = present(lib, "openblas-") + present(lib, "jcuda-natives-");
        say("lib", Math.addExact(classPath.split(File.pathSeparator).length, 1) + " jars" + natives);
    }

    private static String present(Path lib, String prefix) {
        String[] found = lib.toFile().list((_, name) -> name.startsWith(prefix));
        return found != null && found.length > 0 ? "" : ", without " + prefix.substring(0, prefix.length() - 1);
    }

    private void tests() throws IOException {
        Path tests = Files.createDirectories(folder.resolve("tests"));
        int number = 1;
        for (String module : TESTED) {
            Path classes = root.resolve(module).resolve("target/test-classes");
            if (!Files.isDirectory(classes)) {
                throw new IllegalStateException(classes + " is missing; was the build told to leave tests out (-Dmaven.test.skip)?");
            }
            Jars.pack(classes, tests.resolve(number++ + "-" + module + ".jar")); // run in this order
        }
        say("tests", String.join(", ", TESTED));
    }

    private String resource(String name) throws IOException {
        try (InputStream in = Contents.class.getResourceAsStream("run/" + name)) {
            if (in == null) {
                throw new AssertionError("bundle: no resource run/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void text(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void say(String part, String what) {
        out.println(String.format(Locale.ROOT, "%-10s %s", part, what));
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(p);
                }
            }
        }
    }
}
