package dev.ricci.kernels;

import static dev.ricci.kernels.EmulatedDriver.ARENA;
import static dev.ricci.kernels.EmulatedDriver.pointer;
import static dev.ricci.kernels.EmulatedDriver.text;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tests can ask of the emulator beyond CUDA: little memory, failures on request, counters, doing nothing. */
class EmulatorModesTest {
    private static final int OUT_OF_MEMORY = 2;
    private static final long GIB = 1L << 30;

    private static EmulatedDriver driver;

    @BeforeAll
    static void load() {
        EmulatorPresent.check();
        driver = EmulatedDriver.load();
    }

    @BeforeEach
    @AfterEach
    void back() {
        driver.run("ricciEmulatorReset");
        driver.run("ricciEmulatorMemory", 4 * GIB, 0L);
        driver.run("ricciEmulatorIdle", 0);
        driver.run("ricciEmulatorDevices", 1, 80);
    }

    private int allocate(long bytes) {
        return driver.call("cuMemAlloc_v2", ARENA.allocate(8), bytes);
    }

    @Test
    void memoryEnds() {
        driver.run("ricciEmulatorMemory", 10_000L, 4000L);
        assertEquals(0, allocate(5000));
        assertEquals(OUT_OF_MEMORY, allocate(1001));
        assertEquals("cuMemAlloc: 1001 bytes wanted, 1000 of 10000 are free", driver.message());
        assertEquals(0, allocate(1000), "an allocation that fails loses nothing");
        MemorySegment free = ARENA.allocate(JAVA_LONG);
        MemorySegment total = ARENA.allocate(JAVA_LONG);
        driver.ok("cuMemGetInfo_v2", free, total);
        assertEquals(0, free.get(JAVA_LONG, 0));
        assertEquals(10_000, total.get(JAVA_LONG, 0));
    }

    /** What a process says whose environment has this word for the memory. */
    private static List<String> memory(String word) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Memory.class.getName());
        java.environment().put("RICCI_EMULATOR_MEMORY", word);
        Process process = java.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }

    /** Prints the memory of the device. */
    static final class Memory {
        public static void main(String[] args) {
            MemorySegment free = ARENA.allocate(JAVA_LONG);
            MemorySegment total = ARENA.allocate(JAVA_LONG);
            EmulatedDriver.load().ok("cuMemGetInfo_v2", free, total);
            System.out.println(total.get(JAVA_LONG, 0));
        }
    }

    @Test
    void theEnvironmentMayNameMemoryWithAUnit() throws IOException, InterruptedException {
        assertEquals(List.of("1000000"), memory("1000000"));
        assertEquals(List.of("67108864"), memory("64m"));
        assertEquals(List.of("2147483648"), memory("2G"));
        assertEquals(List.of("emulated: RICCI_EMULATOR_MEMORY: a number, or one with k, m or g behind it as in 512m, got '64 MB';"
                + " it counts as not set", Long.toString(4 * GIB)), memory("64 MB"));
    }

    @Test
    void manyAllocationsComeAndGo() {
        long[] addresses = new long[2000];
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < addresses.length; i++) {
                addresses[i] = driver.allocate(1 + i * 37L % 5000);
                assertEquals(0, addresses[i] % 256);
            }
            for (long address : addresses) {
                driver.ok("cuMemFree_v2", address);
            }
        }
        assertEquals(1, driver.call("cuMemFree_v2", addresses[0]), "freed twice");
        assertTrue(driver.message().contains("0 bytes into freed memory"), driver.message());
    }

    @Test
    void aCopyPastTheEndIsRefused() {
        long y = driver.upload(1, 2, 3);
        assertEquals(1, driver.call("cuMemcpyDtoH_v2", ARENA.allocate(16), y, 16L));
        String what = "cuMemcpyDtoH of 16 bytes: the source is not inside one device allocation";
        assertEquals(what + ", 0 bytes into a device allocation of 12 bytes", driver.message());
        assertEquals(1, driver.call("cuMemcpyHtoD_v2", y, pointer(driver.allocate(16)), 4L), "a device address as the host's");
    }

    @Test
    void aFunctionFailsOnRequest() {
        driver.run("ricciEmulatorFail", text("cuMemAlloc_v2"), OUT_OF_MEMORY, 2L);
        assertEquals(0, allocate(4));
        assertEquals(0, allocate(4));
        assertEquals(OUT_OF_MEMORY, allocate(4));
        assertEquals("cuMemAlloc_v2 fails because a test asked for it", driver.message());
        assertEquals(0, allocate(4));
        driver.run("ricciEmulatorFail", text("cuStreamCreate"), 719, 0L);
        assertEquals(719, driver.call("cuStreamCreate", ARENA.allocate(8), 0));
        assertEquals(719, allocate(4), "a kernel's fault loses the context");
        driver.ok("cuDevicePrimaryCtxReset_v2", 0);
        assertEquals(0, allocate(4));
    }

    @Test
    void callsAndLaunchesAreCounted() {
        long function = driver.function(driver.module(Kernels.ptx("scaleAdd")), "scaleAdd");
        long x = driver.upload(1, 2);
        driver.run("ricciEmulatorClear");
        for (int i = 0; i < 3; i++) {
            assertEquals(0, driver.launch(function, 1, 32, 0, 0, 1f, x, x, 2L));
        }
        driver.ok("cuCtxSynchronize");
        assertEquals(3, driver.count("ricciEmulatorCalls", text("cuLaunchKernel")));
        assertEquals(3, driver.count("ricciEmulatorLaunches", text("scaleAdd")));
        assertEquals(4, driver.count("ricciEmulatorCalls", MemorySegment.NULL));
        assertTrue(driver.count("ricciEmulatorNanos") > 0);
        driver.run("ricciEmulatorClear");
        assertEquals(0, driver.count("ricciEmulatorCalls", MemorySegment.NULL));
    }

    @Test
    void anIdleDeviceDoesNothing() {
        long function = driver.function(driver.module(Kernels.ptx("scaleAdd")), "scaleAdd");
        long x = driver.upload(1, 2);
        driver.run("ricciEmulatorIdle", 1);
        assertEquals(0, driver.launch(function, 1, 32, 0, 0, 1f, x, x, 2L));
        assertEquals(0, driver.call("cuCtxSynchronize"));
        driver.run("ricciEmulatorIdle", 0);
        assertEquals(1f, driver.download(x, 1)[0]);
    }

    @Test
    void severalDevicesHaveTheirOwnMemory() {
        driver.run("ricciEmulatorDevices", 2, 75);
        MemorySegment value = ARENA.allocate(JAVA_INT);
        driver.ok("cuDeviceGetCount", value);
        assertEquals(2, value.get(JAVA_INT, 0));
        driver.ok("cuDeviceGetAttribute", value, 76, 1);
        assertEquals(5, value.get(JAVA_INT, 0));
        assertEquals(101, driver.call("cuDeviceGet", value, 2));
        driver.run("ricciEmulatorMemory", 1000L, 0L);
        assertEquals(0, allocate(1000));
        MemorySegment context = ARENA.allocate(8);
        driver.ok("cuDevicePrimaryCtxRetain", context, 1);
        driver.ok("cuCtxSetCurrent", pointer(context.get(JAVA_LONG, 0)));
        assertEquals(0, allocate(1000));
        driver.ok("cuDevicePrimaryCtxRelease_v2", 1);
        assertEquals(709, allocate(1), "the context is destroyed");
        EmulatedDriver.load();
    }

    @Test
    void aThreadBeginsWithoutAContext() throws InterruptedException {
        AtomicInteger code = new AtomicInteger();
        Thread thread = Thread.ofVirtual().start(() -> code.set(allocate(4)));
        thread.join();
        int given = code.get();
        Thread plain = new Thread(() -> code.set(allocate(4)));
        plain.start();
        plain.join();
        assertEquals(201, code.get());
        assertTrue(given == 201 || given == 0, "a virtual thread has its carrier's");
    }

    @Test
    void partsOfABlockAreLentAndReturned() {
        long stream = driver.handle("cuStreamCreate", 1);
        long block = driver.allocate(4096);
        driver.ok("cuMemsetD8_v2", block, (byte) 0, 4096L);
        driver.ok("ricciEmulatorLend", block, 8L, pointer(stream));
        assertTrue(Float.isNaN(driver.download(block, 2)[1]), "nobody wrote since");
        assertEquals(700, driver.call("cuMemcpyDtoH_v2", ARENA.allocate(12), block, 12L));
        assertTrue(driver.message().endsWith("0 bytes into a device allocation of 8 bytes"), driver.message());
        long function = driver.function(driver.module(Kernels.ptx("scaleAdd")), "scaleAdd");
        assertEquals(0, driver.launch(function, 1, 32, 0, stream, 1f, block, block, 2L), driver::message);
        driver.ok("ricciEmulatorReturn", block, pointer(stream));
        assertEquals(700, driver.launch(function, 1, 32, 0, stream, 1f, block, block, 2L));
        assertTrue(driver.message().contains("0 bytes into memory that was given back"), driver.message());
    }

    @Test
    void leasesFollowTheStreamIntoGraphs() {
        long function = driver.function(driver.module(Kernels.ptx("scaleAdd")), "scaleAdd");
        long stream = driver.handle("cuStreamCreate", 1);
        long outside = driver.upload(1, 2);
        long inside = driver.allocate(512);
        driver.ok("ricciEmulatorLend", outside, 8L, pointer(stream));
        driver.ok("cuMemsetD32Async", outside, 0, 2L, pointer(stream));
        driver.ok("cuStreamBeginCapture_v2", pointer(stream), 2);
        driver.ok("ricciEmulatorLend", inside, 8L, pointer(stream));
        driver.ok("cuMemsetD32Async", inside, 0x3f800000, 2L, pointer(stream));
        assertEquals(0, driver.launch(function, 1, 32, 0, stream, 1f, inside, outside, 2L));
        driver.ok("ricciEmulatorReturn", inside, pointer(stream));
        driver.ok("ricciEmulatorReturn", outside, pointer(stream));
        MemorySegment graph = ARENA.allocate(8);
        driver.ok("cuStreamEndCapture", pointer(stream), graph);
        MemorySegment count = ARENA.allocate(JAVA_LONG);
        driver.ok("cuGraphGetNodes", pointer(graph.get(JAVA_LONG, 0)), MemorySegment.NULL, count);
        assertEquals(2, count.get(JAVA_LONG, 0), "leases are no nodes");
        long executable = driver.handle("cuGraphInstantiateWithFlags", pointer(graph.get(JAVA_LONG, 0)), 0L);
        for (int i = 1; i <= 3; i++) {
            driver.ok("cuGraphLaunch", pointer(executable), pointer(stream));
            assertEquals(i, driver.download(outside, 1)[0], "the block from outside stays lent");
        }
        assertEquals(700, driver.launch(function, 1, 32, 0, stream, 1f, inside, outside, 2L), "the graph's own was given back");
    }

    @Test
    void resultsHaveTheirNames() {
        MemorySegment name = ARENA.allocate(8);
        driver.ok("cuGetErrorName", 700, name);
        assertEquals("CUDA_ERROR_ILLEGAL_ADDRESS", EmulatedDriver.text(pointer(name.get(JAVA_LONG, 0))));
        assertEquals(1, driver.call("cuGetErrorName", 12345, name));
    }
}
