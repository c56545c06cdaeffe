package dev.ricci.bundle.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.bundle.run.FakeBundle.Ended;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script with a real Java and test classes that pass, fail, are skipped, hang, and end the JVM. */
@EnabledOnOs(OS.LINUX)
class RunTestsTest {
    private static final String MIXED = """
            public class MixedTest {
                @Test void passes() {}
                @Test void fails() { Assertions.assertEquals(3, 4, "three apples"); }
                @Test void isSkipped() { Assumptions.assumeTrue(false, "no apples here"); }
            }
            """;
    private static final String DIES = "public class DiesTest { @Test void dies() { Runtime.getRuntime().halt(7); } }";
    private static final String HANGS = "public class HangsTest { @Test void hangs() throws Exception { Thread.sleep(60_000); } }";
    private static final String LAST = "public class LastTest { @Test void passes() {} }";
    private static final String NAMED = "public class NamedLikeATest {}";

    @TempDir Path folder;

    /** JUnit would warn of each that leads out of its folder. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    /** A bundle of what is on the class path of this JVM, with test classes compiled here. */
    private FakeBundle bundle(String... sources) throws IOException {
        FakeBundle bundle = new FakeBundle(Files.createDirectories(folder.resolve("bundle")));
        Files.createSymbolicLink(bundle.folder.resolve("runtime"), Path.of(System.getProperty("java.home")));
        int number = 0;
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(part);
            Path to = bundle.folder.resolve("lib").resolve(number++ + ".jar");
            if (Files.isDirectory(from)) {
                jar(from, to);
            } else if (Files.exists(from)) {
                Files.createSymbolicLink(to, from);
            }
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        for (String source : sources) {
            compile(source, classes);
        }
        jar(classes, bundle.folder.resolve("tests/sample.jar"));
        return bundle;
    }

    private void compile(String source, Path classes) throws IOException {
        String name = source.replaceFirst("(?s)public class (\\w+).*", "$1").strip();
        Path file = folder.resolve(name + ".java");
        Files.writeString(file, "package dev.ricci.sample;\nimport org.junit.jupiter.api.*;\n" + source);
        var said = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, said, said, "-nowarn", "-proc:none", "-cp",
                System.getProperty("java.class.path"), "-d", classes.toString(), file.toString());
        assertEquals(0, status, said::toString);
    }

    private static void jar(Path content, Path to) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to)); Stream<Path> files = Files.walk(content)) {
            for (Path p : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(content.relativize(p).toString()));
                Files.copy(p, out);
            }
        }
    }

    @Test
    void aTestThatEndsTheJvmOrHangsCostsNoOther() throws IOException, InterruptedException {
        FakeBundle bundle = bundle(MIXED, DIES, HANGS, LAST, NAMED);
        bundle.environment("RICCI_JAVA_OPTS", "-Dricci.bundle.limit=3");
        Ended run = bundle.run("tests");
        assertEquals(1, run.status(), run::said);
        String report = bundle.report();
        for (String wanted : List.of(
                "== devices\n",
                "  FAILED  dev.ricci.sample.DiesTest: the JVM ended with status 7 in this class; going on with the next\n",
                "  dev.ricci.sample.HangsTest took more than 3 s; what its threads were doing:\n",
                "dev.ricci.sample.HangsTest.hangs(HangsTest.java:3)\n",
                "  FAILED  dev.ricci.sample.HangsTest: the JVM ended with status 124 in this class; going on with the next\n",
                "  FAILED    sample 4/5  dev.ricci.sample.MixedTest: 1 passed, 1 failed, 1 skipped, ",
                "      fails()\n          org.opentest4j.AssertionFailedError: three apples ==> expected: <3> but was: <4>\n",
                "      skipped isSkipped(): Assumption failed: no apples here\n",
                "  ok        sample 3/5  dev.ricci.sample.LastTest: 1 passed, ",
                "tests: 2 passed, 3 failed, 1 skipped, in 5 classes\n",
                "FAILED: see above\n")) {
            assertTrue(report.contains(wanted), () -> wanted + " is missing in\n" + report);
        }
        assertFalse(report.contains("NamedLikeATest"), report);
    }

    @Test
    void whereAllThatIsChosenPassesItEndsWithZero() throws IOException, InterruptedException {
        FakeBundle bundle = bundle(LAST, DIES);
        Ended run = bundle.run("tests", "--only", "lasttest");
        assertEquals(0, run.status(), run::said);
        assertTrue(bundle.report().contains("tests: 1 passed, 0 failed, 0 skipped, in 1 class\n"), bundle.report());
    }
}
