package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Half;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every type to every other, against Java's own casts and the definition of the types of 16 bits, on both devices. */
class CastTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double[] HARD = {0, -0.0, 1, -1, 0.5, -0.5, 1.999, -1.999, 255, 2147483647.0, 2147483648.0, -2147483648.0,
        -2147483649.0, 0x1p53, 0x1p53 + 2, 0x1p63, -0x1p63, -0x1.8p63, 1e30, -1e30, 1e300, INFINITY, -INFINITY, Double.NaN, 65504, 65519.99,
        65520, 0x1p-24, 0x1p-25, 0x1.8p-25, 1e-40, 5e-324, 1.00048828125, 1.00048828126};
    private static final long[] WHOLE = {0, 1, -1, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 31, -(1L << 31) - 1, (1L << 32) + 5,
        (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE, 16777217, 65519, 65520};

    private static Backend[] devices() {
        return new Backend[] {Devices.current(), CudaUnderTest.device()};
    }

    /** By value, -0 apart from 0. */
    private static double[] cast(Backend device, DType from, DType to, double... values) {
        return Tensor.of(values).to(from).to(device).to(to).toDoubles();
    }

    private static double as(DType type, double v) {
        return switch (type) {
            case BOOL -> v != 0 ? 1 : 0;
            case INT32 -> (int) v;
            case INT64 -> (long) v;
            case FLOAT16 -> plain(v, 11, -24, 65504);
            case BFLOAT16 -> plain(v, 8, -133, 0x1.FEp127);
            case FLOAT32 -> (float) v;
            case FLOAT64 -> v;
        };
    }

    /** By the definition: the nearest multiple of the unit of the number's own power of two, to even between two. */
    private static double plain(double v, int bits, int least, double most) {
        if (v == 0 || Double.isNaN(v) || Double.isInfinite(v)) {
            return v;
        }
        int unit = Math.max(least, Math.getExponent(v) - bits + 1);
        double rounded = Math.scalb(Math.rint(Math.scalb(v, -unit)), unit);
        return Math.abs(rounded) > most ? Math.copySign(INFINITY, v) : rounded;
    }

    @Test
    void floatingPointToEveryType() {
        for (Backend device : devices()) {
            for (DType from : new DType[] {DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64}) {
                double[] in = Arrays.stream(HARD).map(v -> as(from, v)).toArray();
                for (DType to : DType.values()) {
                    double[] expected = Arrays.stream(in).map(v -> as(to, v)).toArray();
                    assertArrayEquals(expected, cast(device, from, to, in), from + " to " + to + " on " + device.name());
                }
            }
        }
    }

    @Test
    void wholeNumbersToEveryType() {
        for (Backend device : devices()) {
            Tensor in = Tensor.of(WHOLE).to(device);
            assertArrayEquals(WHOLE, in.toLongs());
            assertArrayEquals(Arrays.stream(WHOLE).mapToInt(v -> (int) v).toArray(), in.to(DType.INT32).toInts());
            assertArrayEquals(Arrays.stream(WHOLE).mapToDouble(v -> v).toArray(), in.to(DType.FLOAT64).toDoubles());
            for (int i = 0; i < WHOLE.length; i++) {
                assertEquals((float) WHOLE[i], in.to(DType.FLOAT32).toFloats()[i]);
                assertEquals(as(DType.FLOAT16, (float) WHOLE[i]), in.to(DType.FLOAT16).toDoubles()[i]);
                assertEquals(as(DType.BFLOAT16, (float) WHOLE[i]), in.to(DType.BFLOAT16).toDoubles()[i]);
                assertEquals(WHOLE[i] != 0, in.to(DType.BOOL).toBooleans()[i]);
            }
            int[] ints = {0, 7, -7, Integer.MAX_VALUE, Integer.MIN_VALUE};
            Tensor small = Tensor.of(ints).to(device);
            assertArrayEquals(Arrays.stream(ints).asLongStream().toArray(), small.to(DType.INT64).toLongs());
            assertArrayEquals(new long[] {1, 0}, Tensor.of(new boolean[] {true, false}).to(device).to(DType.INT64).toLongs());
        }
    }

    /** All 65,536 of both types are read as defined, and come back as they were. */
    @Test
    void everyNumberOf16Bits() {
        short[] bits = new short[1 << 16];
        IntStream.range(0, bits.length).forEach(i -> bits[i] = (short) i);
        for (Backend device : devices()) {
            try (Scope _ = Scope.open()) {
                Tensor half = Tensor.ofFloat16(bits).to(device);
                Tensor brain = Tensor.ofBfloat16(bits).to(device);
                float[] halves = half.to(DType.FLOAT32).toFloats();
                float[] brains = brain.to(DType.FLOAT32).toFloats();
                short[] halfBack = half.to(DType.FLOAT32).to(DType.FLOAT16).toHalfBits();
                short[] brainBack = brain.to(DType.FLOAT64).to(DType.BFLOAT16).toHalfBits();
                for (int i = 0; i < bits.length; i++) {
                    float expected = Float.float16ToFloat(bits[i]);
                    assertEquals(expected, halves[i], "float16 " + i);
                    assertEquals(Float.intBitsToFloat(i << 16), brains[i], "bfloat16 " + i);
                    if (expected == expected) {
                        assertEquals(bits[i], halfBack[i], "float16 " + i);
                    }
                    if (brains[i] == brains[i]) {
                        assertEquals(bits[i], brainBack[i], "bfloat16 " + i);
                    }
                }
            }
        }
    }

    /** Halfway between two neighbours, and a little to each side of it, for every pair of neighbours. */
    @Test
    void tiesGoToEven() {
        for (DType type : new DType[] {DType.FLOAT16, DType.BFLOAT16}) {
            int last = type == DType.FLOAT16 ? 0x7BFF : 0x7F7F;
            double[] in = new double[3 * last];
            double[] expected = new double[3 * last];
            for (int i = 0; i < last; i++) {
                double low = value(type, i);
                double high = value(type, i + 1);
                double middle = (low + high) / 2;
                double even = i % 2 == 0 ? low : high;
                double[] near = {Math.nextDown(middle), middle, Math.nextUp(middle)};
                double[] nearest = {low, even, high};
                System.arraycopy(near, 0, in, 3 * i, 3);
                System.arraycopy(nearest, 0, expected, 3 * i, 3);
            }
            for (Backend device : devices()) {
                assertArrayEquals(expected, cast(device, DType.FLOAT64, type, in), type + " from float64 on " + device.name());
                double[] negative = Arrays.stream(in).map(v -> -(float) v).toArray(); // float32 holds what is halfway
                double[] rounded = Arrays.stream(negative).map(v -> as(type, v)).toArray();
                assertArrayEquals(rounded, cast(device, DType.FLOAT32, type, negative), type + " from float32 on " + device.name());
            }
        }
    }

    private static double value(DType type, int bits) {
        return type == DType.FLOAT16 ? Half.fromFloat16((short) bits) : Half.fromBfloat16((short) bits);
    }

    @Test
    void floatsOfAllSizes() {
        Random random = new Random(7);
        double[] in = random.ints(20_000).mapToDouble(b -> Float.intBitsToFloat(b)).toArray();
        for (Backend device : devices()) {
            for (DType to : DType.values()) {
                double[] expected = Arrays.stream(in).map(v -> as(to, v)).toArray();
                assertArrayEquals(expected, cast(device, DType.FLOAT32, to, in), to + " on " + device.name());
            }
        }
    }

    @Test
    void readersRefuseWhatTheyWouldChange() {
        assertEquals("toInts: element 1 is 4294967296, which does not fit an int; use toLongs()",
                assertThrows(IllegalArgumentException.class, () -> Tensor.of(new long[] {1, 1L << 32}).toInts()).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[] {1.5f}).toLongs());
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[] {1.5f}).toHalfBits());
        assertEquals(Long.MIN_VALUE, Tensor.of(new long[] {Long.MIN_VALUE}).itemLong());
    }
}
