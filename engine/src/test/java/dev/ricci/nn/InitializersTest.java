package dev.ricci.nn;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializersTest {
    private static final int OUT = 120;
    private static final int IN = 80;

    private static double[] draw(String name, int... shape) {
        return Initializers.named(name).draw(new Generator(5), DType.FLOAT64, shape).toDoubles();
    }

    private static void moments(String name, double variance, boolean uniform) {
        double[] w = draw(name, OUT, IN);
        double mean = Arrays.stream(w).average().orElseThrow();
        double found = Arrays.stream(w).map(v -> v * v).average().orElseThrow();
        double deviation = Math.sqrt(variance / w.length);
        assertEquals(0, mean, 4 * deviation, name);
        // the variance of v^2 is 2 variance^2 for the normal, 4/5 variance^2 for the even distribution
        assertEquals(variance, found, 4 * variance * Math.sqrt((uniform ? 0.8 : 2) / w.length), name);
        double largest = Arrays.stream(w).map(Math::abs).max().orElseThrow();
        double bound = Math.sqrt(3 * variance);
        assertTrue(uniform ? largest <= bound && largest > 0.99 * bound : largest > bound, name + ": the largest is " + largest);
    }

    @Test
    void variances() {
        moments("glorot-uniform", 2.0 / (IN + OUT), true);
        moments("glorot-normal", 2.0 / (IN + OUT), false);
        moments("he-uniform", 2.0 / IN, true);
        moments("he-normal", 2.0 / IN, false);
        moments("lecun-uniform", 1.0 / IN, true);
        moments("lecun-normal", 1.0 / IN, false);
    }

    @Test
    void aKernelBelongsToInputsAndOutputs() {
        double[] w = draw("he-uniform", 30, 20, 3, 3);
        double bound = Math.sqrt(6.0 / (20 * 9));
        double largest = Arrays.stream(w).map(Math::abs).max().orElseThrow();
        assertTrue(largest <= bound && largest > 0.99 * bound);
    }

    @Test
    void orthogonalIsOrthonormalInItsShorterDirection() {
        for (int[] shape : new int[][] {{7, 7}, {11, 4}, {4, 11}, {1, 5}, {5, 1}}) {
            Tensor q = Initializers.orthogonal(2).draw(new Generator(3), DType.FLOAT64, shape);
            assertArrayEquals(shape, q.shape());
            Tensor gram = shape[0] >= shape[1] ? q.t().matmul(q) : q.matmul(q.t());
            Tensor off = gram.sub(Tensor.eye(DType.FLOAT64, gram.size(0)).mul(4)).abs().max();
            assertEquals(0, off.item(), 1e-13);
        }
    }

    /** A 1 by 1 orthogonal matrix is the sign of a normal number: both must occur, about equally often. */
    @Test
    void orthogonalHasNoPreferredSign() {
        Generator g = new Generator(1);
        int positive = 0;
        for (int i = 0; i < 200; i++) {
            positive += Initializers.orthogonal(1).draw(g, DType.FLOAT64, 1, 1).item() > 0 ? 1 : 0;
        }
        assertTrue(positive > 70 && positive < 130, "positive " + positive);
    }

    @Test
    void constantsAndSeeds() {
        assertArrayEquals(new double[] {0, 0}, draw("zeros", 2, 1));
        assertEquals(1.5, Initializers.constant(1.5).draw(new Generator(1), DType.FLOAT32, 1).item());
        assertArrayEquals(draw("he-normal", 5, 3), draw("he-normal", 5, 3));
    }

    @Test
    void unknownNamesAndVectorsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Initializers.named("hee"));
        assertThrows(IllegalArgumentException.class, () -> draw("he-normal", 5));
    }
}
