package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.linalg.LeastSquares.Method;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
    @Test
    void allMethodsAgreeWithThePseudoInverse() {
        for (int[] shape : new int[][] {{9, 4}, {4, 9}, {6, 6}, {2, 3, 8, 5}, {1, 1}, {2, 3, 7}}) {
            Tensor a = Near.random(shape);
            Tensor b = Near.random(Matrices.rows(a), 3);
            Tensor wanted = PseudoInverse.of(a).matmul(b);
            for (Method method : Method.values()) {
                LeastSquares found = LeastSquares.of(a, b, method);
                assertNear(wanted, found.solution(), 1e-12);
                assertNear(b.sub(a.matmul(wanted)).norm(-2), found.residuals(), 1e-13);
                assertNear(MatrixNorm.condition(a), found.condition(), 1e-10);
                assertNear(MatrixRank.of(a).to(DType.FLOAT64), found.rank().to(DType.FLOAT64), 0);
            }
            assertNear(wanted, LeastSquares.of(a, b).solution(), 1e-12);
        }
    }

    /** x + y = 2 twice: of all solutions (1, 1) is the least; the equations 2 and 4 for the same cannot both hold. */
    @Test
    void deficientRankGivesTheLeastSolution() {
        Tensor a = Tensor.ones(2, 2).to(DType.FLOAT64);
        for (Method method : new Method[] {Method.COMPLETE_ORTHOGONAL, Method.SVD, null}) {
            Tensor b = Tensor.of(new double[] {2, 2});
            LeastSquares found = method == null ? LeastSquares.of(a, b) : LeastSquares.of(a, b, method);
            assertNear(Tensor.of(new double[] {1, 1}), found.solution(), 1e-15);
            assertEquals(1, found.rank().item());
            assertEquals(0, found.residuals().item(), 1e-15);
            assertTrue(found.condition().item() > 1e15);
            Tensor both = Tensor.of(new double[] {2, 4});
            LeastSquares mean = method == null ? LeastSquares.of(a, both) : LeastSquares.of(a, both, method);
            assertNear(Tensor.of(new double[] {1.5, 1.5}), mean.solution(), 1e-15);
            assertEquals(Math.sqrt(2), mean.residuals().item(), 1e-15);
        }
        assertEquals("leastSquares: the matrix has a rank below its 2 columns; the least of all solutions is LeastSquares.of(a, b).solution()",
                Near.failed(() -> LeastSquares.of(a, Near.random(2), Method.QR)));
        assertEquals("leastSquares: matrix 1 of the batch has a rank below its 2 rows;"
                + " the least of all solutions is LeastSquares.of(a, b).solution()",
                Near.failed(() -> LeastSquares.of(Shaping.stack(0, Near.random(2, 3),
                        Tensor.ones(2, 3).to(DType.FLOAT64)), Near.random(2), Method.QR)));
    }

    @Test
    void eachMatrixOfABatchIsSolvedAsIfAlone() {
        Tensor hard = Samples.hilbert(6);
        Tensor deficient = Near.random(6, 2).matmul(Near.random(2, 6));
        Tensor a = Shaping.stack(0, Near.random(6, 6), hard, deficient, Samples.diagonal(1, 2, 3, 4, 5, 6));
        Tensor b = Near.random(5, 1, 6, 2);
        LeastSquares all = LeastSquares.of(a, b);
        assertArrayEquals(new int[] {5, 4, 6, 2}, all.solution().shape());
        assertArrayEquals(new int[] {5, 4, 2}, all.residuals().shape());
        assertArrayEquals(new int[] {6, 6, 2, 6}, all.rank().toInts());
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 4; j++) {
                LeastSquares one = LeastSquares.of(a.select(0, j), b.select(0, i).select(0, 0));
                Tensor x = all.solution().select(0, i).select(0, j);
                double size = one.solution().abs().max().item();
                assertNear(one.solution().div(size), x.div(size), 1e-13);
                assertNear(one.residuals(), all.residuals().select(0, i).select(0, j), 1e-12);
            }
        }
    }

    /** Hilbert's matrix, of condition 1.5e10, in integers, with right sides whose solutions are integers: all exact in float64. */
    @Test
    void refinementGivesNearlyAllDigits() {
        Tensor x = Samples.matrix(8, 2, (i, j) -> i + 1 - 4 * j);
        Tensor scaled = Samples.matrix(8, 8, (i, j) -> 360360.0 / (i + j + 1)); // integers
        Tensor b = scaled.matmul(x);
        assertEquals(1, MatrixNorm.condition(scaled).item() / 1.5257575538060041e10, 1e-5);
        assertNear(x, LeastSquares.of(scaled, b).solution(), 1e-15);
        assertTrue(Solve.general(scaled, b).sub(x).abs().max().item() > 1e-10, "without refinement digits are lost");
        Tensor tall = Shaping.concat(0, scaled, scaled.flip(0));
        assertNear(x, LeastSquares.of(tall, tall.matmul(x)).solution(), 1e-15);
    }

    /** Of tall and wide Vandermonde matrices; the reference is computed in float64, of which 7 digits more are left. */
    @Test
    void float32IsRefinedToItsLastDigits() {
        Tensor a = Samples.matrix(12, 5, (i, j) -> Math.pow((i + 1) / 8.0, j)).to(DType.FLOAT32);
        Tensor b = Near.random(12, 2).to(DType.FLOAT32);
        Tensor wanted = LeastSquares.of(a.to(DType.FLOAT64), b.to(DType.FLOAT64)).solution();
        LeastSquares found = LeastSquares.of(a, b);
        assertTrue(found.condition().item() > 100);
        assertEquals(DType.FLOAT32, found.solution().dtype());
        assertNear(Tensor.ones(5, 2), found.solution().div(wanted.to(DType.FLOAT32)), 3e-7);
        Tensor c = Near.random(5, 1).to(DType.FLOAT32);
        Tensor least = LeastSquares.of(a.t().to(DType.FLOAT64), c.to(DType.FLOAT64)).solution();
        assertNear(Tensor.ones(12, 1), LeastSquares.of(a.t(), c).solution().div(least.to(DType.FLOAT32)), 3e-7);
    }

    /** The least solution of one equation a . x = 1 is a / |a|^2; of badly scaled equations it stays what it is. */
    @Test
    void wideSystems() {
        Tensor a = Tensor.of(new double[] {3, 4}, 1, 2);
        assertNear(Tensor.of(new double[] {0.12, 0.16}), LeastSquares.of(a, Tensor.of(new double[] {1}, 1)).solution(), 1e-16);
        Tensor wide = Near.random(3, 6);
        Tensor b = Near.random(3);
        Tensor rows = Tensor.of(new double[] {1e-200, 1, 1e200});
        Tensor wanted = PseudoInverse.of(wide).matmul(b.unsqueeze(1)).squeeze(1);
        assertNear(wanted, LeastSquares.of(wide.mul(rows.unsqueeze(1)), b.mul(rows), Method.QR).solution(), 1e-13);
    }

    /** Its condition in the Frobenius norm is above the bound, in the spectral norm below. */
    @Test
    void theRankIsThatOfTheSpectralCondition() {
        int n = 64;
        Tensor q = Qr.of(Near.random(n, n)).q();
        Tensor a = Qr.of(Near.random(n, n)).q().matmul(Matrices.scaleColumns(q, Samples.matrix(1, n, (i, j) -> j < n / 2 ? 1 : 4e-5)
                .squeeze(0)).matmul(q.t())).to(DType.FLOAT32);
        LeastSquares found = LeastSquares.of(a, Tensor.ones(n), Method.QR);
        assertEquals(n, found.rank().item());
        assertEquals(25000, found.condition().item(), 200);
    }

    @Test
    void theLengthsOfColumnsDoNotMatter() {
        Tensor a = Near.random(9, 4);
        Tensor b = Near.random(9);
        double[] scale = {1e-290, 1e-100, 1, 1e290};
        double[] wanted = LeastSquares.solve(a, b).toDoubles();
        double[] found = LeastSquares.solve(Matrices.scaleColumns(a, Tensor.of(scale)), b).toDoubles();
        for (int i = 0; i < 4; i++) {
            assertEquals(1, found[i] * scale[i] / wanted[i], 1e-13);
        }
    }

    /** The numbers are within the type's range, their squares and their sum are not; a solution that is not is refused. */
    @Test
    void nearTheEndsOfTheRange() {
        Tensor a = Near.random(9, 4);
        Tensor b = Near.random(9, 2);
        LeastSquares wanted = LeastSquares.of(a, b);
        for (double size : new double[] {1e-200, 1e200, 5e307}) {
            for (Method method : Method.values()) {
                LeastSquares found = LeastSquares.of(a, b.mul(size), method);
                assertNear(wanted.solution(), found.solution().div(size), 1e-13);
                assertNear(wanted.residuals(), found.residuals().div(size), 1e-13);
            }
        }
        for (Method method : Method.values()) {
            assertTrue(Near.failed(() -> LeastSquares.of(a.mul(1e-200), b.mul(1e200), method)).contains("beyond the range of float64"));
        }
        assertEquals("leastSquares: the solution of matrix 1 of the batch is beyond the range of float32; scale the columns of A or of B,"
                + " or compute in float64",
                Near.failed(() -> LeastSquares.solve(Tensor.of(new float[] {1, 1e-30f}, 2, 1, 1), Tensor.of(new float[] {1e20f}, 1))));
    }

    @Test
    void matricesWithoutElements() {
        LeastSquares none = LeastSquares.of(Tensor.zeros(3, 0), Tensor.ones(3, 2));
        assertArrayEquals(new int[] {0, 2}, none.solution().shape());
        assertArrayEquals(new double[] {Math.sqrt(3), Math.sqrt(3)}, none.residuals().toDoubles(), 1e-6);
        assertEquals(0, none.rank().item());
        LeastSquares free = LeastSquares.of(Tensor.zeros(0, 3), Tensor.zeros(0, 2));
        assertNear(Tensor.zeros(3, 2), free.solution(), 0);
        assertNear(Tensor.zeros(2), free.residuals(), 0);
        LeastSquares batch = LeastSquares.of(Tensor.zeros(0, 4, 3), Tensor.zeros(0, 4, 2));
        assertArrayEquals(new int[] {0, 3, 2}, batch.solution().shape());
        assertArrayEquals(new int[] {0}, batch.condition().shape());
        assertArrayEquals(new int[] {4, 0}, LeastSquares.of(Near.random(5, 4), Tensor.zeros(5, 0)).solution().shape());
        assertNear(Tensor.zeros(DType.FLOAT64, 2, 1), LeastSquares.of(Tensor.zeros(DType.FLOAT64, 3, 2), Near.random(3, 1)).solution(), 0);
    }

    @Test
    void numbersThatAreNotFiniteAreAFailure() {
        Tensor a = Near.random(4, 2);
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            Tensor b = Tensor.of(new double[] {1, 2, bad, 3});
            assertEquals("leastSquares: the right side holds NaN or infinity; look for the operation that made it, or replace it before",
                    Near.failed(() -> LeastSquares.of(a, b)));
            Near.failed(() -> LeastSquares.of(a.mul(bad), Near.random(4)));
        }
        assertThrows(NullPointerException.class, () -> LeastSquares.of(a, Near.random(4), null));
        assertThrows(IllegalArgumentException.class, () -> LeastSquares.of(a, Near.random(3)));
    }

    @Test
    void nothingButTheResultsStays() {
        try (Scope outer = Scope.open()) {
            Tensor a = Near.random(9, 4);
            Tensor b = Near.random(9, 2);
            int before = outer.owned();
            LeastSquares.solve(a, b);
            assertEquals(1, outer.owned() - before);
            LeastSquares.of(a, b);
            LeastSquares.of(a.t(), b.slice(0, 0, 4), Method.SVD);
            assertEquals(9, outer.owned() - before);
        }
    }
}
