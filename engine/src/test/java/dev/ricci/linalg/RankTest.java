package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static dev.ricci.linalg.Near.assertOrthonormal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RankTest {
    private static Tensor ofRank(int rank, int m, int n) {
        return Near.random(m, rank).matmul(Near.random(rank, n));
    }

    @Test
    void ranks() {
        for (DType type : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            assertEquals(3, MatrixRank.of(ofRank(3, 10, 7).to(type)).item());
            assertEquals(3, PivotedQr.of(ofRank(3, 10, 7).to(type)).rank().item());
            assertEquals(4, MatrixRank.of(Near.random(4, 9).to(type)).item());
        }
        assertEquals(0, MatrixRank.of(Tensor.zeros(3, 4)).item());
        assertEquals(0, MatrixRank.of(Tensor.zeros(3, 0)).item());
        assertEquals(1, MatrixRank.of(Tensor.ones(1, 1)).item());
        assertEquals(2, MatrixRank.of(Samples.diagonal(1, 1e-3, 1e-9), 1e-6).item());
        assertArrayEquals(new int[] {0}, MatrixRank.of(Tensor.zeros(0, 2, 2)).shape());
        assertArrayEquals(new int[] {2, 1}, MatrixRank.of(Shaping.stack(0, Samples.diagonal(1, 2, 0), Samples.diagonal(0, 2, 0))).toInts());
        Near.failed(() -> MatrixRank.of(Tensor.full(DType.FLOAT64, Double.NaN, 2, 2)));
    }

    @Test
    void pivotedQrTakesTheLargestRemainderFirst() {
        for (int[] shape : new int[][] {{6, 6}, {9, 4}, {4, 9}, {2, 3, 6, 5}, {1, 1}, {3, 0}}) {
            Tensor a = Near.random(shape);
            PivotedQr qr = PivotedQr.of(a);
            assertNear(a, qr.product(), 1e-13);
            assertOrthonormal(qr.q(), 1e-13);
            assertNear(qr.r(), Triangles.upper(qr.r()), 0);
            Tensor sizes = Matrices.diagonal(qr.r()).abs();
            int k = sizes.size(-1);
            if (k > 1) {
                assertTrue(sizes.slice(-1, 0, k - 1).mul(1 + 1e-14).sub(sizes.slice(-1, 1, k)).min().item() >= 0, "descending");
            }
        }
        Tensor a = Samples.matrix(3, 3, (i, j) -> i == j ? new double[] {1, -5, 3}[i] : 0);
        assertArrayEquals(new int[] {1, 2, 0}, PivotedQr.of(a).order().toInts());
    }

    /** The diagonal of R does not show how near to singular this triangle is; singular values do. */
    @Test
    void kahansMatrixHidesItsSmallestValueFromQr() {
        Tensor kahan = Matrices.scaleColumns(Samples.kahan(50, 0.6), Samples.matrix(1, 50, (i, j) -> 1 - j * 1e-13).squeeze(0));
        double least = Svd.values(kahan).select(-1, -1).item();
        double last = PivotedQr.of(kahan).r().select(0, -1).select(0, -1).abs().item();
        assertTrue(last > 1000 * least, last + " and " + least);
        assertEquals(49, MatrixRank.of(kahan, last / 100).item());
    }

    @Test
    void nullSpaces() {
        for (DType type : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            double tolerance = 100 * type.epsilon();
            for (Tensor a : new Tensor[] {ofRank(3, 8, 5), ofRank(3, 5, 8), Near.random(3, 7), Near.random(7, 3),
                Samples.diagonal(2, 0, 0), Tensor.zeros(DType.FLOAT64, 3, 4)}) {
                Tensor x = a.to(type);
                int rank = (int) MatrixRank.of(x).item();
                Tensor none = NullSpace.of(x);
                Tensor range = ColumnSpace.of(x);
                assertArrayEquals(new int[] {Matrices.columns(a), Matrices.columns(a) - rank}, none.shape());
                assertArrayEquals(new int[] {Matrices.rows(a), rank}, range.shape());
                assertOrthonormal(none, tolerance);
                assertOrthonormal(range, tolerance);
                assertNear(Tensor.zeros(type, Matrices.rows(a), Matrices.columns(a) - rank), x.matmul(none), 10 * tolerance);
                assertNear(x, range.matmul(range.t().matmul(x)), 10 * tolerance);
            }
        }
        assertNear(Tensor.eye(DType.FLOAT32, 3), NullSpace.of(Tensor.zeros(0, 3)), 0);
        assertArrayEquals(new int[] {0, 0}, NullSpace.of(Tensor.zeros(2, 0)).shape());
        assertArrayEquals(new int[] {0, 3, 3}, NullSpace.of(Tensor.zeros(0, 2, 3)).shape());
    }

    @Test
    void aBatchHasOneRankOrIsRefused() {
        Tensor a = Near.random(4, 2, 3);
        assertNear(Tensor.zeros(DType.FLOAT64, 4, 2, 1), a.matmul(NullSpace.of(a)), 1e-14);
        Tensor mixed = Shaping.stack(0, Samples.diagonal(1, 2, 0), Samples.diagonal(0, 2, 0));
        assertEquals("nullSpace: matrix 0 of the batch has rank 2, matrix 1 rank 1, so that their bases differ in size;"
                + " take them one by one", assertThrows(IllegalArgumentException.class, () -> NullSpace.of(mixed)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> ColumnSpace.of(mixed));
    }

    @Test
    void completeOrthogonalFactors() {
        for (Tensor a : new Tensor[] {ofRank(3, 8, 5), ofRank(3, 5, 8), Near.random(6, 6), Near.random(2, 3, 4, 6), Tensor.zeros(3, 2),
            Near.random(1, 1), Tensor.zeros(4, 0)}) {
            CompleteOrthogonal made = CompleteOrthogonal.of(a);
            assertNear(a, made.product(), 1e-13);
            assertOrthonormal(made.q(), 1e-13);
            assertOrthonormal(made.z(), 1e-13);
            assertNear(made.t(), Triangles.upper(made.t().t()).t(), 0);
            assertNear(MatrixRank.of(a).to(DType.FLOAT64), made.rank().to(DType.FLOAT64), 0);
            Tensor b = Near.random(Matrices.rows(a), 2).to(a.dtype());
            assertNear(PseudoInverse.of(a).matmul(b), made.solve(b), 1e-11);
        }
        Tensor mixed = Shaping.stack(0, Samples.diagonal(1, 2, 0), Samples.diagonal(0, 4, 0), Samples.diagonal(1, 1, 8));
        assertArrayEquals(new int[] {2, 1, 3}, CompleteOrthogonal.of(mixed).rank().toInts());
        assertNear(Tensor.of(new double[] {1, 0.5, 0, 0, 0.25, 0, 1, 1, 0.125}, 3, 3),
                CompleteOrthogonal.of(mixed).solve(Tensor.of(new double[] {1, 1, 1})), 1e-15);
    }

    @Test
    void symmetryIsCheckedWhereItIsAskedFor() {
        Tensor a = Near.positiveDefinite(5);
        assertNear(a, Symmetric.checked(a), 0);
        Tensor mirrored = a.add(a.t()).mul(0.5);
        Tensor off = Shaping.stack(0, mirrored, mirrored.add(Samples.matrix(5, 5, (i, j) -> i == 1 && j == 3 ? 7 : 0)));
        String message = assertThrows(IllegalArgumentException.class, () -> Symmetric.checked(off)).getMessage();
        assertTrue(message.startsWith("symmetric: matrix 1 of the batch is not: element [3, 1] is "), message);
        assertTrue(message.endsWith("; take the mean of it and its transpose, or a decomposition for any matrix"), message);
        assertNear(off, Symmetric.checked(off, 0.999), 0);
        Near.failed(() -> Symmetric.checked(a.mul(Double.POSITIVE_INFINITY)));
        assertThrows(IllegalArgumentException.class, () -> Symmetric.checked(Near.random(2, 3)));
        assertArrayEquals(new int[] {0, 0}, Symmetric.checked(Tensor.zeros(0, 0)).shape());
    }
}
