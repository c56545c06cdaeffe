package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RandomizedSvdTest {
    private static final int M = 90;
    private static final int N = 60;

    /** A matrix whose singular values are ratio^i. */
    private static Tensor falling(double ratio) {
        double[] s = new double[N];
        for (int i = 0; i < N; i++) {
            s[i] = Math.pow(ratio, i);
        }
        Tensor u = Qr.of(Near.random(M, N)).q();
        Tensor v = Qr.of(Near.random(N, N)).q();
        return u.mul(Tensor.of(s, 1, N)).matmul(v.t());
    }

    /** Eckart and Young: no matrix of rank k comes nearer than the next singular value. */
    @Test
    void comesNearTheBestOfItsRank() {
        for (double ratio : new double[] {0.5, 0.9}) {
            Tensor a = falling(ratio);
            Svd found = Svd.randomized(a, 10);
            double error = MatrixNorm.spectral(a.sub(found.product())).item();
            double best = Math.pow(ratio, 10);
            assertTrue(error >= best * (1 - 1e-10) && error < best * 1.05, ratio + ": " + error / best);
            Near.assertOrthonormal(found.u(), 1e-13);
            Near.assertOrthonormal(found.vt().t(), 1e-13);
            assertNearValues(ratio, found.s().toDoubles());
        }
    }

    private static void assertNearValues(double ratio, double... s) {
        for (int i = 0; i < s.length; i++) {
            assertEquals(1, s[i] / Math.pow(ratio, i), 0.01);
        }
    }

    @Test
    void matricesOfLowRankAreFoundWhole() {
        Tensor a = Near.random(40, 5).matmul(Near.random(5, 70));
        Near.assertNear(a, Svd.randomized(a, 5).product(), 1e-12);
        Near.assertNear(a, Svd.randomized(a, 7, new RandomProjection(0, 0, 3)).product(), 1e-12);
        Tensor zero = Tensor.zeros(DType.FLOAT64, 20, 10);
        Near.assertNear(zero, Svd.randomized(zero, 3).product(), 0);
    }

    @Test
    void batches() {
        Tensor a = Near.random(3, 20, 12);
        Svd found = Svd.randomized(a, 12);
        assertArrayEquals(new int[] {3, 20, 12}, found.u().shape());
        Near.assertNear(a, found.product(), 1e-12);
    }

    @Test
    void theSeedDecidesEveryBit() {
        Tensor a = falling(0.95);
        RandomProjection one = new RandomProjection(2, 0, 1);
        assertArrayEquals(Svd.randomized(a, 4, one).u().toDoubles(), Svd.randomized(a, 4, one).u().toDoubles());
        double[] other = Svd.randomized(a, 4, new RandomProjection(2, 0, 2)).s().toDoubles();
        assertTrue(other[3] != Svd.randomized(a, 4, one).s().toDoubles()[3], "another seed looks elsewhere");
    }

    @Test
    void theNumberOfValuesIsChecked() {
        Tensor a = Near.random(5, 3);
        assertEquals("randomizedSvd: 1 to 3 values of a 5 by 3 matrix, got 4",
                assertThrows(IllegalArgumentException.class, () -> Svd.randomized(a, 4)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Svd.randomized(a, 0));
        assertThrows(IllegalArgumentException.class, () -> new RandomProjection(-1, 0, 0));
    }
}
