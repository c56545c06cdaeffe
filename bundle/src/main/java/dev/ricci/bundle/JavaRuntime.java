package dev.ricci.bundle;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/** The part of this JDK that a bundle needs, cut out by jlink. */
final class JavaRuntime {
    /** What our classes, JMH and JUnit need; what each brings along is not named. A test compares it with what jdeps finds. */
    static final List<String> MODULES = List.of(
            "java.base",
            "java.logging", // JUnit
            "java.net.http", // the download of data sets
            "jdk.incubator.vector", // the CPU's loops
            "jdk.management", // load of the machine and memory of the process; brings java.management
            "jdk.unsupported"); // JMH, and signals for the demos

    private final ToolProvider jlink;

    private JavaRuntime(ToolProvider jlink) {
        this.jlink = jlink;
    }

    /** @throws IllegalStateException where this JDK has no jlink */
    static JavaRuntime find() {
        return find("jlink");
    }

    static JavaRuntime find(String tool) {
        return new JavaRuntime(ToolProvider.findFirst(tool).orElseThrow(() -> new IllegalStateException("the JDK in "
                + System.getProperty("java.home") + " has no " + tool + "; point RICCI_JAVA_HOME at a full JDK (https://adoptium.net)")));
    }

    /** Writes the runtime into a folder that does not exist yet. */
    void write(Path folder) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        // Not compressed by jlink: the archive does that once, and better.
        int status = jlink.run(out, out, "--add-modules", String.join(",", MODULES), "--strip-debug", "--no-header-files",
                "--no-man-pages", "--compress", "zip-0", "--output", folder.toString());
        if (status != 0) {
            throw new IllegalStateException("jlink of " + System.getProperty("java.home") + " failed: " + said.toString().strip());
        }
    }
}
