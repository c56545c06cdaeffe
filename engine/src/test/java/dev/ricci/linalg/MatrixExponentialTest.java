package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MatrixExponentialTest {
    private static Tensor square(double... values) {
        int n = (int) Math.sqrt(values.length);
        return Tensor.of(values, n, n);
    }

    private static Tensor rotation(double angle) {
        return square(0, -angle, angle, 0);
    }

    private static Tensor turned(double angle) {
        return square(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle));
    }

    @Test
    void closedForms() {
        assertNear(square(1, 1, 0.5, 0, 1, 1, 0, 0, 1), MatrixExponential.of(Samples.matrix(3, 3, (i, j) -> j == i + 1 ? 1 : 0)), 1e-15);
        for (double angle : new double[] {0, 1e-9, 0.5, 3, 40}) {
            assertNear(turned(angle), MatrixExponential.of(rotation(angle)), 1e-13);
        }
        assertNear(Samples.diagonal(1, Math.E, Math.exp(-50)), MatrixExponential.of(Samples.diagonal(0, 1, -50)), 1e-14);
        assertEquals(Math.exp(-50), MatrixExponential.of(Samples.diagonal(0, 1, -50)).select(0, 2).select(0, 2).item(), 1e-34);
        assertEquals(Math.exp(700), MatrixExponential.of(Samples.diagonal(700)).item(), 1e-12 * Math.exp(700));
        assertNear(Tensor.eye(DType.FLOAT64, 3), MatrixExponential.of(Tensor.zeros(DType.FLOAT64, 3, 3)), 0);
        assertArrayEquals(new int[] {0, 0}, MatrixExponential.of(Tensor.zeros(0, 0)).shape());
        assertArrayEquals(new int[] {0, 2, 2}, MatrixExponential.of(Tensor.zeros(0, 2, 2)).shape());
    }

    /** The values of mpmath 1.3.0, expm by Taylor series with 50 digits; the second is the example of Moler &amp; Van Loan (1978). */
    @Test
    void valuesOfManyDigits() {
        Tensor a = square(1.5, -2.25, 0.5, 3, 0.75, 4, -1.25, 0.125, -3.5, 0.25, 2, 1, 0.5, -0.75, 1.75, -2);
        Tensor wanted = square(-22.13845676541023, -12.581828119302954, 12.660724381253077, -6.5158060021616828, 21.160316760885414,
                6.5127878813076126, -3.9428280466153149, 10.639287333812449, 9.3649672582890555, 38.4397083600809, -15.607821138954639,
                -1.3857077442645657, -4.6928601140320575, 7.280970524583947, -0.49389802737998921, -2.6302676830380994);
        assertNear(wanted, MatrixExponential.of(a), 1e-13);
        assertNear(wanted.to(DType.FLOAT32), MatrixExponential.of(a.to(DType.FLOAT32)), 1e-4);
        assertNear(square(-0.73575875814475308, 0.55181909965809770, -1.4715175990882605, 1.1036382407155726),
                MatrixExponential.of(square(-49, 24, -64, 31)), 1e-13);
    }

    /** [[1, x], [0, -1]]: sinh(1) x beside e and 1 / e. Scaling by the norm alone would take 18 squarings and lose digits of both. */
    @Test
    void aLargeOffDiagonalCostsNoSquarings() {
        Tensor a = square(1, 1e6, 0, -1);
        assertArrayEquals(new int[] {0}, new PadeScaling(a, false).squarings());
        Tensor e = MatrixExponential.of(a);
        assertEquals(Math.E, e.select(0, 0).select(0, 0).item(), 1e-14);
        assertEquals(Math.exp(-1), e.select(0, 1).select(0, 1).item(), 1e-14);
        assertEquals(1175201.1936438015, e.select(0, 0).select(0, 1).item(), 1e-7);
    }

    @Test
    void eachMatrixOfABatchHasItsOwnScaling() {
        Tensor a = Near.random(5, 5);
        Tensor batch = Shaping.stack(0, a.mul(1e-3), a, a.mul(4), Tensor.zeros(DType.FLOAT64, 5, 5)).reshape(2, 2, 5, 5);
        Tensor e = MatrixExponential.of(batch);
        assertArrayEquals(new int[] {2, 2, 5, 5}, e.shape());
        for (int i = 0; i < 4; i++) {
            Tensor single = MatrixExponential.of(batch.select(0, i / 2).select(0, i % 2));
            double scale = single.abs().max().item();
            assertNear(single.div(scale), e.select(0, i / 2).select(0, i % 2).div(scale), 1e-14);
        }
        assertNear(MatrixPower.of(MatrixExponential.of(a), 4).div(e.abs().max().item()), e.select(0, 1).select(0, 0)
                .div(e.abs().max().item()), 1e-13);
    }

    @Test
    void theInverseIsThatOfTheNegativeAndTheDeterminantThatOfTheTrace() {
        for (DType type : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            Tensor a = Near.random(3, 8, 8).to(type);
            double tolerance = 1e3 * type.epsilon() * MatrixExponential.of(a).abs().max().item();
            assertNear(Tensor.eye(type, 8).broadcastTo(3, 8, 8), MatrixExponential.of(a).matmul(MatrixExponential.of(a.neg())), tolerance);
            assertNear(Matrices.diagonal(a).sum(-1), LogDeterminant.of(MatrixExponential.of(a)).logarithm(), tolerance);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertEquals("matrixExponential: the matrix holds NaN or infinity; look for the operation that made it, or replace it before",
                Near.failed(() -> MatrixExponential.of(square(0, Double.NaN, 0, 0))));
        assertEquals("matrixExponential: that of matrix 1 of the batch is beyond the range of float32; take A - c I for a number c,"
                + " whose exponential is smaller by the factor exp(c), or compute in float64",
                Near.failed(() -> MatrixExponential.of(Tensor.of(new float[] {1, 100}, 2, 1, 1))));
        Near.failed(() -> MatrixExponential.of(Samples.diagonal(1e300, 1)));
        assertEquals("matrixExponential: a square matrix, got shape [2, 3]",
                assertThrows(IllegalArgumentException.class, () -> MatrixExponential.of(Tensor.ones(2, 3))).getMessage());
    }
}
