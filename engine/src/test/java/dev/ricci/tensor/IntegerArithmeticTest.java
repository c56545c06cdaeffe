package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.formula.Formula;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;

/** Arithmetic of int32, int64 and bool against Java's own operators, to the ends of their ranges, on both devices. */
class IntegerArithmeticTest {
    private static final long[] WIDE = {0, 1, -1, 2, -2, 3, -7, 31, 32, 63, 64, 100, -46341, 1L << 32, Integer.MIN_VALUE, Integer.MAX_VALUE,
        3037000500L, (1L << 53) + 1, -(1L << 53) - 1, 0x5555_5555_5555_5555L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1};

    /** What one operation is on tensors, and on numbers in 64 bits before they are narrowed. */
    private record Row(String name, BinaryOperator<Tensor> tensors, LongBinaryOperator numbers, DType ofBool) {}

    private static List<Row> rows(int width) {
        return List.of(
                new Row("add", Tensor::add, (a, b) -> a + b, DType.INT32),
                new Row("sub", Tensor::sub, (a, b) -> a - b, DType.INT32),
                new Row("mul", Tensor::mul, (a, b) -> a * b, DType.INT32),
                new Row("neg", (a, b) -> a.neg(), (a, b) -> -a, DType.INT32),
                new Row("abs", (a, b) -> a.abs(), (a, b) -> width == 32 ? Math.abs((int) a) : Math.abs(a), DType.INT32),
                new Row("sign", (a, b) -> a.sign(), (a, b) -> Long.signum(a), DType.INT32),
                new Row("square", (a, b) -> a.square(), (a, b) -> a * a, DType.INT32),
                new Row("maximum", Tensor::maximum, Math::max, DType.BOOL),
                new Row("minimum", Tensor::minimum, Math::min, DType.BOOL),
                new Row("less", Tensor::less, (a, b) -> a < b ? 1 : 0, DType.BOOL),
                new Row("equal", Tensor::equal, (a, b) -> a == b ? 1 : 0, DType.BOOL),
                new Row("greaterEqual", Tensor::greaterEqual, (a, b) -> a >= b ? 1 : 0, DType.BOOL),
                new Row("floorDiv", Tensor::floorDiv, (a, b) -> b == 0 ? 0 : Math.floorDiv(a, b), DType.INT32),
                new Row("remainder", Tensor::remainder, (a, b) -> b == 0 ? 0 : Math.floorMod(a, b), DType.INT32),
                new Row("fmod", Tensor::fmod, (a, b) -> b == 0 ? 0 : a % b, DType.INT32),
                new Row("trunc", (a, b) -> a.trunc().add(a.round()), (a, b) -> 2 * a, DType.INT32),
                new Row("pow", Tensor::pow, IntegerArithmeticTest::power, DType.INT32),
                new Row("bitAnd", Tensor::bitAnd, (a, b) -> a & b, DType.BOOL),
                new Row("bitOr", Tensor::bitOr, (a, b) -> a | b, DType.BOOL),
                new Row("bitXor", Tensor::bitXor, (a, b) -> a ^ b, DType.BOOL),
                new Row("shiftLeft", Tensor::shiftLeft, (a, b) -> b < 0 || b >= width ? 0 : a << b, DType.INT32),
                new Row("shiftRight", Tensor::shiftRight, (a, b) -> a >> (b < 0 || b >= width ? width - 1 : b), DType.INT32));
    }

    private static long power(long a, long b) {
        if (b >= 0) {
            return BigInteger.valueOf(a).modPow(BigInteger.valueOf(b), BigInteger.ONE.shiftLeft(64)).longValue();
        }
        return a == 1 || a == -1 && b % 2 == 0 ? 1 : a == -1 ? -1 : 0;
    }

    private static Backend[] devices() {
        return new Backend[] {Devices.current(), CudaUnderTest.device()};
    }

    private static void check(Row row, DType type, Backend device, long... values) {
        int n = values.length;
        Tensor x = Tensor.of(values).to(device).to(type);
        Tensor got = row.tensors.apply(x.unsqueeze(1), x).broadcastTo(n, n);
        DType expected = type != DType.BOOL ? got.dtype() == DType.BOOL ? DType.BOOL : type : row.ofBool;
        assertEquals(expected, got.dtype(), row.name + " of " + type);
        long[] found = got.toLongs();
        for (int i = 0; i < n * n; i++) {
            long v = row.numbers.applyAsLong(values[i / n], values[i % n]);
            assertEquals(type == DType.INT32 ? (int) v : v, found[i],
                    row.name + " of " + values[i / n] + " and " + values[i % n] + " in " + type + " on " + device.name());
        }
    }

    @Test
    void everyOperationOfEveryPair() {
        long[] narrow = Arrays.stream(WIDE).filter(v -> v == (int) v).toArray();
        for (Backend device : devices()) {
            try (Scope _ = Scope.open()) {
                rows(64).forEach(r -> check(r, DType.INT64, device, WIDE));
                rows(32).forEach(r -> check(r, DType.INT32, device, narrow));
                rows(32).forEach(r -> check(r, DType.BOOL, device, 0, 1));
            }
        }
    }

    @Test
    void numbersOfAnySizeBesideInt64() {
        long odd = (1L << 53) + 1;
        for (Backend device : devices()) {
            Tensor x = Tensor.of(new long[] {odd, 1, Long.MIN_VALUE}).to(device);
            assertArrayEquals(new long[] {odd + odd, 1 + odd, Long.MIN_VALUE + odd}, x.add(odd).toLongs());
            assertArrayEquals(new long[] {0, 1 - odd, Long.MIN_VALUE - odd}, x.sub(odd).toLongs());
            assertArrayEquals(new long[] {odd * odd, odd, Long.MIN_VALUE * odd}, x.mul(odd).toLongs());
            assertArrayEquals(new boolean[] {true, false, false}, x.equal(odd).toBooleans());
            assertArrayEquals(new boolean[] {false, true, true}, x.less(odd).toBooleans());
            assertArrayEquals(new long[] {odd & ~1L, 0, Long.MIN_VALUE}, x.bitAnd(~1L).toLongs());
            assertArrayEquals(new long[] {~odd, ~1L, ~Long.MIN_VALUE}, x.bitNot().toLongs());
            assertArrayEquals(new long[] {1, 0, Math.floorDiv(Long.MIN_VALUE, odd)}, x.floorDiv(odd).toLongs());
            assertArrayEquals(new long[] {odd << 3, 8, 0}, x.shiftLeft(3).toLongs());
        }
        assertArrayEquals(new boolean[] {false, true}, Tensor.of(new boolean[] {true, false}).bitNot().toBooleans());
    }

    @Test
    void reductionsOfInt64AreExact() {
        int n = 70_001;
        long[] values = new long[n];
        Arrays.setAll(values, i -> (1L << 53) + i * 0x9E37_79B9_7F4A_7C15L);
        long sum = Arrays.stream(values).sum();
        long product = Arrays.stream(values).map(v -> v | 1).reduce(1, (a, b) -> a * b);
        for (Backend device : devices()) {
            try (Scope _ = Scope.open()) {
                Tensor x = Tensor.of(values).to(device);
                assertEquals(sum, x.sum().itemLong());
                assertEquals(product, x.bitOr(1).prod().itemLong());
                assertEquals(Arrays.stream(values).max().orElseThrow(), x.max().itemLong());
                assertEquals(Arrays.stream(values).min().orElseThrow(), x.min().itemLong());
                Tensor table = Tensor.of(Arrays.copyOf(values, 3 * 1000)).to(device).reshape(1000, 3);
                long[] columns = new long[3];
                for (int i = 0; i < 3000; i++) {
                    columns[i % 3] += values[i];
                }
                assertArrayEquals(columns, table.sum(0).toLongs());
                assertEquals(Arrays.stream(columns).sum(), table.sum(1).sum().itemLong());
                long[] running = values.clone();
                Arrays.parallelPrefix(running, Long::sum);
                assertArrayEquals(running, x.cumsum(0).toLongs());
            }
        }
    }

    @Test
    void orderOfInt64IsExact() {
        long base = 1L << 60;
        long[] values = {base + 3, base + 1, base + 2, Long.MIN_VALUE, Long.MAX_VALUE, base + 1, -base - 1, -base};
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        for (Backend device : devices()) {
            Tensor x = Tensor.of(values).to(device);
            assertArrayEquals(sorted, x.sort(0).values().toLongs());
            assertArrayEquals(new int[] {4, 0, 2}, x.topK(3, 0).order().toInts());
            assertEquals(4, x.argmax(0).itemLong());
            assertEquals(3, x.argmin(0).itemLong());
            Tensor index = Tensor.of(new long[] {4, 4, 0}).to(device);
            assertArrayEquals(new long[] {values[4], values[4], values[0]}, x.gather(index, 0).toLongs());
            long[] added = values.clone();
            added[4] += base + 2;
            added[0] += 5;
            Tensor more = Tensor.of(new long[] {base, 2, 5}).to(device);
            assertArrayEquals(added, x.scatterAdd(index, more, 0).toLongs());
        }
    }

    @Test
    void productsOfInt64WrapAround() {
        long[] a = {Long.MAX_VALUE, 3, -5, (1L << 53) + 1, 7, 1L << 40};
        long[] b = {2, (1L << 53) + 1, 1L << 30, 9, -1, 4};
        for (Backend device : devices()) {
            Tensor x = Tensor.of(a, 2, 3).to(device);
            Tensor y = Tensor.of(b, 3, 2).to(device);
            long[] expected = new long[4];
            for (int i = 0; i < 4; i++) {
                for (int k = 0; k < 3; k++) {
                    expected[i] += a[i / 2 * 3 + k] * b[k * 2 + i % 2];
                }
            }
            assertArrayEquals(expected, x.matmul(y).toLongs());
        }
    }

    @Test
    void indicesThatNoIntHoldsAreOutOfRange() {
        Tensor x = Tensor.arange(5);
        String message = assertThrows(IllegalArgumentException.class, () -> x.gather(Tensor.of(new long[] {1L << 32}), 0).toInts())
                .getMessage();
        assertTrue(message.startsWith("gather: indices are 0 to 4"), message);
    }

    @Test
    void bitsOfFloatingPointNumbersAreRefused() {
        Tensor x = Tensor.ones(3);
        String message = assertThrows(IllegalArgumentException.class, () -> x.bitAnd(x)).getMessage();
        assertEquals("bitAnd: wants integers or bool, got float32; convert by to(DType.INT32) or to(DType.INT64)", message);
        assertThrows(IllegalArgumentException.class, () -> x.shiftLeft(2));
        assertThrows(IllegalArgumentException.class, () -> Tensor.sum(Formula.X.bitOr(Formula.Y), x, x));
        assertThrows(IllegalArgumentException.class, () -> Tensor.arange(3).bitXor(1L << 40));
        assertThrows(IllegalArgumentException.class, () -> Tensor.arange(3).xor(Tensor.arange(3)));
    }

    @Test
    void powersOfIntegersAreIntegers() {
        Tensor x = Tensor.of(new int[] {3, -2, 10});
        assertArrayEquals(new int[] {27, -8, 1000}, x.pow(3).toInts());
        assertEquals(DType.FLOAT32, x.pow(-1).dtype());
        assertEquals(DType.FLOAT32, x.pow(0.5).dtype());
        assertEquals(DType.FLOAT32, x.pow(Tensor.ones(3)).dtype());
        assertArrayEquals(new double[] {1 / 3.0, -0.5, 0.1}, x.pow(-1).toDoubles(), 1e-7);
    }
}
