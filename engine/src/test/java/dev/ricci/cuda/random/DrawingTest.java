package dev.ricci.cuda.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Draw;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.CudaUnderTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random numbers of the CUDA device: the bits of the CPU, whose own tests say that those are right. */
class DrawingTest {
    private static Backend cpu;
    private static Backend cuda;

    @BeforeAll
    static void open() {
        cuda = CudaUnderTest.device();
        cpu = Devices.open("cpu", DeviceOptions.DEFAULT);
    }

    @AfterAll
    static void close() {
        if (cpu != null) {
            cpu.close();
        }
    }

    private static View counter(Backend device, int... words) {
        View v = device.allocate(DType.INT32, words.length);
        try (Arena arena = Arena.ofConfined()) {
            device.write(v, arena.allocateFrom(ValueLayout.JAVA_INT, words));
        }
        return v;
    }

    /** The raw bytes of a dense view. */
    private static byte[] bytes(View v) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = arena.allocate(Math.max(1, v.size() * v.dtype().bytes()), 8);
            v.backend().read(v, host);
            return Arrays.copyOf(host.toArray(ValueLayout.JAVA_BYTE), (int) v.size() * v.dtype().bytes());
        }
    }

    private static void compare(Draw draw, DType type, Layout layout, int elements, int... words) {
        try (Scope _ = Scope.open()) {
            byte[][] drawn = new byte[2][];
            byte[][] counters = new byte[2][];
            Backend[] devices = {cpu, cuda};
            for (int i = 0; i < 2; i++) {
                View memory = devices[i].allocate(type, elements);
                try (Arena arena = Arena.ofConfined()) {
                    devices[i].write(memory, arena.allocate((long) elements * type.bytes(), 8));
                }
                View counter = counter(devices[i], words);
                devices[i].random(draw, memory.with(layout), counter);
                drawn[i] = bytes(memory);
                counters[i] = bytes(counter);
            }
            assertEquals(-1, Arrays.mismatch(drawn[0], drawn[1]), draw + " " + type + ": first different byte");
            assertArrayEquals(counters[0], counters[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({"BITS, INT32", "UNIFORM, FLOAT32", "UNIFORM, FLOAT64", "NORMAL, FLOAT32", "NORMAL, FLOAT64"})
    void aMillionDrawsAreTheCpus(Draw draw, DType type) {
        compare(draw, type, Layout.dense(1 << 20), 1 << 20, 0x1234567, 0x89abcdef, 5, 0);
    }

    @ParameterizedTest
    @CsvSource({"BITS, INT32", "UNIFORM, FLOAT32", "UNIFORM, FLOAT64", "NORMAL, FLOAT32", "NORMAL, FLOAT64"})
    void positionsCountsAndLayouts(Draw draw, DType type) {
        for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 1023, 1025}) {
            compare(draw, type, Layout.dense(n), n + 1, 1, 2, 3, 4);
        }
        compare(draw, type, Layout.dense(1000), 1000, 7, 8, -100, 0); // goes past 2^32 on the way
        compare(draw, type, Layout.dense(1000), 1000, 7, 8, -100, -1); // and past 2^64
        compare(draw, type, new Layout(new int[] {999}, new long[] {1}, 1), 1000, 7, 8, 9, 0); // begins off a multiple of 16 bytes
        compare(draw, type, Layout.dense(30, 40).transpose(), 1200, 7, 8, 9, 0);
        compare(draw, type, new Layout(new int[] {30, 20}, new long[] {40, 2}, 3), 1202, 7, 8, 9, 0);
    }

    /** Random123's tests of known answers (kat_vectors) for Philox4x32-10, those whose upper counter words are 0. */
    @Test
    void knownAnswers() {
        try (Scope _ = Scope.open()) {
            View out = cuda.allocate(DType.INT32, 4);
            cuda.random(Draw.BITS, out, counter(cuda, 0, 0, 0, 0));
            MemorySegment words = MemorySegment.ofArray(bytes(out));
            int[] expected = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
            for (int i = 0; i < 4; i++) {
                assertEquals(expected[i], words.get(ValueLayout.JAVA_INT_UNALIGNED, 4L * i));
            }
        }
    }

    @Test
    void aCounterMayHaveGaps() {
        try (Scope _ = Scope.open()) {
            View wide = counter(cuda, 11, -1, 12, -1, 13, -1, 14, -1);
            View gaps = wide.with(new Layout(new int[] {4}, new long[] {2}, 0));
            View close = counter(cuda, 11, 12, 13, 14);
            View a = cuda.allocate(DType.FLOAT32, 100);
            View b = cuda.allocate(DType.FLOAT32, 100);
            cuda.random(Draw.UNIFORM, a, gaps);
            cuda.random(Draw.UNIFORM, b, close);
            assertArrayEquals(bytes(b), bytes(a));
            assertArrayEquals(bytes(counter(cuda, 11, -1, 12, -1, 38, -1, 14, -1)), bytes(wide));
        }
    }

    @Test
    void aRecordedStepDrawsNewNumbers() {
        View counter = Scope.outside(() -> counter(cuda, 1, 2, 3, 0));
        View out = Scope.outside(() -> cuda.allocate(DType.FLOAT32, 1000));
        try (Replay replay = cuda.record(() -> cuda.random(Draw.NORMAL, out, counter)); Scope _ = Scope.open()) {
            byte[] first = bytes(out);
            replay.run();
            byte[] second = bytes(out);
            assertFalse(Arrays.equals(first, second));
            View twice = cuda.allocate(DType.FLOAT32, 2000);
            cuda.random(Draw.NORMAL, twice, counter(cuda, 1, 2, 3, 0));
            byte[] both = bytes(twice);
            assertArrayEquals(first, Arrays.copyOf(both, 4000));
            assertArrayEquals(second, Arrays.copyOfRange(both, 4000, 8000));
        }
    }

    @Test
    void aTypeThatDoesNotFitIsRefused() {
        try (Scope _ = Scope.open()) {
            View out = cuda.allocate(DType.FLOAT32, 4);
            View counter = counter(cuda, 0, 0, 0, 0);
            String message = assertThrows(IllegalArgumentException.class, () -> cuda.random(Draw.BITS, out, counter)).getMessage();
            assertTrue(message.startsWith("random: BITS into"), message);
        }
    }
}
