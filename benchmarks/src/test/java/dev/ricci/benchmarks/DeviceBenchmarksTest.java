package dev.ricci.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.data.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites of the CUDA device run through on the emulated one, at tiny sizes; skipped with a line where there is no g++. */
class DeviceBenchmarksTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir Path folder;

    /** One process has one emulated device, which is to count. */
    @BeforeAll
    static void build() {
        System.setProperty("ricci.emulator.count", "true");
        try {
            Devices.open("emulated", DeviceOptions.DEFAULT).close();
        } catch (IllegalStateException e) {
            System.err.println("benchmarks of the CUDA device are skipped: " + e.getMessage());
            abort(e.getMessage());
        }
    }

    private int run(String... args) {
        return Benchmarks.execute(new PrintWriter(out, true), new PrintWriter(errors, true), args);
    }

    private Map<?, ?> figures(String... args) throws IOException {
        Path file = folder.resolve("figures.json");
        String[] all = Stream.concat(Stream.of(args), Stream.of("--quick", "--threads", "2", "--json", file.toString()))
                .toArray(String[]::new);
        assertEquals(0, run(all), errors::toString);
        return (Map<?, ?>) Json.read(file);
    }

    private static Map<?, ?> row(Map<?, ?> all, String suite, String what) {
        List<?> rows = (List<?>) all.get(suite);
        return rows.stream().map(r -> (Map<?, ?>) r).filter(r -> r.get("what").equals(what)).findFirst()
                .orElseThrow(() -> new AssertionError(what + " is not in " + rows));
    }

    private static double number(Map<?, ?> row, String name) {
        return ((Number) row.get(name)).doubleValue();
    }

    @Test
    void overheadIsTotalLessDriver() throws IOException {
        Map<?, ?> all = figures("overhead");
        assertEquals(10, ((List<?>) all.get("overhead")).size());
        Map<?, ?> add = row(all, "overhead", "add of 16");
        assertEquals(1, number(add, "launches"));
        assertTrue(number(add, "hostSeconds") > 0, add::toString);
        assertTrue(number(add, "totalSeconds") >= number(add, "driverSeconds"), add::toString);
        Map<?, ?> step = row(all, "overhead", "step 12-8-8-10, batch 8");
        assertTrue(number(step, "launches") > 20, step::toString);
        assertEquals(1, number(row(all, "overhead", "step 12-8-8-10, batch 8, recorded"), "launches"), "a graph is one launch");
    }

    @Test
    void bytesAreCountedAccessByAccess() throws IOException {
        assumeTrue(System.getProperty("ricci.emulator", "").isBlank(), "libraries built before do not count");
        Map<?, ?> all = figures("bytes");
        Map<?, ?> add = row(all, "bytes", "map add 24 x 40");
        assertEquals(8 * 24 * 40, number(add, "readBytes"));
        assertEquals(4 * 24 * 40, number(add, "writtenBytes"));
        assertEquals(number(add, "floorBytes"), number(add, "touchedBytes"), "24 x 40 floats are whole sectors");
        for (Object each : (List<?>) all.get("bytes")) {
            Map<?, ?> moved = (Map<?, ?>) each;
            double asked = number(moved, "readBytes") + number(moved, "writtenBytes");
            assertTrue(asked >= 0.99 * number(moved, "floorBytes"), () -> "less than the floor: " + moved);
            assertFalse(((Map<?, ?>) moved.get("launches")).isEmpty(), moved::toString);
        }
    }

    @Test
    void theSuiteOfAGpuRunsThrough() throws IOException {
        Map<?, ?> all = figures("gpu", "--device", "emulated");
        List<?> rows = (List<?>) all.get("gpu");
        assertTrue(out.toString().contains("products: cuBLAS"), out::toString);
        for (String what : List.of("product 48 x 48", "product 48 x 48, TF32", "product 48 x 48, float64", "64 of 48 x 48",
                "exp of 4096, compiled", "exp of 4096, interpreted", "softmax 24 x 40", "Adam of 4096 parameters",
                "step 12-8-8-10, batch 8, recorded")) {
            assertTrue(number(row(all, "gpu", what), "oursSeconds") > 0);
        }
        assertTrue(rows.stream().anyMatch(r -> "CPU, 2 threads".equals(((Map<?, ?>) r).get("other"))));
    }

    @Test
    void factorisationsOfAGpuRunThrough() throws IOException {
        List<?> rows = (List<?>) figures("gpu-factors", "--device", "emulated").get("gpu-factors");
        int factorisations = 8 * 5 + 4 + 8 + 8 * 4;
        int pcaMethods = 3;
        assertEquals(factorisations + pcaMethods, rows.size(), out::toString);
    }

    @Test
    void suitesOfTheCpuRunOnOtherDevices() throws IOException {
        Map<?, ?> all = figures("elementwise", "rows", "step", "products", "--device", "emulated");
        assertEquals("copy on the device", row(all, "elementwise", "exp of 1,000").get("other"));
        assertEquals("copy on the device", row(all, "rows", "softmax 16 x 20").get("other"));
        assertEquals("", row(all, "products", "32 x 32").get("other"));
    }

    @Test
    void whatDoesNotFitTheDeviceEndsInOneLine() {
        assertEquals(2, run("overhead", "--device", "cpu"));
        assertEquals(2, run("gpu", "--device", "emulated"));
        assertEquals(2, run("scaling", "--device", "emulated", "--quick"));
        assertEquals(2, run("rows", "--device", "tpu"));
        assertEquals(2, run("gpu", "--device", "cpu"));
        assertEquals(5, errors.toString().lines().count(), errors::toString);
        assertTrue(errors.toString().contains("add --quick"), errors::toString);
    }

    /** A process that has the emulated driver cannot open a real one: the reason is one line, whichever it is. */
    @Test
    void aDeviceThatIsMissingEndsInOneLine() {
        Devices.use(null);
        int code = run("gpu", "--quick");
        if (code != 0) {
            assertEquals(1, code);
            assertEquals(1, errors.toString().lines().count(), errors::toString);
            assertTrue(errors.toString().startsWith("ricci bench: cuda: "), errors::toString);
        }
    }

    @Test
    void torchWithoutCudaIsLeftOutWithALine() throws IOException {
        Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\necho lacks torch 9 sees no CUDA device\n");
        assertTrue(python.toFile().setExecutable(true));
        assertEquals(0, run("overhead", "--quick", "--only", "gather", "--torch", python.toString()), errors::toString);
        assertTrue(out.toString().contains("torch: left out: torch 9 sees no CUDA device"), out::toString);
    }
}
