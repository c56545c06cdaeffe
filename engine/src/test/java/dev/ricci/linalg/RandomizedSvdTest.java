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

    /** The bound holds, and is not far above: the rest of a random matrix has many values alike, for which it is worst. */
    @Test
    void theErrorIsKnown() {
        for (double ratio : new double[] {0.5, 0.8, 0.95, 1}) {
            for (Tensor a : new Tensor[] {falling(ratio), falling(ratio).t()}) {
                RandomizedSvd found = RandomizedSvd.of(a, 10);
                Tensor left = a.sub(found.svd().product());
                double spectral = MatrixNorm.spectral(left).item();
                double frobenius = MatrixNorm.frobenius(left).item();
                assertTrue(found.bound().item() >= spectral && found.bound().item() < 6 * frobenius,
                        ratio + ": " + spectral + " below " + found.bound().item() + " below 6 times " + frobenius);
                assertEquals(1, found.remainder().item() / frobenius, 0.35, "ratio " + ratio);
            }
        }
    }

    /** Also where too little was looked for, without power iterations. */
    @Test
    void theErrorIsKnownWhereTheSearchWentBadly() {
        Tensor a = falling(0.97);
        RandomizedSvd found = RandomizedSvd.of(a, 3, new RandomProjection(0, 0, 1));
        Tensor left = a.sub(found.svd().product());
        assertTrue(MatrixNorm.spectral(left).item() > 1.05 * Math.pow(0.97, 3), "it did go badly");
        assertTrue(found.bound().item() >= MatrixNorm.spectral(left).item());
        assertEquals(1, found.remainder().item() / MatrixNorm.frobenius(left).item(), 0.35);
    }

    @Test
    void theRemainderIsRightOnAverage() {
        Tensor a = falling(0.9);
        double sum = 0;
        int runs = 60;
        for (int seed = 0; seed < runs; seed++) {
            RandomizedSvd found = RandomizedSvd.of(a, 8, RandomProjection.DEFAULT.seeded(seed));
            double exact = MatrixNorm.frobenius(a.sub(found.svd().product())).item();
            sum += Math.pow(found.remainder().item() / exact, 2);
        }
        assertEquals(1, sum / runs, 0.15); // of a mean of 600 squares that are not alike
    }

    @Test
    void asManyValuesAsAToleranceAsks() {
        Tensor a = falling(0.8);
        double total = MatrixNorm.frobenius(a).item();
        for (double tolerance : new double[] {0.5, 0.1, 1e-3, 1e-5}) {
            RandomizedSvd found = RandomizedSvd.within(a, tolerance, RandomProjection.DEFAULT);
            int wanted = (int) Math.ceil(Math.log(tolerance) / Math.log(0.8)); // 0.8^k is the share left
            assertEquals(wanted, found.svd().s().size(), 1, "for " + tolerance);
            assertTrue(MatrixNorm.frobenius(a.sub(found.svd().product())).item() < 1.3 * tolerance * total);
        }
        assertEquals(1, RandomizedSvd.within(a.mul(0), 0.1, RandomProjection.DEFAULT).svd().s().size());
        assertThrows(IllegalArgumentException.class, () -> RandomizedSvd.within(a, 0, RandomProjection.DEFAULT));
        assertThrows(IllegalArgumentException.class, () -> RandomizedSvd.within(Near.random(2, 3, 3), 0.1, RandomProjection.DEFAULT));
    }

    @Test
    void theErrorsOfABatch() {
        Tensor a = Near.random(4, 20, 12);
        RandomizedSvd found = RandomizedSvd.of(a, 5);
        assertArrayEquals(new int[] {4}, found.bound().shape());
        double[] exact = MatrixNorm.frobenius(a.sub(found.svd().product())).toDoubles();
        double[] estimated = found.remainder().toDoubles();
        for (int i = 0; i < 4; i++) {
            assertEquals(1, estimated[i] / exact[i], 0.4);
        }
    }

    /** Products alone where columns are independent, reflectors where they are not: orthonormal always, and the same space. */
    @Test
    void tallBasesAreOrthonormal() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double rounding = 20 * dtype.epsilon();
            for (int digits : new int[] {0, 2, 4, 6, 9, 30}) {
                double[] scale = new double[12];
                for (int i = 0; i < scale.length; i++) {
                    scale[i] = Math.pow(10, -digits * i / 11.0);
                }
                Tensor graded = Near.random(400, 12).mul(Tensor.of(scale));
                Tensor dependent = graded.matmul(Near.random(12, 12));
                for (Tensor a : new Tensor[] {graded.to(dtype), dependent.to(dtype), Near.random(400, 12).mul(0).to(dtype)}) {
                    Tensor q = TallBasis.of(a);
                    Near.assertOrthonormal(q, rounding);
                    Near.assertNear(a, q.matmul(q.t().matmul(a)), 20 * rounding);
                }
            }
        }
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
