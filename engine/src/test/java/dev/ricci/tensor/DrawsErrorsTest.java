package dev.ricci.tensor;

import static dev.ricci.backend.DType.FLOAT32;
import static dev.ricci.backend.DType.FLOAT64;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong parameters: numbers are refused with their value, tensors give NaN. */
class DrawsErrorsTest {
    private static final Key KEY = Key.of(1);

    private static void refused(String start, String value, Executable call) {
        String said = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(said.startsWith(start) && said.contains(value), said);
    }

    @Test
    void numbers() {
        double nan = Double.NaN;
        double infinite = Double.POSITIVE_INFINITY;
        refused("uniform:", "2.0 and 1.0", () -> KEY.uniform(2, 1, FLOAT32, 3));
        refused("uniform:", "NaN", () -> KEY.uniform(nan, 1, FLOAT32, 3));
        refused("uniform:", "3.0E38", () -> KEY.uniform(-3e38, 3e38, FLOAT32, 3));
        refused("normal: the deviation", "-1.0", () -> KEY.normal(0, -1, FLOAT32, 3));
        refused("normal: the mean", "NaN", () -> KEY.normal(nan, 1, FLOAT32, 3));
        refused("truncatedNormal:", "3.0", () -> KEY.truncatedNormal(3, 2, FLOAT32, 3));
        refused("truncatedNormal:", "NaN", () -> KEY.truncatedNormal(3, nan, FLOAT32, 3));
        refused("exponential: the rate", "0.0", () -> KEY.exponential(0, FLOAT32, 3));
        refused("gamma:", "-0.5", () -> KEY.gamma(-0.5, FLOAT32, 3));
        refused("beta: b", "Infinity", () -> KEY.beta(1, infinite, FLOAT32, 3));
        refused("studentT:", "NaN", () -> KEY.studentT(nan, FLOAT32, 3));
        refused("bernoulli: the probability", "1.5", () -> KEY.bernoulli(1.5, 3));
        refused("poisson: the mean", "-2.0", () -> KEY.poisson(-2, 3));
        refused("integers:", "5 and 5", () -> KEY.integers(5, 5, 3));
        refused("integers:", "2147483649", () -> KEY.integers(0, (1L << 31) + 1, 3));
    }

    @Test
    void typesAndShapes() {
        refused("normal:", "int32", () -> KEY.normal(DType.INT32, 3));
        refused("gamma:", "bool", () -> KEY.gamma(1, DType.BOOL, 3));
        refused("uniform:", "[-1]", () -> KEY.uniform(FLOAT32, -1));
        refused("permutation:", "[-1]", () -> KEY.permutation(-1));
        refused("normal:", "[2]", () -> KEY.normal(Tensor.of(new double[] {1, 2}), Tensor.scalar(FLOAT64, 1), 5, 3));
        refused("categorical:", "[]", () -> KEY.categorical(Tensor.scalar(FLOAT64, 1)));
        refused("topK:", "4", () -> KEY.withoutReplacement(Tensor.ones(3), 4));
        refused("gamma:", "detach()", () -> KEY.gamma(Tensor.ones(3).wanted()));
    }

    @Test
    void tensorsGiveNaN() {
        double[] bad = {-1, Double.NaN};
        Tensor b = Tensor.of(bad);
        Tensor one = Tensor.scalar(FLOAT64, 1);
        double[] nan = {Double.NaN, Double.NaN};
        assertArrayEquals(nan, KEY.normal(one, b).toDoubles());
        assertArrayEquals(nan, KEY.uniform(one, b).toDoubles());
        assertArrayEquals(nan, KEY.truncatedNormal(one, b).toDoubles());
        assertArrayEquals(nan, KEY.exponential(b).toDoubles());
        assertArrayEquals(nan, KEY.gamma(b).toDoubles());
        assertArrayEquals(nan, KEY.beta(one, b).toDoubles());
        assertArrayEquals(nan, KEY.studentT(b).toDoubles());
    }
}
