package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SolveTest {
    @Test
    void theSolutionSolves() {
        for (int n : new int[] {1, 7, 33}) {
            Tensor b = Near.random(n, 4);
            Tensor any = Near.random(n, n).add(Tensor.eye(DType.FLOAT64, n).mul(n));
            Tensor positive = Near.positiveDefinite(n);
            assertNear(b, any.matmul(Solve.general(any, b)), 1e-11);
            assertNear(b, positive.matmul(Solve.positiveDefinite(positive, b)), 1e-11);
            assertNear(b, positive.matmul(Cholesky.of(positive).solve(b)), 1e-11);
            Tensor l = Cholesky.of(positive).l();
            assertNear(b, l.matmul(Solve.lower(l, b)), 1e-12);
            assertNear(b, l.t().matmul(Solve.upper(l.t(), b)), 1e-12);
        }
    }

    @Test
    void batchesBroadcastAndVectorsStayVectors() {
        Tensor a = Near.positiveDefinite(5);
        Tensor b = Near.random(3, 1, 5, 2);
        Tensor batch = Shaping.concat(0, a.unsqueeze(0), a.mul(2).unsqueeze(0));
        Tensor x = Solve.general(batch, b);
        assertArrayEquals(new int[] {3, 2, 5, 2}, x.shape());
        assertNear(b.broadcastTo(3, 2, 5, 2), batch.matmul(x), 1e-12);
        Tensor v = Near.random(5);
        assertNear(v, a.matmul(Solve.positiveDefinite(a, v).unsqueeze(1)).squeeze(1), 1e-12);
        assertArrayEquals(new int[] {2, 5}, Solve.general(batch, v).shape());
        assertEquals(DType.FLOAT64, Solve.general(a.to(DType.FLOAT32), v).dtype());
        Tensor five = Shaping.stack(0, a, a.mul(2), a.mul(3), a.mul(4), a.mul(5)); // as many as rows
        assertNear(Solve.general(five, v), Cholesky.of(five).solve(v), 1e-13);
        assertNear(Solve.general(five, v), Lu.of(five).solve(v), 1e-13);
        assertNear(Solve.general(five, v), LeastSquares.solve(five, v), 1e-13);
        assertNear(Solve.general(five, v), CompleteOrthogonal.of(five).solve(v), 1e-13);
    }

    @Test
    void leastSquaresOfABatch() {
        Tensor a = Near.random(3, 20, 4);
        Tensor b = Near.random(3, 20, 2);
        Tensor x = LeastSquares.solve(a, b);
        Tensor gradient = a.t().matmul(a.matmul(x).sub(b));
        assertNear(Tensor.zeros(DType.FLOAT64, 3, 4, 2), gradient, 1e-12);
        assertNear(Svd.of(a).pseudoInverse().matmul(b), x, 1e-12);
    }

    /** The four conditions that Penrose (1955) showed to determine it. */
    @Test
    void pseudoInverse() {
        Tensor[] samples = {Near.random(6, 6), Near.random(9, 4), Near.random(4, 9), Near.random(8, 3).matmul(Near.random(3, 7)),
            Near.random(2, 5, 3), Tensor.zeros(DType.FLOAT64, 3, 2)};
        for (Tensor a : samples) {
            Tensor p = Svd.of(a).pseudoInverse();
            assertNear(a, a.matmul(p).matmul(a), 1e-11);
            assertNear(p, p.matmul(a).matmul(p), 1e-11);
            assertNear(a.matmul(p).t(), a.matmul(p), 1e-11);
            assertNear(p.matmul(a).t(), p.matmul(a), 1e-11);
        }
    }

    @Test
    void systemsThatDoNotFitAreRefused() {
        assertEquals("solve: the rows of A and B must agree, got 3 and 4",
                assertThrows(IllegalArgumentException.class, () -> Solve.general(Near.random(3, 3), Near.random(4, 1))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Solve.general(Near.random(2, 3, 3), Near.random(4, 3, 1)));
        assertEquals("leastSquares: 2 equations do not determine 3 unknowns;"
                + " the least of all solutions is LeastSquares.of(a, b).solution()",
                assertThrows(IllegalArgumentException.class, () -> LeastSquares.solve(Near.random(2, 3), Near.random(2))).getMessage());
    }
}
