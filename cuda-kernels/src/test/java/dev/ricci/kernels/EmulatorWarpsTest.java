package dev.ricci.kernels;

import static dev.ricci.kernels.EmulatedDriver.ARENA;
import static dev.ricci.kernels.EmulatedDriver.pointer;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Barriers, warp operations, shared memory, atomics and parameters do what CUDA says, in every order of the threads. */
class EmulatorWarpsTest {
    private static EmulatedDriver driver;
    private static String source;

    private long module;

    @BeforeAll
    static void load() throws IOException {
        EmulatorPresent.check();
        driver = EmulatedDriver.load();
        source = Files.readString(Path.of("src/test/cuda/steps.cu"));
    }

    private void prepare(int order) {
        driver.run("ricciEmulatorReset");
        driver.run("ricciEmulatorOrder", order);
        module = driver.compile(source);
    }

    @AfterEach
    void back() {
        driver.run("ricciEmulatorOrder", 0);
    }

    private int[] ints(long device, int count) {
        MemorySegment host = ARENA.allocate(JAVA_INT, count);
        driver.ok("cuMemcpyDtoH_v2", host, device, 4L * count);
        return host.toArray(JAVA_INT);
    }

    private void run(String kernel, int block, int dynamic, Object... arguments) {
        assertEquals(0, driver.launch(driver.function(module, kernel), 1, block, dynamic, 0, arguments), driver::message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void warpOperations(int order) {
        prepare(order);
        long out = driver.allocate(4 * 8 * 64);
        run("warps", 64, 0, out);
        int[] got = ints(out, 8 * 64);
        for (int t = 0; t < 64; t++) {
            int lane = t % 32;
            int up = lane >= 3 ? lane - 3 : lane;
            int down = lane % 8 < 7 ? lane + 1 : lane;
            int[] want = {5, up, lane ^ 7, down, 0b01001001001001001001001001001001, 3, lane < 8 ? 2 : -1, 9};
            assertArrayEquals(want, Arrays.copyOfRange(got, 8 * t, 8 * t + 8), "thread " + t);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void threadsThatEndedAreNotWaitedFor(int order) {
        prepare(order);
        long out = driver.allocate(4 * 64);
        driver.ok("cuMemsetD32_v2", out, 0, 64L);
        run("early_exit", 64, 0, out);
        int[] got = ints(out, 64);
        assertEquals(32, got[0]);
        assertEquals(8, got[32], "lanes of the second warp that are left");
        assertEquals(0, got[63]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void blockSums(int order) {
        prepare(order);
        int n = 1000;
        float[] x = new float[n];
        double[] x64 = new double[n];
        for (int i = 0; i < n; i++) {
            x64[i] = x[i] = i;
        }
        long dx = driver.upload(x);
        long out = driver.allocate(8);
        run("sum_f32", 256, 0, dx, out, n);
        assertEquals(499_500f, driver.download(out, 1)[0]);
        long dx64 = driver.allocate(8L * n);
        driver.ok("cuMemcpyHtoD_v2", dx64, ARENA.allocateFrom(JAVA_DOUBLE, x64), 8L * n);
        run("sum_f64", 1024, 0, dx64, out, n);
        MemorySegment result = ARENA.allocate(8);
        driver.ok("cuMemcpyDtoH_v2", result, out, 8L);
        assertEquals(499_500.0, result.get(JAVA_DOUBLE, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void dynamicSharedMemory(int order) {
        prepare(order);
        long y = driver.upload(1, 2, 3, 4, 5);
        run("dynamic_reverse", 5, 20, y, 5);
        assertArrayEquals(new float[] {5, 4, 3, 2, 1}, driver.download(y, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void atomicFunctions(int order) {
        prepare(order);
        long counts = driver.allocate(16);
        driver.ok("cuMemcpyHtoD_v2", counts, ARENA.allocateFrom(JAVA_INT, 0, 1000, 0, 0), 16L);
        long most = driver.allocate(8);
        long total = driver.allocate(8);
        driver.ok("cuMemsetD8_v2", most, (byte) 0, 8L);
        driver.ok("cuMemsetD8_v2", total, (byte) 0, 8L);
        run("atomics", 100, 0, counts, most, total);
        int[] got = ints(counts, 4);
        assertEquals(100, got[0]);
        assertEquals(0, got[1]);
        assertEquals(order == 0 ? 1 : order == 1 ? 100 : got[2], got[2], "the first thread's");
        assertEquals(7, got[3]);
        MemorySegment host = ARENA.allocate(16);
        driver.ok("cuMemcpyDtoH_v2", host, most, 8L);
        driver.ok("cuMemcpyDtoH_v2", host.asSlice(8), total, 8L);
        assertEquals(99L << 40, host.get(JAVA_LONG, 0));
        assertEquals(50.0, host.get(JAVA_DOUBLE, 8));
    }

    /** The same arguments by pointers and as one packed buffer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void parametersOfAllSizes(int packed) {
        prepare(0);
        long out = driver.allocate(48);
        // unsigned char at 0, short at 2, the structure of 48 bytes at 8, float at 56, long at 64, double at 72, address at 80.
        MemorySegment block = ARENA.allocate(88, 16);
        block.set(JAVA_BYTE, 0, (byte) 200);
        block.set(JAVA_SHORT, 2, (short) -300);
        block.set(JAVA_LONG, 8, 1000);
        block.set(JAVA_DOUBLE, 16, 0.5);
        block.set(JAVA_INT, 24 + 6 * 4, 20);
        block.set(JAVA_SHORT, 24 + 7 * 4, (short) 3);
        block.set(JAVA_FLOAT, 56, 1.25f);
        block.set(JAVA_LONG, 64, 1L << 40);
        block.set(JAVA_DOUBLE, 72, Math.PI);
        block.set(JAVA_LONG, 80, out);
        MemorySegment table = ARENA.allocate(ADDRESS, 7);
        long[] offsets = {0, 2, 8, 56, 64, 72, 80};
        for (int i = 0; i < offsets.length; i++) {
            table.setAtIndex(ADDRESS, i, block.asSlice(offsets[i]));
        }
        MemorySegment extra = ARENA.allocate(ADDRESS, 5);
        extra.setAtIndex(JAVA_LONG, 0, 1);
        extra.setAtIndex(ADDRESS, 1, block);
        extra.setAtIndex(JAVA_LONG, 2, 2);
        extra.setAtIndex(ADDRESS, 3, ARENA.allocateFrom(JAVA_LONG, 88));
        MemorySegment none = MemorySegment.NULL;
        MemorySegment mixed = pointer(driver.function(module, "mixed"));
        boolean asPointers = packed == 0;
        driver.ok("cuLaunchKernel", mixed, 1, 1, 1, 1, 1, 1, 0, none, asPointers ? table : none, asPointers ? none : extra);
        MemorySegment host = ARENA.allocate(48);
        driver.ok("cuMemcpyDtoH_v2", host, out, 48L);
        assertArrayEquals(new double[] {200, -300, 1023.5, 1.25, 0x1p40, Math.PI}, host.toArray(JAVA_DOUBLE));
        if (!asPointers) {
            extra.setAtIndex(ADDRESS, 3, ARENA.allocateFrom(JAVA_LONG, 80));
            assertEquals(1, driver.call("cuLaunchKernel", mixed, 1, 1, 1, 1, 1, 1, 0, none, none, extra));
            assertEquals("kernel mixed: the buffer of arguments has 80 bytes, parameter 6 ends at 88", driver.message());
        }
    }
}
