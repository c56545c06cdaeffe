package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class InverseTest {
    /** To the digits that a condition of 5e5 and 1.5e10 leaves. */
    @Test
    void hilbertsInverseIsInIntegers() {
        assertNear(Tensor.of(new double[] {9, -36, 30, -36, 192, -180, 30, -180, 180}, 3, 3), Samples.hilbertInverse(3), 0);
        assertNear(Samples.hilbertInverse(3), Inverse.of(Samples.hilbert(3)), 1e-11);
        assertNear(Samples.hilbertInverse(5), Inverse.of(Samples.hilbert(5)), 1e-16 * 5e5 * 2e5);
        assertNear(Samples.hilbertInverse(8), Inverse.of(Samples.hilbert(8)), 1e-16 * 1.5e10 * 5e9);
    }

    @Test
    void ofABatch() {
        Tensor a = Near.random(2, 3, 7, 7);
        assertNear(Tensor.eye(DType.FLOAT64, 7).broadcastTo(2, 3, 7, 7), Inverse.of(a).matmul(a), 1e-12);
        assertNear(Inverse.of(a.select(0, 1).select(0, 2)), Inverse.of(a).select(0, 1).select(0, 2), 1e-13);
        assertNear(Samples.diagonal(0.5, -4).to(DType.FLOAT32), Inverse.of(Samples.diagonal(2, -0.25).to(DType.FLOAT32)), 0);
        assertArrayEquals(new int[] {0, 0}, Inverse.of(Tensor.zeros(0, 0)).shape());
        assertArrayEquals(new int[] {0, 3, 3}, Inverse.of(Tensor.zeros(0, 3, 3)).shape());
    }

    @Test
    void gradedMatricesKeepTheirDigits() {
        double[] found = Matrices.diagonal(Inverse.of(Samples.diagonal(1e-300, 1, 1e300))).toDoubles();
        assertArrayEquals(new double[] {1, 1, 1}, new double[] {found[0] / 1e300, found[1], found[2] / 1e-300}, 1e-15);
    }

    @Test
    void singularMatricesNameThePivot() {
        assertEquals("solve: the matrix is singular: pivot 2 is zero; drop rows and columns that depend on others,"
                + " or solve by least squares",
                Near.failed(() -> Inverse.of(Tensor.ones(3, 3))));
        assertEquals("inverse: a square matrix, got shape [2, 3]",
                assertThrows(IllegalArgumentException.class, () -> Inverse.of(Tensor.ones(2, 3))).getMessage());
    }

    @Test
    void thePseudoInverseOfARegularMatrixIsItsInverse() {
        Tensor a = Near.random(3, 6, 6);
        assertNear(Inverse.of(a), PseudoInverse.of(a), 1e-11);
        assertNear(Samples.diagonal(0.5, 0, 0), PseudoInverse.of(Samples.diagonal(2, 1e-3, 0), 0.001), 1e-15);
        assertNear(Samples.diagonal(0.5, 1e3, 0), PseudoInverse.of(Samples.diagonal(2, 1e-3, 0), 0.0001), 1e-12);
        assertArrayEquals(new int[] {0, 4}, PseudoInverse.of(Tensor.zeros(4, 0)).shape());
        assertThrows(IllegalArgumentException.class, () -> PseudoInverse.of(a, -1));
    }

    /** Powers of [[1, 1], [1, 0]] hold the numbers of Fibonacci. */
    @Test
    void powers() {
        Tensor a = Tensor.of(new double[] {1, 1, 1, 0}, 2, 2);
        assertNear(Tensor.of(new double[] {20365011074.0, 12586269025.0, 12586269025.0, 7778742049.0}, 2, 2), MatrixPower.of(a, 50), 0);
        assertNear(Tensor.eye(DType.FLOAT64, 2), MatrixPower.of(a, 0), 0);
        assertNear(a, MatrixPower.of(a, 1), 0);
        assertNear(Tensor.of(new double[] {0, 1, 1, -1}, 2, 2), MatrixPower.of(a, -1), 1e-15);
        assertNear(Tensor.of(new double[] {5, -8, -8, 13}, 2, 2), MatrixPower.of(a, -6), 1e-12);
        Tensor batch = Shaping.stack(0, a, a.mul(2));
        assertNear(MatrixPower.of(a, 7).mul(128), MatrixPower.of(batch, 7).select(0, 1), 0);
        assertNear(Tensor.eye(DType.FLOAT64, 2).broadcastTo(2, 2, 2), MatrixPower.of(batch, 0), 0);
        assertNear(Tensor.zeros(DType.FLOAT64, 3, 3), MatrixPower.of(Samples.matrix(3, 3, (i, j) -> j > i ? 1 : 0), 3), 0);
        assertNear(Tensor.eye(DType.FLOAT64, 2).neg(), MatrixPower.of(Tensor.eye(DType.FLOAT64, 2).neg(), Integer.MIN_VALUE + 1), 0);
        assertNear(Tensor.eye(DType.FLOAT64, 2), MatrixPower.of(Tensor.eye(DType.FLOAT64, 2).neg(), Integer.MIN_VALUE), 0);
        Near.failed(() -> MatrixPower.of(Tensor.zeros(2, 2), -1));
    }

    @Test
    void nothingButTheResultStays() {
        try (Scope outer = Scope.open()) {
            Tensor a = Near.random(4, 4);
            int before = outer.owned();
            Inverse.of(a);
            MatrixPower.of(a, 13);
            MatrixPower.of(a, -2);
            PseudoInverse.of(a);
            MatrixExponential.of(a);
            assertEquals(5, outer.owned() - before);
        }
    }
}
