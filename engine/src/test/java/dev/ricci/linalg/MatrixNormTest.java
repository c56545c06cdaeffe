package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.linalg.MatrixNorm.Kind;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MatrixNormTest {
    @Test
    void byHand() {
        Tensor a = Tensor.of(new double[] {1, -2, 3, -4, 5, -6}, 2, 3);
        assertEquals(9, MatrixNorm.one(a).item());
        assertEquals(15, MatrixNorm.infinity(a).item());
        assertEquals(Math.sqrt(91), MatrixNorm.frobenius(a).item(), 1e-14);
        assertEquals(15, MatrixNorm.one(a.t()).item());
        Tensor diagonal = Samples.diagonal(3, -4, 0.5);
        assertEquals(4, Kind.SPECTRAL.of(diagonal).item(), 1e-14);
        assertEquals(7.5, Kind.NUCLEAR.of(diagonal).item(), 1e-14);
        assertArrayEquals(new double[] {6, 12}, MatrixNorm.one(Tensor.of(new double[] {1, 2, 3, 4, 2, 4, 6, 8}, 2, 2, 2)).toDoubles());
        for (Kind kind : Kind.values()) {
            assertEquals(0, kind.of(Tensor.zeros(3, 0)).item());
            assertEquals(0, kind.of(Tensor.zeros(0, 3)).item());
            assertEquals(2, kind.of(Tensor.full(DType.FLOAT32, -2, 1, 1)).item());
            assertArrayEquals(new int[] {0}, kind.of(Tensor.zeros(0, 2, 3)).shape());
        }
        assertTrue(Double.isNaN(MatrixNorm.one(a.mul(Double.NaN)).item()));
        for (double size : new double[] {1e-200, 1e200}) {
            assertEquals(Math.sqrt(91), MatrixNorm.frobenius(a.mul(size)).item() / size, 1e-14);
        }
        assertEquals(5e30, MatrixNorm.frobenius(Tensor.of(new float[] {3e30f, 4e30f}, 1, 2)).item(), 1e24);
    }

    /** That of Hilbert's matrix of order 5, from its inverse in integers; the spectral one from mpmath 1.3.0 with 50 digits. */
    @Test
    void conditions() {
        Tensor h = Samples.hilbert(5);
        assertEquals(943656, MatrixNorm.condition(h, Kind.ONE).item(), 1e-3);
        assertEquals(943656, MatrixNorm.condition(h, Kind.INFINITY).item(), 1e-3);
        assertEquals(480849.11699471889, MatrixNorm.condition(h, Kind.FROBENIUS).item(), 1e-3);
        assertEquals(476607.25024256081, MatrixNorm.condition(h, Kind.SPECTRAL).item(), 1e-3);
        assertEquals(Math.sqrt((1 + 0.25 + 0.0625) * (1 + 4 + 16)),
                MatrixNorm.condition(Samples.diagonal(1, 0.5, 0.25), Kind.FROBENIUS).item(), 1e-14);
        assertEquals(1.75 * 7, MatrixNorm.condition(Samples.diagonal(1, 0.5, 0.25), Kind.NUCLEAR).item(), 1e-13);
    }

    @Test
    void singularMatricesHaveAnInfiniteConditionAndTheOthersOfTheBatchTheirOwn() {
        Tensor batch = Shaping.stack(0, Samples.diagonal(1, 0, 2), Samples.diagonal(1, 4, 2));
        for (Kind kind : new Kind[] {Kind.ONE, Kind.INFINITY, Kind.SPECTRAL}) {
            assertArrayEquals(new double[] {Double.POSITIVE_INFINITY, 4}, MatrixNorm.condition(batch, kind).toDoubles(), 1e-14);
        }
        assertThrows(IllegalArgumentException.class, () -> MatrixNorm.condition(Tensor.zeros(0, 0), Kind.ONE));
        assertThrows(IllegalArgumentException.class, () -> MatrixNorm.condition(Tensor.ones(2, 3), Kind.ONE));
    }
}
