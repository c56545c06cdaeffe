package dev.ricci.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.cuda.CudaUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is alive at a device's end is told where it is wanted, once. */
class LeakReportTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private void listen(String wanted) {
        System.setProperty("ricci.leaks", wanted);
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.clearProperty("ricci.leaks");
        System.setErr(before);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void nobodyAskedNothingIsSaid() {
        listen("false");
        new LeakReport(() -> "alive").close();
        assertEquals("", said());
    }

    @Test
    void itIsSaidOnce() {
        listen("true");
        LeakReport report = new LeakReport(() -> "alive");
        report.close();
        report.close();
        assertEquals("alive", said());
    }

    @Test
    void theCpuTells() {
        listen("true");
        tells(Devices.open("cpu", DeviceOptions.DEFAULT), "cpu: 1 buffers in use, 4.0 KiB");
    }

    @Test
    void theGpuTells() {
        String name = CudaUnderTest.device().name();
        listen("true");
        tells(Devices.open(name, DeviceOptions.DEFAULT), "cuda: 1 blocks in use, 4.0 KiB");
    }

    private void tells(Backend device, String line) {
        try (Scope _ = Scope.open()) {
            device.allocate(DType.FLOAT32, 1000);
            device.close();
        }
        assertEquals(line, said().lines().findFirst().orElse(""));
        assertTrue(said().contains("KiB") && said().contains(" from "), said());
    }
}
