package dev.ricci.kernels;

import static dev.ricci.kernels.EmulatedDriver.ARENA;
import static dev.ricci.kernels.EmulatedDriver.pointer;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams, events, captures and graphs, with the real driver's rules about what may be mixed. */
class EmulatorStreamsTest {
    private static final int NON_BLOCKING = 1;
    private static final int GLOBAL = 0;
    private static final int THREAD_LOCAL = 1;
    private static final int RELAXED = 2;
    private static final int NOT_READY = 600;
    private static final int CAPTURE_UNSUPPORTED = 900;
    private static final int CAPTURE_INVALIDATED = 901;

    private static EmulatedDriver driver;
    private static String source;

    private long module;
    private long stream;
    private long y;

    @BeforeAll
    static void load() throws IOException {
        EmulatorPresent.check();
        driver = EmulatedDriver.load();
        source = Files.readString(Path.of("src/test/cuda/steps.cu"));
    }

    @BeforeEach
    void prepare() {
        driver.run("ricciEmulatorReset");
        module = driver.compile(source);
        stream = driver.handle("cuStreamCreate", NON_BLOCKING);
        y = driver.upload(0, 0, 0, 0);
    }

    @AfterEach
    void back() {
        driver.run("ricciEmulatorDelayed", 0);
        driver.run("ricciEmulatorReset");
    }

    private int step(String kernel, long onStream, float a) {
        return driver.launch(driver.function(module, kernel), 1, 32, 0, onStream, y, a, 4);
    }

    private int begin(int mode) {
        return driver.call("cuStreamBeginCapture_v2", pointer(stream), mode);
    }

    private int end(MemorySegment graph) {
        return driver.call("cuStreamEndCapture", pointer(stream), graph);
    }

    @Test
    void aStreamKeepsItsOrder() {
        driver.run("ricciEmulatorDelayed", 1);
        assertEquals(0, step("add_to", stream, 3));
        assertEquals(0, step("multiply_by", stream, 5));
        assertEquals(0, step("add_to", stream, 1));
        assertEquals(0f, driver.download(y, 1)[0]);
        driver.ok("cuStreamSynchronize", pointer(stream));
        assertEquals(16f, driver.download(y, 1)[0]);
    }

    @Test
    void eventsOrderStreams() {
        driver.run("ricciEmulatorDelayed", 1);
        long other = driver.handle("cuStreamCreateWithPriority", NON_BLOCKING, -1);
        long event = driver.handle("cuEventCreate", 2);
        assertEquals(0, step("add_to", stream, 3));
        driver.ok("cuEventRecord", pointer(event), pointer(stream));
        assertEquals(0, step("add_to", stream, 100));
        driver.ok("cuStreamWaitEvent", pointer(other), pointer(event), 0);
        assertEquals(0, step("multiply_by", other, 5));
        driver.ok("cuStreamSynchronize", pointer(other));
        assertEquals(15f, driver.download(y, 1)[0], "the first addition, not the second");
        driver.ok("cuCtxSynchronize");
        assertEquals(115f, driver.download(y, 1)[0]);
    }

    @Test
    void askingAgainAndAgainGetsThere() {
        driver.run("ricciEmulatorDelayed", 1);
        long event = driver.handle("cuEventCreate", 0);
        assertEquals(0, step("add_to", stream, 3));
        driver.ok("cuEventRecord", pointer(event), pointer(stream));
        assertEquals(NOT_READY, driver.call("cuEventQuery", pointer(event)));
        assertEquals(NOT_READY, driver.call("cuEventQuery", pointer(event)));
        assertEquals(0, driver.call("cuEventQuery", pointer(event)));
        assertEquals(0, driver.call("cuStreamQuery", pointer(stream)));
    }

    @Test
    void eventsMeasureTime() {
        long first = driver.handle("cuEventCreate", 0);
        long second = driver.handle("cuEventCreate", 0);
        driver.ok("cuEventRecord", pointer(first), pointer(stream));
        assertEquals(0, step("add_to", stream, 3));
        driver.ok("cuEventRecord", pointer(second), pointer(stream));
        MemorySegment milliseconds = ARENA.allocate(JAVA_FLOAT);
        driver.ok("cuEventElapsedTime", milliseconds, pointer(first), pointer(second));
        assertTrue(milliseconds.get(JAVA_FLOAT, 0) >= 0);
        long untimed = driver.handle("cuEventCreate", 2);
        driver.ok("cuEventRecord", pointer(untimed), pointer(stream));
        assertEquals(400, driver.call("cuEventElapsedTime", milliseconds, pointer(first), pointer(untimed)));
    }

    @Test
    void asynchronousCopiesReadPinnedMemoryLateAndOtherMemoryAtOnce() {
        driver.run("ricciEmulatorDelayed", 1);
        MemorySegment place = ARENA.allocate(8);
        driver.ok("cuMemHostAlloc", place, 16L, 0);
        MemorySegment pinned = MemorySegment.ofAddress(place.get(JAVA_LONG, 0)).reinterpret(16);
        MemorySegment pageable = ARENA.allocate(16);
        for (MemorySegment host : new MemorySegment[] {pinned, pageable}) {
            host.set(JAVA_FLOAT, 0, 1);
            driver.ok("cuMemcpyHtoDAsync_v2", y, host, 16L, pointer(stream));
            host.set(JAVA_FLOAT, 0, 2);
            driver.ok("cuStreamSynchronize", pointer(stream));
            assertEquals(host == pinned ? 2f : 1f, driver.download(y, 1)[0]);
        }
        assertEquals(0, step("add_to", stream, 4));
        driver.ok("cuMemcpyDtoHAsync_v2", pageable, y, 16L, pointer(stream));
        assertEquals(5f, pageable.get(JAVA_FLOAT, 0), "memory that is not pinned is there when the call returns");
        driver.ok("cuMemFreeHost", pinned);
    }

    @Test
    void aGraphRunsWhatWasCaptured() {
        assertEquals(0, begin(RELAXED));
        assertEquals(0, step("add_to", stream, 1));
        assertEquals(0, step("multiply_by", stream, 2));
        driver.ok("cuMemsetD32Async", y + 12, 0, 1L, pointer(stream));
        assertEquals(0f, driver.download(y, 1)[0], "nothing ran, and a synchronous copy is allowed");
        long other = driver.upload(1, 2);
        driver.ok("cuMemFree_v2", other);
        driver.module(Kernels.ptx("scaleAdd"));
        MemorySegment graph = ARENA.allocate(8);
        assertEquals(0, end(graph));
        MemorySegment count = ARENA.allocate(JAVA_LONG);
        driver.ok("cuGraphGetNodes", pointer(graph.get(JAVA_LONG, 0)), MemorySegment.NULL, count);
        assertEquals(3, count.get(JAVA_LONG, 0));
        long executable = driver.handle("cuGraphInstantiateWithFlags", pointer(graph.get(JAVA_LONG, 0)), 0L);
        driver.ok("cuGraphDestroy", pointer(graph.get(JAVA_LONG, 0)));
        driver.ok("cuGraphUpload", pointer(executable), pointer(stream));
        driver.run("ricciEmulatorDelayed", 1);
        for (int i = 0; i < 3; i++) {
            driver.ok("cuGraphLaunch", pointer(executable), pointer(stream));
        }
        assertEquals(0f, driver.download(y, 1)[0]);
        driver.ok("cuStreamSynchronize", pointer(stream));
        float[] result = driver.download(y, 4);
        assertEquals(14f, result[0]);
        assertEquals(0f, result[3]);
        driver.ok("cuGraphExecDestroy", pointer(executable));
        assertEquals(1, driver.call("cuGraphLaunch", pointer(executable), pointer(stream)), "a stale handle is an error");
    }

    @Test
    void waitingForTheCapturingStreamBreaksTheCapture() {
        for (String function : new String[] {"cuStreamSynchronize", "cuStreamQuery"}) {
            assertEquals(0, begin(RELAXED));
            assertEquals(CAPTURE_UNSUPPORTED, driver.call(function, pointer(stream)));
            assertEquals(CAPTURE_INVALIDATED, step("add_to", stream, 1));
            MemorySegment graph = ARENA.allocate(8);
            assertEquals(CAPTURE_INVALIDATED, end(graph));
            assertEquals(0, graph.get(JAVA_LONG, 0));
        }
        assertEquals(0, begin(RELAXED));
        assertEquals(CAPTURE_UNSUPPORTED, driver.call("cuCtxSynchronize"));
        assertEquals(CAPTURE_INVALIDATED, end(ARENA.allocate(8)));
        assertEquals(0, step("add_to", stream, 1), "the stream works again");
    }

    @Test
    void aCopyFromMemoryThatIsNotPinnedBreaksTheCapture() {
        assertEquals(0, begin(RELAXED));
        int code = driver.call("cuMemcpyHtoDAsync_v2", y, ARENA.allocate(16), 16L, pointer(stream));
        assertEquals(CAPTURE_UNSUPPORTED, code);
        assertEquals("cuMemcpyHtoDAsync: host memory that is not pinned, in a capture", driver.message());
        assertEquals(CAPTURE_INVALIDATED, end(ARENA.allocate(8)));
    }

    @Test
    void stricterModesForbidAllocationAndSynchronousCopies() throws InterruptedException {
        for (int mode : new int[] {GLOBAL, THREAD_LOCAL}) {
            assertEquals(0, begin(mode));
            assertEquals(CAPTURE_UNSUPPORTED, driver.call("cuMemAlloc_v2", ARENA.allocate(8), 16L));
            assertEquals(CAPTURE_INVALIDATED, end(ARENA.allocate(8)));
            assertEquals(0, begin(mode));
            assertEquals(CAPTURE_UNSUPPORTED, driver.call("cuMemcpyDtoH_v2", ARENA.allocate(16), y, 16L));
            assertEquals(CAPTURE_INVALIDATED, end(ARENA.allocate(8)));
            assertEquals(0, begin(mode));
            int[] code = new int[1];
            Thread other = new Thread(() -> {
                EmulatedDriver.load();
                code[0] = driver.call("cuMemAlloc_v2", ARENA.allocate(8), 16L);
            });
            other.start();
            other.join();
            assertEquals(mode == GLOBAL ? CAPTURE_UNSUPPORTED : 0, code[0], "another thread");
            assertEquals(mode == GLOBAL ? CAPTURE_INVALIDATED : 0, end(ARENA.allocate(8)));
        }
    }

    @Test
    void streamsForkAndJoinInACapture() {
        long other = driver.handle("cuStreamCreate", NON_BLOCKING);
        long fork = driver.handle("cuEventCreate", 2);
        long join = driver.handle("cuEventCreate", 2);
        for (boolean joined : new boolean[] {false, true}) {
            assertEquals(0, begin(RELAXED));
            driver.ok("cuEventRecord", pointer(fork), pointer(stream));
            driver.ok("cuStreamWaitEvent", pointer(other), pointer(fork), 0);
            assertEquals(0, step("add_to", other, 1));
            if (joined) {
                driver.ok("cuEventRecord", pointer(join), pointer(other));
                driver.ok("cuStreamWaitEvent", pointer(stream), pointer(join), 0);
            }
            assertEquals(joined ? 0 : 904, end(ARENA.allocate(8)));
        }
        assertEquals(907, driver.call("cuEventSynchronize", pointer(join)), "an event of a capture cannot be waited for");
    }

    @Test
    void theLegacyStreamAndBlockingStreamsDoNotMixWithACapture() {
        long blocking = driver.handle("cuStreamCreate", 0);
        driver.ok("cuStreamBeginCapture_v2", pointer(blocking), RELAXED);
        assertEquals(906, step("add_to", 0, 1));
        assertEquals(CAPTURE_INVALIDATED, driver.call("cuStreamEndCapture", pointer(blocking), ARENA.allocate(8)));
        assertEquals(CAPTURE_UNSUPPORTED, driver.call("cuStreamBeginCapture_v2", pointer(0), RELAXED));
        MemorySegment status = ARENA.allocate(JAVA_INT);
        driver.ok("cuStreamIsCapturing", pointer(stream), status);
        assertEquals(0, status.get(JAVA_INT, 0));
    }

    @Test
    void staleHandlesAreErrors() {
        long event = driver.handle("cuEventCreate", 0);
        driver.ok("cuEventDestroy_v2", pointer(event));
        assertEquals(400, driver.call("cuEventRecord", pointer(event), pointer(stream)));
        driver.ok("cuStreamDestroy_v2", pointer(stream));
        assertEquals(400, step("add_to", stream, 1));
        long function = driver.function(module, "add_to");
        driver.ok("cuModuleUnload", pointer(module));
        assertEquals(400, driver.launch(function, 1, 32, 0, 0, y, 1f, 4));
    }
}
