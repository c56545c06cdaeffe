package dev.ricci.kernels;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every planted fault is found, and the message names the kernel and the cause. */
class EmulatorFaultsTest {
    private static final int INVALID_VALUE = 1;
    private static final int ILLEGAL_ADDRESS = 700;
    private static final int OUT_OF_RESOURCES = 701;
    private static final int TIMEOUT = 702;
    private static final int MISALIGNED_ADDRESS = 716;
    private static final int LAUNCH_FAILED = 719;
    private static final int N = 256;
    private static final boolean SANITIZE = Boolean.getBoolean("ricci.emulator.sanitize");

    private static EmulatedDriver driver;
    private static String source;

    private long module;
    private long y;

    @BeforeAll
    static void load() throws IOException {
        EmulatorPresent.check();
        driver = EmulatedDriver.load();
        source = Files.readString(Path.of("src/test/cuda/faults.cu"));
    }

    @BeforeEach
    void prepare() {
        driver.run("ricciEmulatorReset");
        module = driver.compile(source);
        y = driver.upload(new float[N]);
    }

    @AfterEach
    void back() {
        driver.run("ricciEmulatorOrder", 0);
        driver.run("ricciEmulatorDelayed", 0);
        driver.run("ricciEmulatorSeconds", 120.0);
        driver.run("ricciEmulatorReset");
    }

    private int launch(String kernel, int grid, int block, int dynamic, Object... arguments) {
        return driver.launch(driver.function(module, kernel), grid, block, dynamic, 0, arguments);
    }

    /** The launch gives this code, the message has these parts, and the context is lost. */
    private void fails(int code, int given, String... parts) {
        String message = driver.message();
        assertEquals(code, given, message);
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "no '" + part + "' in: " + message);
        }
        assertEquals(code, driver.call("cuCtxSynchronize"), "the context is lost");
        assertEquals(code, driver.call("cuMemAlloc_v2", EmulatedDriver.ARENA.allocate(8), 4L));
        assertEquals(message, driver.message(), "later calls give the same reason");
        assertEquals(0, driver.call("cuDevicePrimaryCtxReset_v2", 0));
        assertEquals(0, driver.call("cuCtxSynchronize"), "a reset starts over");
    }

    @Test
    void aRightKernelIsNoFault() {
        assertEquals(0, launch("fill_ok", 2, N, 0, y, N), driver::message);
        assertEquals(1f, driver.download(y, N)[N - 1]);
    }

    @Test
    void writePastTheEnd() {
        String cause = SANITIZE ? "use-after-poison" : "write 0 bytes past the end of a device allocation of 1024 bytes";
        fails(ILLEGAL_ADDRESS, launch("write_past_end", 2, N, 0, y, N), "kernel write_past_end", cause);
    }

    @Test
    void writeBeforeTheStart() {
        String cause = SANITIZE ? "use-after-poison" : "write before the start of a device allocation of 1024 bytes";
        fails(ILLEGAL_ADDRESS, launch("write_before_start", 1, N, 0, y, N), "kernel write_before_start", cause);
    }

    @Test
    void writeThroughAStructure() {
        long function = driver.function(module, "write_through_struct");
        var views = EmulatedDriver.ARENA.allocateFrom(JAVA_LONG, N, y);
        var table = EmulatedDriver.ARENA.allocateFrom(ADDRESS, views);
        var none = EmulatedDriver.pointer(0);
        int code = driver.call("cuLaunchKernel", EmulatedDriver.pointer(function), 2, 1, 1, N, 1, 1, 0, none, table, none);
        fails(ILLEGAL_ADDRESS, code, "kernel write_through_struct");
    }

    @Test
    void readPastTheEnd() {
        long x = driver.upload(new float[N]);
        int code = launch("read_past_end", 1, N, 0, x, y, N);
        if (SANITIZE) {
            fails(ILLEGAL_ADDRESS, code, "kernel read_past_end", "use-after-poison");
        } else {
            assertEquals(0, code);
            assertTrue(Float.isNaN(driver.download(y, N)[N - 1]), "what lies past the end is NaN");
        }
    }

    @Test
    void memoryThatNobodyWroteIsNaN() {
        for (float value : driver.download(driver.allocate(4L * N), N)) {
            assertTrue(Float.isNaN(value));
        }
    }

    @Test
    void writeFarAway() {
        int code = launch("write_far_away", 1, N, 0, y, N);
        String place = "399998976 bytes past the end of a device allocation of 1024 bytes";
        fails(ILLEGAL_ADDRESS, code, "kernel write_far_away, block (0,0,0), thread (0,0,0): write to the illegal address", place);
    }

    @Test
    void readOfFourFromAnOddPlace() {
        long x = driver.upload(new float[N]);
        fails(MISALIGNED_ADDRESS, launch("read_unaligned", 1, 1, 0, x, y), "kernel read_unaligned, block (0,0,0), thread (0,0,0)", "multiple");
    }

    @Test
    void readOfNull() {
        String cause = "thread (0,0,0): read of the illegal address 0x0";
        fails(ILLEGAL_ADDRESS, launch("read_null", 1, 1, 0, 0L, y), "kernel read_null", cause);
    }

    @Test
    void freedMemoryAsArgument() {
        driver.ok("cuMemFree_v2", y);
        int code = launch("fill_ok", 1, N, 0, y, N);
        fails(ILLEGAL_ADDRESS, code, "kernel fill_ok: argument 0", "0 bytes into freed memory, once a device allocation of 1024 bytes");
    }

    @Test
    void hostMemoryAsArgument() {
        long host = EmulatedDriver.ARENA.allocate(1024).address();
        fails(ILLEGAL_ADDRESS, launch("fill_ok", 1, N, 0, host, N), "kernel fill_ok: argument 0 is no address of live device memory");
    }

    @Test
    void divergentBarrier() {
        fails(LAUNCH_FAILED, launch("divergent_barrier", 1, 32, 0, y), "kernel divergent_barrier", "different __syncthreads", "test.cu:",
                "test.cu:" + line("y[0] = 1.f;", -1), "test.cu:" + line("y[1] = 2.f;", -1));
    }

    @Test
    void partialBarrier() {
        int line = line("if (threadIdx.x < 16) __syncthreads();", 0);
        fails(LAUNCH_FAILED, launch("partial_barrier", 1, 32, 0, y), "kernel partial_barrier",
                "deadlock: 16 threads wait at __syncthreads (test.cu:" + line, "16 at a warp operation");
    }

    @Test
    void divergentShuffle() {
        fails(LAUNCH_FAILED, launch("divergent_shuffle", 1, 32, 0, y), "kernel divergent_shuffle", "different warp operations");
    }

    @Test
    void laneOutsideItsMask() {
        fails(LAUNCH_FAILED, launch("lane_outside_mask", 1, 32, 0, y), "kernel lane_outside_mask", "lane 16", "not in its mask 0000ffff");
    }

    @Test
    void raceByAMissingBarrier() {
        // Reversed first: under AddressSanitizer shared memory keeps what the last launch left there.
        driver.run("ricciEmulatorOrder", 1);
        assertEquals(0, launch("race", 1, N, 0, y));
        float[] down = driver.download(y, N);
        driver.run("ricciEmulatorOrder", 0);
        assertEquals(0, launch("race", 1, N, 0, y));
        float[] up = driver.download(y, N);
        assertFalse(Arrays.equals(up, down), "the reversed order of threads gives another result");
    }

    @Test
    void sharedMemoryThatNobodyWrote() {
        Assumptions.assumeFalse(SANITIZE, "AddressSanitizer's own shared arrays are not filled with NaN");
        assertEquals(0, launch("shared_not_written", 1, N, 0, y));
        assertTrue(Float.isNaN(driver.download(y, N)[N - 1]));
    }

    @Test
    void sharedMemoryPastTheEnd() {
        Assumptions.assumeTrue(SANITIZE, "only AddressSanitizer guards static shared arrays");
        fails(ILLEGAL_ADDRESS, launch("shared_past_end", 1, 32, 0, y), "kernel shared_past_end", "global-buffer-overflow");
    }

    @Test
    void dynamicSharedMemoryPastTheEnd() {
        String cause = SANITIZE ? "heap-buffer-overflow" : "write past the end of the dynamic shared memory (1024 bytes)";
        fails(ILLEGAL_ADDRESS, launch("dynamic_past_end", 1, N, 4 * N, y), "kernel dynamic_past_end", cause);
    }

    @Test
    void endlessLoop() {
        driver.run("ricciEmulatorSeconds", 0.3);
        fails(TIMEOUT, launch("endless", 1, 32, 0, y), "kernel endless", "still running after 0.3 s");
    }

    @Test
    void waitForAnotherBlock() {
        driver.run("ricciEmulatorSeconds", 0.3);
        fails(TIMEOUT, launch("spin_on_other_block", 2, 1, 0, y), "kernel spin_on_other_block, block (0,0,0)", "still running");
    }

    @Test
    void divisionByZero() {
        fails(LAUNCH_FAILED, launch("divide_by_zero", 1, 32, 0, y, 0), "kernel divide_by_zero", "integer division by zero");
    }

    @Test
    void tooMuchStack() {
        fails(LAUNCH_FAILED, launch("deep_stack", 1, 4, 0, y, 160_000), "kernel deep_stack", "KiB of stack");
    }

    @Test
    void missingSynchronisation() {
        // A non-blocking stream works, and a synchronous copy on the legacy stream does not wait for it.
        long stream = driver.handle("cuStreamCreate", 1);
        long fill = driver.function(module, "fill_ok");
        assertEquals(0, driver.launch(fill, 1, N, 0, stream, y, N));
        assertEquals(1f, driver.download(y, N)[0], "by luck");
        driver.ok("cuMemsetD32_v2", y, 0, (long) N);
        driver.run("ricciEmulatorDelayed", 1);
        assertEquals(0, driver.launch(fill, 1, N, 0, stream, y, N));
        assertEquals(0f, driver.download(y, N)[0], "not yet there");
        driver.ok("cuStreamSynchronize", EmulatedDriver.pointer(stream));
        assertEquals(1f, driver.download(y, N)[0]);
    }

    @Test
    void launchesOutsideTheLimitsAreRefusedAndLoseNothing() {
        assertEquals(OUT_OF_RESOURCES, launch("bounded", 1, 65, 0, y));
        assertEquals("kernel bounded: block (65,1,1) exceeds its bound of 64 threads", driver.message());
        assertEquals(INVALID_VALUE, launch("fill_ok", 1, 1025, 0, y, N));
        assertEquals(INVALID_VALUE, launch("fill_ok", 0, 1, 0, y, N));
        assertEquals(INVALID_VALUE, launch("dynamic_past_end", 1, 1, 49153, y));
        assertTrue(driver.message().contains("49153 bytes of dynamic shared memory, it may have 49152"), driver.message());
        var function = EmulatedDriver.pointer(driver.function(module, "fill_ok"));
        assertEquals(INVALID_VALUE, driver.call("cuFuncSetAttribute", function, 8, 65537));
        assertEquals(0, driver.call("cuCtxSynchronize"));
    }

    /** The number of the line of the source that holds this text, counted from 1. */
    private static int line(String text, int offset) {
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1 + offset;
            }
        }
        throw new AssertionError(text);
    }
}
