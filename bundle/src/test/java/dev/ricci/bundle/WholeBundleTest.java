package dev.ricci.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole bundle, unpacked into an empty folder and run with an empty environment, without network where that can be had. It takes
 * minutes, so it runs only when it is told the archive:
 *
 * <pre>
 * ./ricci bundle
 * ./ricci mvn -pl bundle -am test -Dtest=WholeBundleTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dricci.bundle.archive=$PWD/ricci-bundle-linux-x86_64.tar.gz
 * </pre>
 */
@EnabledIfSystemProperty(named = "ricci.bundle.archive", matches = ".+", disabledReason = "takes minutes; see the comment of the class")
class WholeBundleTest {
    private static final List<String> EMPTY = List.of("env", "-i", "PATH=/usr/bin:/bin");

    @TempDir Path folder;

    @Test
    void itsTestsPassInAnEmptyEnvironment() throws IOException, InterruptedException {
        Path archive = Path.of(System.getProperty("ricci.bundle.archive"));
        assertTrue(Files.size(archive) <= Bundle.LIMIT, archive + " has " + Files.size(archive) + " bytes");
        assertEquals(0, run(List.of("tar", "xf", archive.toAbsolutePath().toString())));
        List<String> command = new ArrayList<>(EMPTY);
        List<String> lonely = List.of("unshare", "--map-root-user", "--net");
        if (run(Stream.concat(lonely.stream(), Stream.of("true")).toList()) == 0) {
            command.addAll(0, lonely);
        }
        command.addAll(List.of("ricci-bundle/run.sh", "tests", "--device", "emulated", "--quick"));
        int status = run(command);
        String report = report();
        assertEquals(0, status, report);
        assertTrue(report.contains("\n== devices\n") && report.contains("\n== tests\n"), report);
        assertTrue(report.matches("(?s).*\ntests: [1-9]\\d* passed, 0 failed, \\d+ skipped, in \\d+ classes\n.*"), report);
        assertTrue(report.endsWith("PASSED: all ran and nothing failed\n"), report);
    }

    /** In the empty folder, with what it says in a file there. */
    private int run(List<String> command) throws IOException, InterruptedException {
        File log = folder.resolve("log").toFile();
        try {
            return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start().waitFor();
        } catch (IOException e) {
            if (command.getFirst().equals("unshare")) {
                return -1; // this machine does not have it
            }
            throw e;
        }
    }

    private String report() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> reports = all.filter(p -> p.getFileName().toString().startsWith("ricci-report-")).toList();
            assertEquals(1, reports.size(), Files.readString(folder.resolve("log")));
            return Files.readString(reports.getFirst());
        }
    }
}
