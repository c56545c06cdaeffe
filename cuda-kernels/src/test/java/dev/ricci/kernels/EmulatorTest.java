package dev.ricci.kernels;

import static dev.ricci.kernels.EmulatedDriver.ARENA;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The emulated device is built from the sources in the jar and runs the kernels that the checked-in PTX names. */
class EmulatorTest {
    private static EmulatedDriver driver;

    @BeforeAll
    static void load() {
        EmulatorPresent.check();
        driver = EmulatedDriver.load();
    }

    @Test
    void theDeviceSaysWhatItIs() {
        MemorySegment name = ARENA.allocate(100);
        driver.ok("cuDeviceGetName", name, 100, 0);
        assertEquals("Ricci emulated device", name.getString(0));
        MemorySegment value = ARENA.allocate(JAVA_INT);
        driver.ok("cuDriverGetVersion", value);
        assertEquals(13000, value.get(JAVA_INT, 0));
        driver.ok("cuDeviceGetAttribute", value, 10, 0);
        assertEquals(32, value.get(JAVA_INT, 0), "warp size");
    }

    @Test
    void scaleAddIsRight() {
        int n = 10_000;
        float[] x = new float[n];
        float[] y = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = i;
            y[i] = 0.5f * i;
        }
        long dx = driver.upload(x);
        long dy = driver.upload(y);
        long function = driver.function(driver.module(Kernels.ptx("scaleAdd")), "scaleAdd");
        assertEquals(0, driver.launch(function, 3, 256, 0, 0, 2f, dx, dy, (long) n), driver::message);
        float[] result = driver.download(dy, n);
        for (int i = 0; i < n; i++) {
            assertEquals(2.5f * i, result[i]);
        }
        driver.ok("cuMemFree_v2", dx);
        driver.ok("cuMemFree_v2", dy);
    }

    @Test
    void everyPtxHasTheKernelsAndTheParametersOfItsSource() throws IOException {
        for (Path source : Sources.kernels(Path.of("src/main/cuda"))) {
            String ptx = Kernels.ptx(Sources.name(source));
            long module = driver.module(ptx);
            MemorySegment count = ARENA.allocate(JAVA_INT);
            driver.ok("cuModuleGetFunctionCount", count, EmulatedDriver.pointer(module));
            String inSource = Sources.name(source) + ": kernels in the source, as g++ reads it, and in the PTX";
            String library = driver.folder().resolve("kernels/" + Sources.name(source) + ".so").toString();
            assertEquals(driver.count("ricciEmulatorKernels", EmulatedDriver.text(library)), count.get(JAVA_INT, 0), inSource);
            driver.ok("cuModuleUnload", EmulatedDriver.pointer(module));
        }
    }

    @Test
    void whatIsNotEmulatedSaysSo() {
        assertEquals(801, driver.call("cuArray3DCreate_v2", MemorySegment.NULL, MemorySegment.NULL));
        assertEquals("cuArray3DCreate_v2 is not emulated", driver.message());
        assertEquals(15, driver.call("cublasZgemm_v2"));
        assertEquals("cublasZgemm_v2 is not emulated", driver.message());
    }

    @Test
    void aStalePtxIsRefused() {
        String stale = Kernels.ptx("scaleAdd").replace(".param .u64 scaleAdd_param_3", ".param .u32 scaleAdd_param_3");
        assertEquals(200, driver.call("cuModuleLoadData", ARENA.allocate(8), EmulatedDriver.text(stale)));
        assertTrue(driver.message().startsWith("kernel scaleAdd: its parameters have 4 8 8 4 bytes in the PTX and 4 8 8 8 in the sources"));
    }
}
