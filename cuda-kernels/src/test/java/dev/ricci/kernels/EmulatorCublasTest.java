package dev.ricci.kernels;

import static dev.ricci.kernels.EmulatedDriver.ARENA;
import static dev.ricci.kernels.EmulatedDriver.pointer;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The emulated cuBLAS against plain loops, and its refusals. */
class EmulatorCublasTest {
    private static final int M = 7;
    private static final int N = 5;
    private static final int INVALID_VALUE = 7;
    private static final int FLOAT32 = 0;
    private static final int FLOAT64 = 1;
    private static final int BFLOAT16 = 14;
    private static final int COMPUTE_32F = 68;
    private static final int COMPUTE_64F = 70;
    private static final int COMPUTE_TF32 = 77;
    private static final MemorySegment ONE = ARENA.allocateFrom(JAVA_FLOAT, 1);
    private static final MemorySegment ZERO = ARENA.allocateFrom(JAVA_FLOAT, 0);

    private static EmulatedDriver driver;

    private MemorySegment handle;
    private long stream;

    @BeforeAll
    static void load() {
        EmulatorPresent.check();
        driver = EmulatedDriver.load();
    }

    @BeforeEach
    void create() {
        driver.run("ricciEmulatorReset");
        handle = pointer(driver.handle("cublasCreate_v2"));
        stream = driver.handle("cuStreamCreate", 1);
        driver.ok("cublasSetStream_v2", handle, pointer(stream));
    }

    @AfterEach
    void destroy() {
        driver.run("ricciEmulatorDelayed", 0);
        driver.call("cublasDestroy_v2", handle);
    }

    private static float[] numbers(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(17) - 8;
        }
        return values;
    }

    /** alpha 2, beta 3; all sums are small integers, so every order of adding gives the same. */
    private static float[] expected(boolean ta, boolean tb, int k, float[] a, int lda, float[] b, int ldb, float[] c, int ldc) {
        int m = M;
        int n = N;
        float[] result = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += (ta ? a[l + i * lda] : a[i + l * lda]) * (tb ? b[j + l * ldb] : b[l + j * ldb]);
                }
                result[i + j * ldc] = 2 * sum + 3 * c[i + j * ldc];
            }
        }
        return result;
    }

    @Test
    void allTranspositionsAndPaddedColumns() {
        int m = M;
        int n = N;
        int k = 9;
        MemorySegment two = ARENA.allocateFrom(JAVA_FLOAT, 2);
        MemorySegment three = ARENA.allocateFrom(JAVA_FLOAT, 3);
        for (int t = 0; t < 4; t++) {
            boolean ta = (t & 1) != 0;
            boolean tb = (t & 2) != 0;
            int lda = (ta ? k : m) + 2;
            int ldb = (tb ? n : k) + 1;
            int ldc = m + 3;
            float[] a = numbers(lda * (ta ? m : k), 1);
            float[] b = numbers(ldb * (tb ? k : n), 2);
            float[] c = numbers(ldc * n, 3);
            long dc = driver.upload(c);
            driver.ok("cublasSgemm_v2", handle, ta ? 1 : 0, tb ? 1 : 0, m, n, k, two, pointer(driver.upload(a)), lda,
                    pointer(driver.upload(b)), ldb, three, pointer(dc), ldc);
            driver.ok("cuStreamSynchronize", pointer(stream));
            assertArrayEquals(expected(ta, tb, k, a, lda, b, ldb, c, ldc), driver.download(dc, c.length));
        }
    }

    @Test
    void batchesInBothPrecisions() {
        long a = driver.upload(1, 2, 3, 4, 5, 6, 7, 8);
        long c = driver.allocate(32);
        MemorySegment pa = pointer(a);
        driver.ok("cublasSgemmStridedBatched", handle, 0, 0, 2, 2, 2, ONE, pa, 2, 4L, pa, 2, 0L, ZERO, pointer(c), 2, 4L, 2);
        driver.ok("cuStreamSynchronize", pointer(stream));
        assertArrayEquals(new float[] {7, 10, 15, 22, 19, 22, 43, 50}, driver.download(c, 8));
        long a64 = driver.allocate(32);
        long c64 = driver.allocate(64);
        driver.ok("cuMemcpyHtoD_v2", a64, ARENA.allocateFrom(JAVA_DOUBLE, 1, 2, 3, 4), 32L);
        MemorySegment one = ARENA.allocateFrom(JAVA_DOUBLE, 1);
        MemorySegment zero = ARENA.allocateFrom(JAVA_DOUBLE, 0);
        pa = pointer(a64);
        driver.ok("cublasGemmStridedBatchedEx", handle, 0, 1, 2, 2, 2, one, pa, FLOAT64, 2, 0L, pa, FLOAT64, 2, 0L, zero, pointer(c64),
                FLOAT64, 2, 4L, 2, COMPUTE_64F, -1);
        driver.ok("cuStreamSynchronize", pointer(stream));
        MemorySegment host = ARENA.allocate(64);
        driver.ok("cuMemcpyDtoH_v2", host, c64, 64L);
        assertArrayEquals(new double[] {10, 14, 14, 20, 10, 14, 14, 20}, host.toArray(JAVA_DOUBLE));
    }

    private float product(int type, MemorySegment x, int resultType, int computation) {
        long dx = driver.allocate(x.byteSize());
        driver.ok("cuMemcpyHtoD_v2", dx, x, x.byteSize());
        long c = driver.allocate(4);
        driver.ok("cublasGemmEx", handle, 0, 0, 1, 1, 1, ONE, pointer(dx), type, 1, pointer(dx), type, 1, ZERO, pointer(c), resultType, 1,
                computation, -1);
        driver.ok("cuStreamSynchronize", pointer(stream));
        return driver.download(c, 1)[0];
    }

    @Test
    void lowerPrecisionsRoundTheFactors() {
        float x = 1 + 0x1p-11f + 0x1p-13f;
        MemorySegment host = ARENA.allocateFrom(JAVA_FLOAT, x);
        assertEquals(x * x, product(FLOAT32, host, FLOAT32, COMPUTE_32F));
        float rounded = 1 + 0x1p-10f;
        assertEquals(rounded * rounded, product(FLOAT32, host, FLOAT32, COMPUTE_TF32), "ten bits of fraction");
        driver.ok("cublasSetMathMode", handle, 3);
        assertEquals(rounded * rounded, product(FLOAT32, host, FLOAT32, COMPUTE_32F), "by the handle's mode");
        driver.ok("cublasSetMathMode", handle, 0);
        MemorySegment half = ARENA.allocateFrom(JAVA_SHORT, (short) (Float.floatToIntBits(1.0078125f) >>> 16));
        assertEquals(1.0078125f * 1.0078125f, product(BFLOAT16, half, FLOAT32, COMPUTE_32F), "bfloat16, the sum in float32");
    }

    @Test
    void wrongArgumentsAreRefused() {
        MemorySegment a = pointer(driver.upload(numbers(64, 1)));
        assertEquals(INVALID_VALUE, driver.call("cublasSgemm_v2", handle, 0, 0, 4, 4, 4, ONE, a, 3, a, 4, ZERO, a, 4));
        assertEquals("cublasSgemm: lda 3 is too small", driver.message());
        assertEquals(INVALID_VALUE, driver.call("cublasSgemm_v2", handle, 0, 0, -1, 4, 4, ONE, a, 4, a, 4, ZERO, a, 4));
        assertEquals(0, driver.call("cublasSgemm_v2", handle, 0, 0, 0, 4, 4, ONE, a, 4, a, 4, ZERO, a, 4), "nothing to do");
        assertEquals(1, driver.call("cublasSgemm_v2", a, 0, 0, 4, 4, 4, ONE, a, 4, a, 4, ZERO, a, 4), "no handle");
        int mixed = driver.call("cublasGemmEx", handle, 0, 0, 1, 1, 1, ONE, a, FLOAT32, 1, a, BFLOAT16, 1, ZERO, a, FLOAT32, 1, 68, -1);
        assertEquals(15, mixed, "two types of factors");
    }

    @Test
    void anOperandOutsideItsMemoryIsAnIllegalAddress() {
        MemorySegment a = pointer(driver.upload(numbers(16, 1)));
        MemorySegment small = pointer(driver.upload(numbers(15, 1)));
        assertEquals(13, driver.call("cublasSgemm_v2", handle, 0, 0, 4, 4, 4, ONE, a, 4, small, 4, ZERO, a, 4));
        String place = ", 0 bytes into a device allocation of 60 bytes";
        assertEquals("cublasSgemm: B is not inside one live device allocation" + place, driver.message());
        assertEquals(700, driver.call("cuCtxSynchronize"));
    }

    @Test
    void productsAreWorkOfTheirStreamAndOfGraphs() {
        MemorySegment a = pointer(driver.upload(1, 2, 3, 4));
        long c = driver.upload(0, 0, 0, 0);
        driver.run("ricciEmulatorDelayed", 1);
        driver.ok("cublasSgemm_v2", handle, 0, 0, 2, 2, 2, ONE, a, 2, a, 2, ZERO, pointer(c), 2);
        assertEquals(0f, driver.download(c, 1)[0]);
        driver.ok("cuStreamSynchronize", pointer(stream));
        assertArrayEquals(new float[] {7, 10, 15, 22}, driver.download(c, 4));
        driver.ok("cuStreamBeginCapture_v2", pointer(stream), 2);
        driver.ok("cublasSgemm_v2", handle, 0, 0, 2, 2, 2, ONE, a, 2, a, 2, ONE, pointer(c), 2);
        MemorySegment graph = ARENA.allocate(8);
        driver.ok("cuStreamEndCapture", pointer(stream), graph);
        long executable = driver.handle("cuGraphInstantiateWithFlags", pointer(graph.get(JAVA_LONG, 0)), 0L);
        driver.ok("cuGraphLaunch", pointer(executable), pointer(stream));
        driver.ok("cuStreamSynchronize", pointer(stream));
        assertArrayEquals(new float[] {14, 20, 30, 44}, driver.download(c, 4));
    }

    @Test
    void settingsAreKept() {
        MemorySegment value = ARENA.allocate(JAVA_INT);
        driver.ok("cublasSetMathMode", handle, 3);
        driver.ok("cublasGetMathMode", handle, value);
        assertEquals(3, value.get(JAVA_INT, 0));
        MemorySegment kept = ARENA.allocate(8);
        driver.ok("cublasGetStream_v2", handle, kept);
        assertEquals(stream, kept.get(JAVA_LONG, 0));
        driver.ok("cublasGetVersion_v2", handle, value);
        assertEquals(120_600, value.get(JAVA_INT, 0));
        driver.ok("cublasSetWorkspace_v2", handle, pointer(driver.allocate(1024)), 1024L);
        assertEquals(INVALID_VALUE, driver.call("cublasSetWorkspace_v2", handle, pointer(driver.allocate(1024)), 1025L));
    }
}
