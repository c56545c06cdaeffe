package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static dev.ricci.linalg.Near.assertOrthonormal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SvdSizesTest {
    @Test
    void fullVectorsAreOrthogonalAndBeginWithTheThinOnes() {
        for (int[] shape : new int[][] {{5, 5}, {9, 4}, {4, 9}, {2, 3, 6, 2}, {2, 1, 7}, {1, 1}, {4, 0}, {0, 4}}) {
            Tensor a = Near.random(shape);
            Svd full = Svd.full(a);
            int m = Matrices.rows(a);
            int n = Matrices.columns(a);
            int k = Math.min(m, n);
            assertArrayEquals(Matrices.shape(Matrices.batch(a), m, m), full.u().shape());
            assertArrayEquals(Matrices.shape(Matrices.batch(a), n, n), full.vt().shape());
            assertOrthonormal(full.u(), 1e-13);
            assertOrthonormal(full.vt().t(), 1e-13);
            assertNear(a, Matrices.scaleColumns(full.u().slice(-1, 0, k), full.s()).matmul(full.vt().slice(-2, 0, k)), 1e-13);
            assertNear(a, full.product(), 1e-13);
            assertNear(Svd.of(a).pseudoInverse(), full.pseudoInverse(), 1e-12);
            assertNear(full.s(), Svd.values(a), 1e-13);
        }
        Tensor low = Near.random(8, 2).matmul(Near.random(2, 5));
        assertOrthonormal(Svd.full(low).u(), 1e-13);
    }

    @Test
    void completeQr() {
        for (int[] shape : new int[][] {{5, 5}, {9, 4}, {4, 9}, {2, 3, 6, 2}, {4, 0}}) {
            Tensor a = Near.random(shape);
            Qr qr = Qr.complete(a);
            assertArrayEquals(a.shape(), qr.r().shape());
            assertNear(a, qr.product(), 1e-13);
            assertNear(qr.r(), Triangles.upper(qr.r()), 0);
            assertOrthonormal(qr.q(), 1e-13);
        }
    }

    @Test
    void valuesAloneAreTheValues() {
        Tensor a = Near.random(3, 20, 20);
        Tensor symmetric = a.add(a.t());
        assertNear(SymmetricEigen.of(symmetric).values(), SymmetricEigen.values(symmetric), 1e-12);
        assertNear(Svd.of(a).s(), Svd.values(a), 1e-12);
        assertArrayEquals(new int[] {0, 4}, SymmetricEigen.values(Tensor.zeros(0, 4, 4)).shape());
    }

    /** Values 4, 2, 1, 0.5, in a turned basis: what k of them leave is the length of the rest, of all 4.6098. */
    @Test
    void truncatedToATolerance() {
        Tensor q = Qr.of(Near.random(4, 4)).q();
        Tensor a = q.matmul(Samples.diagonal(4, 2, 1, 0.5)).matmul(Qr.of(Near.random(6, 4)).q().t());
        double all = Math.sqrt(21.25);
        double[] left = {all, Math.sqrt(5.25), Math.sqrt(1.25), 0.5};
        for (int k = 1; k < 4; k++) {
            assertEquals(k, Svd.truncated(a, left[k] / all * 1.0001).s().size(-1));
            assertEquals(k + 1, Svd.truncated(a, left[k] / all * 0.9999).s().size(-1));
            Svd some = Svd.truncated(a, left[k] / all * 1.0001);
            assertEquals(left[k], MatrixNorm.frobenius(a.sub(some.product())).item(), 1e-13);
            assertNear(some.product(), Svd.largest(a, k).product(), 0);
        }
        assertEquals(4, Svd.truncated(a, 0).s().size(-1));
        assertEquals(2, Svd.truncated(Samples.diagonal(1, 0, 3), 0).s().size(-1));
        assertEquals(0, Svd.truncated(a.mul(0), 0).s().size(-1));
        assertEquals(0, Svd.largest(a, 0).s().size(-1));
        assertEquals(0, Svd.truncated(Tensor.zeros(0, 3, 2), 0.1).u().size(-1));
    }

    @Test
    void aBatchIsTruncatedToWhatItsHardestMatrixNeeds() {
        Tensor batch = Shaping.stack(0, Samples.diagonal(1, 1, 1), Samples.diagonal(1, 1e-9, 0));
        assertArrayEquals(new int[] {2, 3}, Svd.truncated(batch, 1e-3).s().shape());
        assertArrayEquals(new int[] {2, 1}, Svd.truncated(batch.slice(0, 1, 2).broadcastTo(2, 3, 3), 1e-3).s().shape());
        assertArrayEquals(new int[] {1, 3, 3}, Svd.truncated(Tensor.zeros(DType.FLOAT32, 1, 3, 3).add(1e-30).mul(1), 1e-3).product()
                .shape());
    }

    /** 1e300 and 1e-300 in one matrix: of a general SVD the largest value is right, of Jacobi's all that are 1e-110 of it. */
    @Test
    void gradedValues() {
        double[] values = {1e300, 1e150, 1, 1e-150, 1e-300};
        assertEquals(1, Svd.values(Samples.diagonal(values)).toDoubles()[0] / values[0], 1e-14);
        double[] graded = {1e60, 1e20, 1, 1e-20, 1e-50};
        double[] found = Svd.jacobi(Samples.diagonal(graded)).s().toDoubles();
        for (int i = 0; i < graded.length; i++) {
            assertEquals(1, found[i] / graded[i], 1e-14, "value " + i);
        }
        assertEquals(1, Svd.truncated(Samples.diagonal(values), 1e-10).s().size(-1));
    }

    @Test
    void wrongCountsAreRefused() {
        Tensor a = Near.random(4, 3);
        assertEquals("svd: 0 to 3 values of a 4 by 3 matrix, got 4",
                assertThrows(IllegalArgumentException.class, () -> Svd.largest(a, 4)).getMessage());
        assertEquals("svd: a tolerance from 0 to below 1, relative to the largest singular value, got NaN",
                assertThrows(IllegalArgumentException.class, () -> Svd.truncated(a, Double.NaN)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Svd.of(a).rank(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Svd.of(a).pseudoInverse(-1));
    }

    @Test
    void nothingButTheResultsStays() {
        try (Scope outer = Scope.open()) {
            Tensor a = Near.random(7, 4);
            int before = outer.owned();
            Svd.full(a);
            Svd.largest(a, 2);
            Svd.truncated(a, 0.5);
            assertEquals(9, outer.owned() - before);
            Svd.values(a);
            MatrixRank.of(a);
            NullSpace.of(a.t());
            ColumnSpace.of(a);
            assertEquals(13, outer.owned() - before);
            CompleteOrthogonal.of(a);
            assertEquals(18, outer.owned() - before);
        }
    }
}
