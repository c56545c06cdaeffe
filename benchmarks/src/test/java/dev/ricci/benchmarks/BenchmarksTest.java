package dev.ricci.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.benchmarks.harness.Units;
import dev.ricci.benchmarks.soak.Soak;
import dev.ricci.data.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every suite runs through, on tiny sizes, and reports all its rows; wrong command lines end in one line. */
class BenchmarksTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir Path folder;

    private int run(String... args) {
        return Benchmarks.execute(new PrintWriter(out, true), new PrintWriter(errors, true), args);
    }

    @Test
    void allSuitesReportAllRows() throws IOException {
        Path file = folder.resolve("figures.json");
        assertEquals(0, run("--quick", "--threads", "2", "--json", file.toString()), errors::toString);
        Map<?, ?> all = (Map<?, ?>) Json.read(file);
        assertEquals(13, check(all, "products"));
        assertEquals(15, check(all, "elementwise"));
        assertEquals(6, check(all, "rows"));
        assertEquals(4, check(all, "step"));
        assertEquals(6, check(all, "scaling"));
        assertEquals(136, check(all, "language"));
        assertEquals(2L, all.get("threads"));
        assertEquals(1, out.toString().lines().filter(l -> l.startsWith("torch: left out")).count());
    }

    /** Every figure is a time; gives the number of rows. */
    private static int check(Map<?, ?> all, String suite) {
        List<?> rows = (List<?>) all.get(suite);
        for (Object each : rows) {
            Map<?, ?> row = (Map<?, ?>) each;
            assertTrue((double) row.get("oursSeconds") > 0, row::toString);
            assertEquals("".equals(row.get("other")), row.get("otherSeconds") == null, row::toString);
            assertNull(row.get("met"), "a quick run judges nothing");
        }
        return rows.size();
    }

    @Test
    void aShortSoakWatchesMemory() {
        Devices.use(Devices.open("cpu", DeviceOptions.DEFAULT));
        Soak.run(new PrintWriter(out), Duration.ofMillis(1)); // too short to judge, long enough to see
        String table = out.toString();
        assertTrue(table.contains("live"), table);
        assertTrue(table.lines().anyMatch(l -> l.matches(" +\\d+ s +1 .*MiB.*MiB.*MiB")), table);
        assertTrue(table.contains("over 1 epochs") || table.contains("memory grew"), table);
    }

    @Test
    void suitesAndRowsAreChosenByName() {
        assertEquals(0, run("rows", "--quick", "--threads", "1", "--only", "oftmax|largest"), errors::toString);
        assertTrue(out.toString().contains("logSoftmax 16 x 20"));
        assertTrue(out.toString().contains("largest of each row 16 x 20"));
        assertFalse(out.toString().contains("sum of all 16 x 20"));
        assertFalse(out.toString().contains("step 12-8-8-10"));
    }

    @Test
    void wrongCommandLinesEndInOneLineBeforeAnythingIsMeasured() {
        assertEquals(2, run("nonsense"));
        assertEquals(2, run("--threads", "-1"));
        assertEquals(2, run("--json", folder.resolve("none/f.json").toString()));
        assertEquals(2, run("--torch", folder.resolve("no-python").toString()));
        assertEquals(4, errors.toString().lines().count());
        assertTrue(errors.toString().contains("there is no suite 'nonsense'"));
    }

    @Test
    void whatIsNoPythonWithTorchIsRefused() throws IOException {
        Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\necho error no module named torch\n");
        assertTrue(python.toFile().setExecutable(true));
        assertEquals(2, run("--quick", "--torch", python.toString()));
        assertTrue(errors.toString().contains("no module named torch"), errors::toString);
    }

    @Test
    void microsecondsAreReadableWhereOnlyAsciiIs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Benchmarks.writer(new PrintStream(bytes, true, StandardCharsets.US_ASCII)).println(Units.seconds(1.5e-6));
        assertEquals("1.50 us", bytes.toString(StandardCharsets.US_ASCII).strip());
        bytes.reset();
        Benchmarks.writer(new PrintStream(bytes, true, StandardCharsets.UTF_8)).println(Units.seconds(1.5e-6));
        assertEquals("1.50 µs", bytes.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void theHelpFitsIntoEightyColumns() {
        assertEquals(0, run("--help"));
        List<String> examples = out.toString().lines().dropWhile(l -> !l.equals("Examples:")).skip(1).toList();
        assertTrue(examples.size() > 5, out.toString());
        for (String line : examples) {
            assertTrue(line.startsWith("  ricci bench"), "wrapped: " + line);
        }
    }
}
