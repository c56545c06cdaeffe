package dev.ricci.cuda.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Parameters of which each is a row of doubles, repeated along the elements, or one number for all. */
    private static View[] parameters(Backend device, Draw draw, Layout layout, double[]... given) {
        View[] v = new View[draw.parameters()];
        int[] shape = layout.shape();
        for (int k = 0; k < v.length; k++) {
            double[] values = given[k];
            int n = (int) layout.size();
            double[] all = new double[values.length == 1 ? 1 : n];
            for (int i = 0; i < all.length; i++) {
                all[i] = values[i % values.length];
            }
            v[k] = values.length == 1 ? device.allocate(DType.FLOAT64, 1) : device.allocate(DType.FLOAT64, shape);
            device.write(v[k], MemorySegment.ofArray(all));
            v[k] = values.length == 1 ? v[k].broadcast(shape) : v[k];
        }
        return v;
    }

    private static void compare(Draw draw, DType type, Layout layout, int elements, double[][] given, int... words) {
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
                devices[i].random(draw, memory.with(layout), counter, parameters(devices[i], draw, layout, given));
                drawn[i] = bytes(memory);
                counters[i] = bytes(counter);
            }
            int at = Arrays.mismatch(drawn[0], drawn[1]);
            assertEquals(-1, at, () -> draw + " " + type + " " + Arrays.deepToString(given) + ": first different element "
                    + at / type.bytes());
            assertArrayEquals(counters[0], counters[1]);
        }
    }

    /** Each draw in each type, with parameters that take every way through its algorithm, as numbers and as tensors. */
    static List<Arguments> draws() {
        double[] bounds = {Double.NEGATIVE_INFINITY, -300, -40, -10.5, -3, 0, 0.1, 9.9, 10.5, 1e5, Double.NaN};
        double[] upper = {-299, -39.9, 1, -2, 3, Double.POSITIVE_INFINITY, 0.2, 10.1, 11, 2e5, 3};
        double[] shapes = {1e-310, 1e-3, 0.2, 1, 1.5, 30, 1e6, 1e12, 1e300, 0, -1, Double.NaN, Double.POSITIVE_INFINITY};
        double[] counts = {1, 2, 3, 1000, 3e9, 0x1p32, 0x1p31 + 1, 0, -1, Double.NaN};
        double[] means = {0, 1e-5, 0.5, 3, 9.99, 10, 12.5, 100, 1e5, 1e9, 2e9, -1, Double.NaN};
        List<Arguments> all = new ArrayList<>();
        for (Draw draw : Draw.values()) {
            double[][][] given = switch (draw) {
                case BERNOULLI -> new double[][][] {{{0.3}}, {{0, 0.25, 1, 1e-9, 0.9, -1, 2, Double.NaN}}};
                case INTEGERS -> new double[][][] {{{-5}, {11}}, {{-3}, {0x1p31 + 7}}, {{-7, -2, 0}, counts}};
                case TRUNCATED_NORMAL -> new double[][][] {{{-1}, {2}}, {{4}, {5}}, {bounds, upper}};
                case GAMMA -> new double[][][] {{{0.3}}, {{2.5}}, {shapes}};
                case BETA -> new double[][][] {{{2}, {3}}, {{1e-3}, {1e-3}}, {shapes, {0.5, 4, 1e-5}}};
                case POISSON -> new double[][][] {{{4}}, {{40}}, {means}};
                default -> new double[][][] {{}};
            };
            for (DType type : DType.values()) {
                for (double[][] g : draw.fits(type) ? given : new double[0][][]) {
                    all.add(arguments(draw, type, g));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("draws")
    void manyDrawsAreTheCpus(Draw draw, DType type, double[][] given) {
        int n = draw.parameters() == 0 ? 1 << 17 : 20_011;
        compare(draw, type, Layout.dense(n), n, given, 0x1234567, 0x89abcdef, 5, 0);
    }

    @ParameterizedTest
    @MethodSource("draws")
    void positionsCountsAndLayouts(Draw draw, DType type, double[][] given) {
        for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 1023, 1025}) {
            compare(draw, type, Layout.dense(n), n + 1, given, 1, 2, 3, 4);
        }
        compare(draw, type, Layout.dense(1000), 1000, given, 7, 8, -100, 0); // goes past 2^32 on the way
        compare(draw, type, Layout.dense(1000), 1000, given, 7, 8, -100, -1); // and past 2^64
        compare(draw, type, new Layout(new int[] {999}, new long[] {1}, 1), 1000, given, 7, 8, 9, 0); // off a multiple of 16 bytes
        compare(draw, type, Layout.dense(30, 40).transpose(), 1200, given, 7, 8, 9, 0);
        compare(draw, type, new Layout(new int[] {30, 20}, new long[] {40, 2}, 3), 1202, given, 7, 8, 9, 0);
    }

    @Test
    void permutationsAreTheCpus() {
        for (int n : new int[] {0, 1, 2, 3, 17, 1000, 16_384, 16_385, 100_003}) {
            try (Scope _ = Scope.open()) {
                byte[][] drawn = new byte[2][];
                byte[][] counters = new byte[2][];
                Backend[] devices = {cpu, cuda};
                for (int i = 0; i < 2; i++) {
                    View out = devices[i].allocate(DType.INT32, n);
                    View counter = counter(devices[i], 3, 4, -7, 5);
                    devices[i].permutation(out, counter);
                    drawn[i] = bytes(out);
                    counters[i] = bytes(counter);
                }
                assertArrayEquals(drawn[0], drawn[1]);
                assertArrayEquals(counters[0], counters[1]);
            }
        }
    }

    @Test
    void aCounterOfAKeyIsTheCpus() {
        try (Scope _ = Scope.open()) {
            for (long key : new long[] {0, -1, 0x0123_4567_89AB_CDEFL, Long.MIN_VALUE}) {
                byte[] written = bytes(cpu.counter(key, ~key));
                assertArrayEquals(bytes(counter(cpu, (int) key, (int) (key >>> 32), (int) ~key, (int) (~key >>> 32))), written);
                assertArrayEquals(written, bytes(cuda.counter(key, ~key)));
            }
        }
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
