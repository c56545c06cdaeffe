package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.linalg.Svd;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations on float16 and bfloat16 give what float32 gives, rounded once. */
class HalvesTest {
    private static final UnaryOperator<Tensor>[] OPERATIONS = operations(
            x -> x.exp(), x -> x.mul(1.3).add(0.1).tanh(), x -> Tensor.map(dev.ricci.formula.Formula.X.mul(1.3).tanh(), x),
            x -> x.sum(), x -> x.sum(0), x -> x.sum(1), x -> x.mean(0), x -> x.variance(1, 1), x -> x.max(1), x -> x.prod(0),
            x -> x.cumsum(1), x -> x.softmax(1), x -> x.logSoftmax(0), x -> x.logSumExp(1), x -> x.norm(), x -> x.layerNorm(1e-5),
            x -> x.matmul(x.t()), x -> x.matmul(x.select(0, 0)), x -> x.sort(1).values(), x -> x.topK(3, 1).values(), x -> x.median(1),
            x -> x.gather(Tensor.of(new int[] {2, 0, 2}).to(x.backend()), 0), x -> x.t().copy(), x -> x.flip(0), x -> x.dot(x), x -> x.pow(2),
            x -> x.scatterAdd(Tensor.of(new int[] {1, 1, 1}).to(x.backend()), x.slice(0, 0, 3), 0), x -> x.less(0).where(x, x.neg()),
            x -> x.crossEntropy(Tensor.of(new long[] {0, 1, 2, 3, 4, 0, 1}).to(x.backend())));

    @SafeVarargs
    private static UnaryOperator<Tensor>[] operations(UnaryOperator<Tensor>... all) {
        return all;
    }

    private static Tensor numbers(DType type, Backend device) {
        Random random = new Random(3);
        return Tensor.of(random.doubles(7 * 11, -2, 2).toArray(), 7, 11).to(type).to(device);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void everyOperationIsThatOfFloat32Rounded(DType type) {
        for (Backend device : new Backend[] {Devices.current(), CudaUnderTest.device()}) {
            for (int i = 0; i < OPERATIONS.length; i++) {
                try (Scope _ = Scope.open()) {
                    Tensor x = numbers(type, device);
                    Tensor got = OPERATIONS[i].apply(x);
                    Tensor wide = OPERATIONS[i].apply(x.to(DType.FLOAT32));
                    assertEquals(type, got.dtype(), "operation " + i);
                    assertArrayEquals(wide.shape(), got.shape());
                    double steps = i == 1 ? 3 : 1.01; // three operations round three times
                    double[] expected = wide.toDoubles();
                    double[] found = got.toDoubles();
                    for (int k = 0; k < found.length; k++) {
                        assertEquals(expected[k], found[k], steps * type.epsilon() * (Math.abs(expected[k]) + (i == 1 ? 1 : 0x1p-13)),
                                "operation " + i + " on " + device.name());
                    }
                }
            }
        }
    }

    @Test
    void longSumsDoNotLoseSmallTerms() {
        for (Backend device : new Backend[] {Devices.current(), CudaUnderTest.device()}) {
            Tensor x = Tensor.full(DType.FLOAT16, 0.125, 100_000).to(device);
            assertEquals(12_500 - 12_500 % 8, x.sum().item(), 4.0); // float16 has every eighth number there
            assertEquals(0.125, x.mean().item());
            Tensor large = Tensor.full(DType.FLOAT16, 60_000, 1000).to(device);
            assertEquals(60_000, large.mean().item(), 16);
            assertEquals(Double.POSITIVE_INFINITY, large.sum().item());
            assertEquals(6e7, Tensor.full(DType.BFLOAT16, 60_000, 1000).to(device).sum().item(), 6e7 / 128);
        }
    }

    @Test
    void argumentsAndPositions() {
        for (Backend device : new Backend[] {Devices.current(), CudaUnderTest.device()}) {
            Tensor x = Tensor.of(new float[] {1, Float.NaN, 7, -3, 7}).to(DType.BFLOAT16).to(device);
            assertEquals(1, x.argmax(0).item());
            assertArrayEquals(new int[] {3, 0, 2, 4, 1}, x.argsort(0).toInts());
            assertArrayEquals(new int[] {0, 1, 2, 3, 4}, x.nonZero().toInts());
        }
    }

    @Test
    void gradientsComeInTheirOwnType() {
        for (DType type : new DType[] {DType.FLOAT16, DType.BFLOAT16}) {
            Tensor x = numbers(type, Devices.current()).wanted();
            Tensor loss = x.softmax(1).matmul(x.t()).square().mean();
            Tensor g = Gradients.of(loss).get(x);
            assertEquals(type, g.dtype());
            Tensor w = numbers(type, Devices.current()).to(DType.FLOAT32).wanted();
            Tensor wide = Gradients.of(w.softmax(1).matmul(w.t()).square().mean()).get(w);
            double largest = wide.abs().max().item();
            assertEquals(0, g.to(DType.FLOAT32).sub(wide).abs().max().item(), 20 * type.epsilon() * largest);
        }
    }

    @Test
    void linearAlgebraNamesTheRemedy() {
        Tensor a = numbers(DType.FLOAT16, Devices.current());
        String message = assertThrows(IllegalArgumentException.class, () -> Svd.of(a)).getMessage();
        assertEquals("svd: wants float32 or float64, got float16; convert by to(DType.FLOAT32)", message);
        assertThrows(IllegalArgumentException.class, () -> Svd.of(a.to(DType.INT64)));
        assertThrows(IllegalArgumentException.class, () -> new Generator(1).uniform(DType.BFLOAT16, 3));
    }

    @Test
    void theyPrintAsNumbers() {
        assertEquals("[1., 2.]  [2] float16", Tensor.of(new float[] {1, 2}).to(DType.FLOAT16).toString());
        assertEquals("[9007199254740993]  [1] int64", Tensor.of(new long[] {9007199254740993L}, 1).toString());
    }
}
