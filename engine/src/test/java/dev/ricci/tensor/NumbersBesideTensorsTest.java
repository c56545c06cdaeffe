package dev.ricci.tensor;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a formula leaves out, such as 0 x and x + 0, is done where a tensor meets the number: values and types are those of any number. */
class NumbersBesideTensorsTest {
    /** IEEE 754, as NumPy: nan * 0, inf * 0 are NaN, and signs of zeros multiply. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16", "FLOAT32", "FLOAT64"})
    void zeroTimesNaNAndInfinityIsNaN(DType dtype) {
        BothDevices.run(() -> {
            double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2, -2, 0, -0.0};
            Tensor x = Tensor.of(values).to(dtype);
            double nan = Double.NaN;
            assertArrayEquals(new double[] {nan, nan, nan, 0, -0.0, 0, -0.0}, x.mul(0).toDoubles());
            assertArrayEquals(new double[] {nan, nan, nan, -0.0, 0.0, -0.0, 0}, x.mul(-0.0).toDoubles());
            assertArrayEquals(new double[] {nan, values[1], values[2], 2, -2, 0, 0}, x.add(0.0).toDoubles());
            assertArrayEquals(values, x.sub(0.0).toDoubles());
            assertArrayEquals(values, x.mul(1).toDoubles());
            assertArrayEquals(values, x.div(1).toDoubles());
            assertEquals(dtype, x.mul(0).dtype());
        });
    }

    /** 0 and 1 give the types that 2 gives. */
    @ParameterizedTest
    @EnumSource
    void typesDoNotDependOnTheNumber(DType dtype) {
        Tensor x = Tensor.of(new double[] {0, 1, 1}).to(dtype);
        for (DoubleFunction<Tensor> f : java.util.List.<DoubleFunction<Tensor>>of(x::add, x::sub, x::mul, x::div, x::pow)) {
            for (double b : new double[] {0, -0.0, 1}) {
                assertEquals(f.apply(2).dtype(), f.apply(b).dtype());
            }
        }
        assertArrayEquals(new double[] {1, 1, 1}, x.pow(0).toDoubles());
        assertArrayEquals(new double[] {0, 1, 1}, x.pow(1).toDoubles());
    }

    @Test
    void longsKeepTheirDigits() {
        Tensor x = Tensor.of(new long[] {9007199254740993L, -5});
        assertArrayEquals(x.toLongs(), x.mul(1).toLongs());
        assertArrayEquals(x.toLongs(), x.pow(1).toLongs());
        assertArrayEquals(new long[] {0, 0}, x.mul(-0.0).toLongs());
    }

    @Test
    void gradientsAreThoseOfAnyNumber() {
        Tensor x = Tensor.of(new double[] {2, 0, -3}).wanted();
        assertArrayEquals(new double[] {0, 0, 0}, Gradients.of(x.mul(0).sum()).get(x).toDoubles());
        assertArrayEquals(new double[] {1, 1, 1}, Gradients.of(x.add(0).mul(1).div(1).sub(0).sum()).get(x).toDoubles());
        assertArrayEquals(new double[] {0, 0, 0}, Gradients.of(x.pow(0).sum()).get(x).toDoubles());
    }

    /** The logarithm of an integer is no reason to be float32. */
    @Test
    void realFunctionsOfIntegersTakeTheTypeBesideThem() {
        Tensor n = Tensor.of(new int[] {3});
        for (DType dtype : new DType[] {DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64}) {
            Tensor y = Tensor.full(dtype, 2, 1).xlogy(n);
            assertEquals(dtype, y.dtype());
            assertEquals(2 * Math.log(3), y.item(), 4 * dtype.epsilon());
        }
        assertEquals(DType.FLOAT32, n.xlogy(n).dtype());
        assertEquals(DType.FLOAT32, n.exp().dtype());
    }

    /** numpy.linalg.norm of no elements is 0 for every positive order. */
    @Test
    void normsOfNoElementsAreZero() {
        for (double p : new double[] {0, 0.5, 1, 2, 2.5, 3}) {
            assertEquals(0, Tensor.zeros(0).normOfOrder(p).item());
            assertArrayEquals(new double[] {0, 0}, Tensor.zeros(DType.FLOAT64, 0, 2).normOfOrder(p, 0).toDoubles());
        }
    }
}
