package dev.ricci.bundle.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.bundle.run.FakeBundle.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script on the other machine: its options, where the report goes, what it ends with. Java is a script here. */
@EnabledOnOs(OS.LINUX)
class RunShTest {
    @TempDir Path folder;

    private FakeBundle bundle;

    @BeforeEach
    void make() throws IOException {
        bundle = new FakeBundle(Files.createDirectories(folder.resolve("a bundle"))).java();
        Files.writeString(bundle.folder.resolve("tests/one.jar"), "");
        Files.writeString(bundle.folder.resolve("tests/two.jar"), "");
    }

    /** The classes that were started, in this order. */
    private List<String> started() throws IOException {
        return bundle.calls().stream().map(c -> c.replaceAll(".* dev\\.ricci\\.([\\w.]+).*", "$1")).toList();
    }

    @Test
    void theShellCanReadIt() throws IOException, InterruptedException {
        Process sh = new ProcessBuilder("/bin/sh", "-n", bundle.folder.resolve("run.sh").toString()).inheritIO().start();
        assertEquals(0, sh.waitFor());
    }

    @Test
    void allMeansDevicesThenTestsOfEachModuleThenBenchmarks() throws IOException, InterruptedException {
        Ended run = bundle.run("--device", "emulated"); // which this bundle does not have: the processor alone is measured
        assertEquals(0, run.status(), run::said);
        assertEquals(List.of("demos.Main", "bundle.run.Usable", "bundle.run.RunTests", "bundle.run.RunTests", "bundle.run.Totals",
                "benchmarks.Benchmarks"), started());
        assertTrue(bundle.calls().get(2).contains("/tests/one.jar -ea -Dricci.cuda.factor=kernels dev.ricci"), () -> "the tests are on the class path");
        assertTrue(bundle.calls().get(2).endsWith(" full 0 "));
        String report = bundle.report();
        assertTrue(report.startsWith("Ricci on "), report);
        assertTrue(report.contains("commit of this test\n"), report);
        assertTrue(report.endsWith("PASSED: all ran and nothing failed\n"), report);
        assertTrue(run.said().contains("The report is " + bundle.started().toRealPath()), run::said);
    }

    @Test
    void oneOfBothAndAllOptionsAreHandedOn() throws IOException, InterruptedException {
        Files.createDirectories(bundle.folder.resolve("emulator"));
        assertEquals(0, bundle.run("--quick", "tests", "--device", "emulated", "--only", "Op Cases").status());
        assertEquals(List.of("demos.Main", "bundle.run.Usable", "bundle.run.RunTests", "bundle.run.RunTests", "bundle.run.Totals"), started());
        String call = bundle.calls().get(2);
        assertTrue(call.contains(" -Dricci.test.device=emulated ") && call.endsWith(" quick 0 Op Cases"), call);
        assertTrue(call.contains(" -Dricci.emulator=" + bundle.folder.toRealPath() + "/emulator "), call);
    }

    @Test
    void aDeviceThatWasAskedForAndIsNotThereFailsBeforeAnyTest() throws IOException, InterruptedException {
        bundle.java("case \"$*\" in *Usable*) echo no such driver; exit 1 ;; esac");
        Ended run = bundle.run("tests", "--device", "cuda");
        assertEquals(1, run.status(), run::said);
        assertEquals(List.of("demos.Main", "bundle.run.Usable"), started());
        assertTrue(bundle.report().contains("no such driver\n") && bundle.report().endsWith("FAILED: see above\n"), bundle.report());
    }

    @Test
    void benchmarksAloneTestNothing() throws IOException, InterruptedException {
        assertEquals(0, bundle.run("benchmarks", "--quick", "--device=cuda").status());
        assertEquals(List.of("demos.Main", "benchmarks.Benchmarks", "benchmarks.Benchmarks"), started());
        assertTrue(bundle.calls().get(1).contains("Benchmarks gpu --device cuda --quick"), bundle.calls()::toString);
        assertTrue(bundle.calls().getLast().contains("Benchmarks products elementwise rows step scaling --quick"), bundle.calls()::toString);
        assertFalse(bundle.report().contains("== tests"));
    }

    @Test
    void theEmulatedDeviceIsMeasuredByWhatCanBeCounted() throws IOException, InterruptedException {
        Files.createDirectories(bundle.folder.resolve("emulator"));
        assertEquals(0, bundle.run("benchmarks", "--device=emulated").status());
        assertTrue(bundle.calls().get(1).contains("Benchmarks overhead"), bundle.calls()::toString);
        assertTrue(bundle.calls().get(2).contains("Benchmarks gpu --device emulated --quick"), bundle.calls()::toString);
        assertEquals(4, bundle.calls().size());
    }

    @Test
    void wrongWordsEndInOneLineAndStartNothing() throws IOException, InterruptedException {
        for (String[] args : new String[][] {{"nonsense"}, {"--device"}, {"--device", "gpu"}, {"tests", "benchmarks"}, {"--quik"}, {"--only"}}) {
            Ended run = bundle.run(args);
            assertEquals(2, run.status(), run::said);
            assertEquals(1, run.said().lines().count(), run::said);
        }
        assertEquals(List.of(), bundle.calls());
        assertEquals(0, bundle.run("--help").status());
    }

    @Test
    void whereTheCurrentFolderCannotBeWrittenTheReportLiesBesideTheScript() throws IOException, InterruptedException {
        Ended run = bundle.end(bundle.start(Path.of("/proc"), "tests"));
        assertEquals(0, run.status(), run::said);
        assertTrue(FakeBundle.report(bundle.folder).contains("PASSED"));
    }

    @Test
    void whatFailsIsSaidAtTheEnd() throws IOException, InterruptedException {
        bundle.java("case $* in *Benchmarks*) echo broken; exit 1;; esac");
        Ended run = bundle.run();
        assertEquals(1, run.status(), run::said);
        assertTrue(bundle.report().contains("broken\n"), bundle.report());
        assertTrue(bundle.report().endsWith("FAILED: see above\n"), bundle.report());
    }

    @Test
    void testsThatDoNotStartFailOnceAndTheNextModuleIsTried() throws IOException, InterruptedException {
        bundle.java("case $* in *one.jar*) exit 134;; esac");
        assertEquals(1, bundle.run("tests").status());
        assertTrue(bundle.report().contains("  FAILED  the tests of one did not start (status 134)\n"), bundle.report());
        assertEquals(4, started().size());
    }

    @Test
    void aRuntimeThatCannotRunHereIsToldInOneLine() throws IOException, InterruptedException {
        Files.writeString(bundle.folder.resolve("runtime/bin/java"), "no program\n");
        Ended run = bundle.run();
        assertEquals(1, run.status());
        assertTrue(run.said().contains("the bundle is for Linux x86-64"), run::said);
    }

    @Test
    void anInterruptedRunKeepsWhatWasDone() throws IOException, InterruptedException {
        bundle.java("case $* in *Main*) echo a device;; *one.jar*) touch '" + folder.resolve("busy") + "'; sleep 2; exit 143;; esac");
        Process run = bundle.start(bundle.started());
        while (run.isAlive() && !Files.exists(folder.resolve("busy"))) {
            Thread.sleep(20);
        }
        run.toHandle().destroy();
        assertEquals(130, bundle.end(run).status());
        assertEquals(List.of("demos.Main", "bundle.run.RunTests", "bundle.run.Totals"), started());
        assertTrue(bundle.report().contains("a device\n"), bundle.report());
        assertTrue(bundle.report().endsWith("INTERRUPTED: what is above is what was done\n"), bundle.report());
    }
}
