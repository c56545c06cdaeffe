package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LuTest {
    @Test
    void theFactorsAreTriangularAndTheirProductIsTheMatrix() {
        for (int[] shape : new int[][] {{1, 1}, {6, 6}, {7, 3}, {3, 7}, {2, 3, 5, 5}, {2, 9, 4}, {40, 40}}) {
            Tensor a = Near.random(shape);
            Lu lu = Lu.of(a);
            assertNear(a, lu.product(), 1e-13);
            assertNear(lu.u(), Triangles.upper(lu.u()), 0);
            assertNear(lu.l(), Triangles.unitLower(lu.l()), 0);
            assertTrue(lu.l().abs().max().item() <= 1, "pivots are the largest of their columns");
            assertNear(Orders.apply(lu.order(), a), lu.l().matmul(lu.u()), 1e-13);
        }
    }

    @Test
    void solvesAndTellsThePivotThatIsZero() {
        Tensor a = Near.random(2, 8, 8);
        Tensor b = Near.random(3, 1, 8, 2);
        Tensor x = Lu.of(a).solve(b);
        assertArrayEquals(new int[] {3, 2, 8, 2}, x.shape());
        assertNear(b.broadcastTo(x.shape()), a.matmul(x), 1e-12);
        Tensor v = Near.random(8);
        assertNear(Solve.general(a, v), Lu.of(a).solve(v), 1e-12);
        Tensor singular = Shaping.stack(0, Samples.diagonal(1, 2, 3), Samples.diagonal(1, 0, 3));
        assertEquals("solve: matrix 1 of the batch is singular: pivot 2 is zero; drop rows and columns that depend on others,"
                + " or solve by least squares",
                Near.failed(() -> Lu.of(singular).solve(Near.random(3))));
        assertEquals("solve: a square matrix, got shape [4, 3]",
                assertThrows(IllegalArgumentException.class, () -> Lu.of(Near.random(4, 3)).solve(Near.random(4))).getMessage());
    }

    @Test
    void determinantsOfKnownMatrices() {
        assertEquals(1, Determinant.of(Samples.pascal(10)).item(), 1e-5); // condition 4e9
        assertEquals(31, Determinant.of(Near.secondDifference(30)).item(), 1e-12);
        double[] nodes = {-2, -1, 0.5, 1, 3};
        double vandermonde = 1;
        for (int i = 0; i < nodes.length; i++) {
            for (int j = 0; j < i; j++) {
                vandermonde *= nodes[i] - nodes[j];
            }
        }
        Tensor v = Samples.matrix(5, 5, (i, j) -> Math.pow(nodes[i], j));
        assertEquals(vandermonde, Determinant.of(v).item(), 1e-11 * Math.abs(vandermonde));
        assertEquals(1 / 266716800000.0, Determinant.of(Samples.hilbert(5)).item(), 1e-22);
        assertEquals(-1, Determinant.of(Samples.matrix(3, 3, (i, j) -> i == (j == 2 ? 2 : 1 - j) ? 1 : 0)).item());
        assertEquals(-7, Determinant.of(Samples.diagonal(-7)).item());
        assertEquals(0, Determinant.of(Tensor.ones(4, 4)).item());
        assertEquals(1, Determinant.of(Tensor.zeros(0, 0)).item());
        assertEquals(6, Determinant.of(Samples.diagonal(1, 2, 3).to(DType.FLOAT32)).item());
    }

    @Test
    void determinantsOverflowOnlyWhereTheyAreTooLarge() {
        assertEquals(1, Determinant.of(Samples.diagonal(1e200, 1e200, 1e-150, 1e-150, 1e-100)).item(), 1e-14);
        assertEquals(-6, Determinant.of(Samples.diagonal(2e300, 3e-300, -1)).item(), 1e-14);
        assertEquals(1e300, Determinant.of(Samples.diagonal(1e-300, 1e300, 1e-300, 1e300, 1e300)).item(), 1e287);
        assertEquals(Double.POSITIVE_INFINITY, Determinant.of(Samples.diagonal(1e200, 1e200)).item());
        LogDeterminant large = LogDeterminant.of(Samples.diagonal(-1e200, 1e200, 1e200));
        assertEquals(-1, large.sign().item());
        assertEquals(600 * Math.log(10), large.logarithm().item(), 1e-12);
    }

    @Test
    void logDeterminantsOfABatch() {
        Tensor batch = Shaping.stack(0, Near.secondDifference(4), Tensor.zeros(DType.FLOAT64, 4, 4), Samples.diagonal(1, -2, 3, 5));
        LogDeterminant made = LogDeterminant.of(batch);
        assertArrayEquals(new double[] {1, 0, -1}, made.sign().toDoubles());
        assertArrayEquals(new double[] {Math.log(5), Double.NEGATIVE_INFINITY, Math.log(30)}, made.logarithm().toDoubles(), 1e-14);
        assertArrayEquals(new double[] {5, 0, -30}, Determinant.of(batch).toDoubles(), 1e-13);
        assertArrayEquals(new int[] {0}, Determinant.of(Tensor.zeros(0, 3, 3)).shape());
        assertEquals(1, LogDeterminant.of(Tensor.zeros(0, 0)).sign().item());
        assertEquals(0, LogDeterminant.of(Tensor.zeros(0, 0)).logarithm().item());
    }

    /** Of products of matrices the determinants multiply. */
    @Test
    void determinantsMultiply() {
        Tensor a = Near.random(5, 12, 12);
        Tensor b = Near.random(12, 12);
        LogDeterminant product = LogDeterminant.of(a.matmul(b));
        assertNear(LogDeterminant.of(a).sign().mul(LogDeterminant.of(b).sign()), product.sign(), 0);
        assertNear(LogDeterminant.of(a).logarithm().add(LogDeterminant.of(b).logarithm()), product.logarithm(), 1e-11);
    }

    @Test
    void nothingButTheResultsStays() {
        try (Scope outer = Scope.open()) {
            Tensor a = Near.random(6, 6);
            Tensor b = Near.random(6, 2);
            int before = outer.owned();
            Determinant.of(a);
            assertEquals(1, outer.owned() - before);
            LogDeterminant.of(a);
            assertEquals(3, outer.owned() - before);
            Lu lu = Lu.of(a);
            assertEquals(6, outer.owned() - before);
            lu.solve(b);
            assertEquals(7, outer.owned() - before);
        }
    }
}
