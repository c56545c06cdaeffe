package dev.ricci.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The modules of the runtime are those that the classes name, no more and no fewer. */
class JavaRuntimeTest {
    /** What jdeps cannot see: JUnit and JMH, whose optional parts name half of the JDK. */
    private static final List<String> OTHERS = List.of("java.logging", "jdk.unsupported");

    @Test
    void aJdkWithoutTheToolSaysWhatToDo() {
        String said = assertThrows(IllegalStateException.class, () -> JavaRuntime.find("no-such-tool")).getMessage();
        assertEquals(1, said.lines().count());
        assertTrue(said.contains("has no no-such-tool; point RICCI_JAVA_HOME at a full JDK"), said);
    }

    @Test
    void everyModuleThatOurClassesNeedIsInTheListAndNoOther() {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElse(null);
        assumeTrue(jdeps != null, "this JDK has no jdeps");
        List<String> args = new ArrayList<>(List.of("--multi-release", String.valueOf(Runtime.version().feature()),
                "--ignore-missing-deps", "--print-module-deps"));
        for (String module : List.of("cuda-kernels", "engine", "demos", "benchmarks", "bundle")) {
            args.add(Path.of("..", module, "target", "classes").toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        assertEquals(0, jdeps.run(out, out, args.toArray(String[]::new)), said::toString);
        List<String> found = List.of(said.toString().strip().split(","));
        TreeSet<String> wanted = new TreeSet<>(found);
        wanted.addAll(OTHERS);
        assertEquals(wanted, new TreeSet<>(JavaRuntime.MODULES));
        assertFalse(found.contains("java.desktop"));
    }
}
