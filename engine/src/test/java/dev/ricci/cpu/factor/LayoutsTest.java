package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any strides, batches, nothing at all, and any number of threads. */
class LayoutsTest {
    /** A matrix that stands transposed, with gaps, from the middle of its memory on. */
    private static View odd(DType type, int m, int n) {
        return Stored.of(type, new Layout(new int[] {m, n}, new long[] {2, 2L * m + 3}, 5), 5 + n * (2L * m + 3));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void stridesOfInputsAndOutputsDoNotMatter(EachRoad road) {
        int m = 37;
        int n = 23;
        double[][] a = Numbers.random(m, n, 1);
        View dense = road.stored(a);
        View strided = Stored.put(odd(road.type(), m, n), 0, a);
        View[] wanted = road.factor(Factorisation.SVD, dense);
        View s = Stored.of(road.type(), new Layout(new int[] {n}, new long[] {3}, 1), 3 * n + 1);
        View[] got = {odd(road.type(), m, n), s, odd(road.type(), n, n)};
        Factors.factor(road.road(), EachRoad.POOL, Factorisation.SVD, got, strided);
        assertArrayEquals(Stored.rows(wanted[0]), Stored.rows(got[0]));
        assertArrayEquals(Stored.vector(wanted[1]), Stored.vector(got[1]));
        assertArrayEquals(Stored.rows(wanted[2]), Stored.rows(got[2]));
        View[] qr = {odd(road.type(), m, n), odd(road.type(), n, n)};
        Factors.factor(road.road(), EachRoad.POOL, Factorisation.QR, qr, strided);
        assertArrayEquals(Stored.rows(road.factor(Factorisation.QR, dense)[0]), Stored.rows(qr[0]));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void everyMatrixOfABatchIsItsOwn(EachRoad road) {
        int n = 9;
        View batch = Stored.empty(road.type(), 2, 3, n, n);
        View right = Stored.empty(road.type(), 2, 3, n, 2);
        for (int i = 0; i < 6; i++) {
            Stored.put(batch, i, Numbers.positiveDefinite(n, i));
            Stored.put(right, i, Numbers.random(n, 2, i));
        }
        View[] eigen = road.factor(Factorisation.SYMMETRIC_EIGEN, batch);
        View x = road.solve(Solver.POSITIVE_DEFINITE, batch, right);
        for (int i = 0; i < 6; i++) {
            View one = road.stored(Stored.rows(batch, i));
            assertArrayEquals(Stored.vector(road.factor(Factorisation.SYMMETRIC_EIGEN, one)[0]), Stored.vector(eigen[0], i));
            View alone = road.solve(Solver.POSITIVE_DEFINITE, one, road.stored(Stored.rows(right, i)));
            assertArrayEquals(Stored.rows(alone), Stored.rows(x, i));
        }
    }

    /** One matrix for a whole batch of right sides, by a stride of 0. */
    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void aMatrixMayBeRepeated(EachRoad road) {
        double[][] a = Numbers.random(5, 5, 1);
        View right = Stored.batch(road.type(), Numbers.random(5, 2, 2), Numbers.random(5, 2, 3));
        View x = road.solve(Solver.GENERAL, road.stored(a).broadcast(2, 5, 5), right);
        View second = road.solve(Solver.GENERAL, road.stored(a), road.stored(Stored.rows(right, 1)));
        assertArrayEquals(Stored.rows(second), Stored.rows(x, 1));
    }

    @ParameterizedTest
    @MethodSource("dev.ricci.cpu.factor.EachRoad#all")
    void nothingGivesNothing(EachRoad road) {
        for (int[] shape : new int[][] {{0, 0}, {0, 3, 3}, {2, 0, 0}}) {
            for (Factorisation kind : Factorisation.values()) {
                assertEquals(0, road.factor(kind, Stored.empty(road.type(), shape))[0].size());
            }
        }
        assertEquals(0, road.factor(Factorisation.SVD, Stored.empty(road.type(), 5, 0))[0].size());
        assertEquals(0, road.factor(Factorisation.QR, Stored.empty(road.type(), 0, 5))[0].size());
        assertEquals(0, road.solve(Solver.GENERAL, Stored.empty(road.type(), 0, 0), Stored.empty(road.type(), 0, 2)).size());
        assertEquals(0, road.solve(Solver.LOWER, road.stored(Numbers.identity(3)), Stored.empty(road.type(), 3, 0)).size());
    }

    @Test
    void theNumberOfThreadsDoesNotChangeABit() {
        double[][] square = Numbers.symmetric(150, 4);
        View tall = Stored.of(DType.FLOAT32, Numbers.random(9001, 33, 4));
        View symmetric = Stored.of(DType.FLOAT64, square);
        try (Pool four = new Pool(4)) {
            check(new Portable(EachRoad.POOL), new Portable(four), four, tall, symmetric);
            check(Roads.best(EachRoad.POOL), Roads.best(four), four, tall, symmetric);
        }
    }

    private static void check(Road alone, Road together, Pool four, View tall, View symmetric) {
        assertArrayEquals(svd(alone, EachRoad.POOL, tall), svd(together, four, tall));
        assertArrayEquals(svd(alone, EachRoad.POOL, symmetric), svd(together, four, symmetric));
        assertArrayEquals(eigen(alone, EachRoad.POOL, symmetric), eigen(together, four, symmetric));
        View large = Stored.of(DType.FLOAT32, Numbers.random(700, 400, 6));
        for (Factorisation kind : new Factorisation[] {Factorisation.QR, Factorisation.LU}) {
            assertArrayEquals(first(kind, alone, EachRoad.POOL, large), first(kind, together, four, large));
        }
        View positive = Stored.of(DType.FLOAT32, Numbers.make(300, 300, (i, j) -> i == j ? 9 : 1.0 / (1 + Math.abs(i - j))));
        View right = Stored.of(DType.FLOAT32, Numbers.random(300, 300, 6));
        assertArrayEquals(first(Factorisation.CHOLESKY, alone, EachRoad.POOL, positive), first(Factorisation.CHOLESKY, together, four, positive));
        View[] x = {Stored.empty(DType.FLOAT32, 300, 300), Stored.empty(DType.FLOAT32, 300, 300)};
        Factors.solve(alone, EachRoad.POOL, Solver.GENERAL, x[0], positive, right);
        Factors.solve(together, four, Solver.GENERAL, x[1], positive, right);
        assertArrayEquals(Stored.rows(x[0]), Stored.rows(x[1]));
    }

    private static double[][] first(Factorisation kind, Road road, Pool pool, View a) {
        int[][] shapes = kind.shapes(a.size(0), a.size(1));
        View[] out = new View[shapes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Stored.empty(kind.dtype(i, a.dtype()), shapes[i]);
        }
        Factors.factor(road, pool, kind, out, a);
        return Stored.rows(out[0]);
    }

    private static double[][] svd(Road road, Pool pool, View a) {
        int n = a.size(1);
        View[] out = {Stored.empty(a.dtype(), a.size(0), n), Stored.empty(a.dtype(), n), Stored.empty(a.dtype(), n, n)};
        Factors.factor(road, pool, Factorisation.SVD, out, a);
        return Stored.rows(out[0]);
    }

    private static double[][] eigen(Road road, Pool pool, View a) {
        View[] out = {Stored.empty(a.dtype(), a.size(0)), Stored.empty(a.dtype(), a.size(0), a.size(0))};
        Factors.factor(road, pool, Factorisation.SYMMETRIC_EIGEN, out, a);
        return Stored.rows(out[1]);
    }
}
