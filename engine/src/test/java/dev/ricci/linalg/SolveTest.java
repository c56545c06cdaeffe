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
    }

    /** Longley's data with the coefficients that NIST certifies to 15 digits: columns so alike that normal equations lose nearly all. */
    @Test
    void leastSquaresOfLongleysData() {
        double[] y = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
        double[][] columns = {
            {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
            {83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9},
            {234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601, 518173,
                554894},
            {2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007},
            {1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827},
            {107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368, 127852,
                130081},
            {1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962}
        };
        double[] certified = {
            -3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
            1829.15146461355
        };
        Tensor[] parts = new Tensor[columns.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Tensor.of(columns[i]);
        }
        double[] found = LeastSquares.solve(Shaping.stack(1, parts), Tensor.of(y)).toDoubles();
        for (int i = 0; i < certified.length; i++) {
            assertEquals(1, found[i] / certified[i], 1e-8);
        }
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
