package dev.ricci.cuda.driver;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.formula.Formula;
import java.lang.foreign.MemorySegment;
import jcuda.driver.CUresult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Faults, on the emulated device's second number, so that the first stays sound for other tests. */
class ContextTest {
    private Backend device;

    @BeforeEach
    void emulated() {
        assumeTrue(CudaUnderTest.isEmulated(), "only the emulated device is brought into such states");
        assumeTrue(Properties.count() > 1, "RICCI_EMULATOR_DEVICES=2 gives a second device to be spoilt");
    }

    private Backend second() {
        device = Devices.open("emulated", new DeviceOptions(0, 1));
        return device;
    }

    private static String message(Executable e) {
        return assertThrows(IllegalStateException.class, e).getMessage();
    }

    @Test
    void aWrongOrdinalNamesThoseThereAre() {
        int n = Properties.count();
        assertEquals("emulated: there is no device " + n + "; devices are 0 to " + (n - 1) + "; 'ricci devices' lists them",
                message(() -> Devices.open("emulated", new DeviceOptions(0, n))));
    }

    @Test
    void anOldDeviceIsToldOf() {
        Emulation.devices(Properties.count(), 61);
        try {
            String said = message(this::second);
            assertTrue(said.startsWith("cuda: device 1 (") && said.contains("has compute capability 6.1, and kernels need 7.5"), said);
        } finally {
            Emulation.devices(Properties.count(), 80);
        }
    }

    @Test
    void aDeviceInUseByOthersIsToldOf() {
        Emulation.fail("cuDevicePrimaryCtxRetain", CUresult.CUDA_ERROR_DEVICE_UNAVAILABLE, 0);
        String said = message(this::second);
        assertTrue(said.startsWith("cuda: device 1 (") && said.contains("used exclusively by another program")
                && said.contains("--device cuda:N"), said);
        second().close();
    }

    @Test
    void aFaultNamesTheLaunchAndLaterCallsSayHowToStartOver() {
        Backend d = second();
        View v = d.allocate(DType.FLOAT32, 100);
        d.map(Formula.of(1), v);
        View square = d.allocate(DType.FLOAT32, 64, 64);
        d.map(Formula.of(1), square);
        d.matmul(d.allocate(DType.FLOAT32, 64, 64), square, square, 1, 0); // now cuBLAS is open too
        d.finish();
        d.map(Formula.of(2), v);
        Emulation.fail("cuStreamSynchronize", CUresult.CUDA_ERROR_ILLEGAL_ADDRESS, 0);
        String first = message(d::finish);
        assertTrue(first.startsWith("cuda: the device's context is lost: CUDA_ERROR_ILLEGAL_ADDRESS")
                && first.contains("in map") && first.contains("--resume"), first);
        assertEquals(first, message(() -> d.map(Formula.of(3), v)));
        assertEquals(first, message(() -> d.read(v, MemorySegment.ofArray(new float[100]))));
        assertEquals(first, message(() -> d.allocate(DType.FLOAT32, 1 << 22)));
        d.close();
        d.close();
        Emulation.revive(1);
        try (Backend again = second()) {
            View w = again.allocate(DType.FLOAT32, 3);
            again.map(Formula.of(4), w);
            float[] back = new float[3];
            again.read(w, MemorySegment.ofArray(back));
            assertEquals(4, back[2]);
        }
    }

    @Test
    void aFailedCallThatLosesNothingIsToldOfAndWorkGoesOn() {
        try (Backend d = second()) {
            View v = d.allocate(DType.FLOAT32, 100);
            Emulation.fail("cuLaunchKernel", CUresult.CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES, 0);
            String said = message(() -> d.map(Formula.of(1), v));
            assertTrue(said.startsWith("cuda: launch of map") && said.contains("CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES"), said);
            d.map(Formula.of(1), v);
            d.finish();
        }
    }

    @Test
    void aDriverWithoutItsCompilerSaysWhatIsMissing() {
        try (Backend d = second()) {
            View v = d.allocate(DType.INT32, 100);
            Emulation.fail("cuModuleLoadData", CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND, 0);
            String said = message(() -> d.scan(dev.ricci.backend.Reduction.SUM, v, v, 0));
            assertTrue(said.contains("libnvidia-ptxjitcompiler") && said.contains("NVIDIA_DRIVER_CAPABILITIES"), said);
            d.scan(dev.ricci.backend.Reduction.SUM, v, v, 0);
            d.finish();
        }
    }

    @Test
    void aClosedDeviceSaysSo() {
        Backend d = second();
        View v = d.allocate(DType.FLOAT32, 100);
        d.close();
        assertEquals("cuda: the device has been closed; open it anew", message(() -> d.map(Formula.of(1), v)));
        assertEquals("cuda: the device has been closed; open it anew", message(d::finish));
    }
}
