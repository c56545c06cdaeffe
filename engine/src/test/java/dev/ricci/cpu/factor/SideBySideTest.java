package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Failure;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cpu.small.SmallMatrices;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A matrix that is computed beside others knows nothing of them, nor of how it is laid out; failures are those of one matrix. */
class SideBySideTest {
    @BeforeAll
    static void onlyWithVectors() {
        Assumptions.assumeTrue(VectorApi.present());
    }

    static List<SideBySide> types() {
        return List.of(new SideBySide(DType.FLOAT32), new SideBySide(DType.FLOAT64));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"CHOLESKY", "PIVOTED_QR"})
    void theBitsOfAResultDependOnItsMatrixAlone(Factorisation kind) {
        for (SideBySide way : types()) {
            View batch = way.batch(9, 9);
            View[] together = way.factor(kind, batch);
            for (int i = 0; i < SideBySide.BATCH; i += 3) {
                View alone = Stored.put(Stored.empty(way.type(), 1, 9, 9), 0, Stored.rows(batch, i));
                View[] one = way.factor(kind, alone);
                for (int o = 0; o < one.length; o++) {
                    assertArrayEquals(numbers(one[o], 0), numbers(together[o], i), kind + " " + way.name(i, 9, 9));
                }
            }
        }
    }

    /** All elements; adding 0 makes every zero positive: a rotation by nothing may change the sign of one. */
    private static double[] numbers(View v, int number) {
        if (v.dtype() == DType.INT32) {
            return Arrays.stream(Stored.integers(v, number)).asDoubleStream().toArray();
        }
        double[] all = v.rank() == 2 ? Stored.vector(v, number)
                : Arrays.stream(Stored.rows(v, number)).flatMapToDouble(Arrays::stream).toArray();
        return Arrays.stream(all).map(x -> x + 0.0).toArray();
    }

    @ParameterizedTest
    @MethodSource("types")
    void threadsDoNotChangeResults(SideBySide way) {
        int n = 16;
        View a = Stored.empty(way.type(), 500, n, n);
        for (int i = 0; i < 500; i++) {
            Stored.put(a, i, Numbers.random(n, n, i));
        }
        View[] one = way.factor(Factorisation.SVD, a);
        View[] four = {Stored.empty(way.type(), 500, n, n), Stored.empty(way.type(), 500, n), Stored.empty(way.type(), 500, n, n)};
        try (Pool pool = new Pool(4)) {
            SmallMatrices.factor(pool, Factorisation.SVD, four, a);
        }
        for (int i = 0; i < 500; i++) {
            assertArrayEquals(Stored.rows(one[0], i), Stored.rows(four[0], i));
            assertArrayEquals(Stored.vector(one[1], i), Stored.vector(four[1], i));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void anyLayoutGivesTheSameBits(SideBySide way) {
        int m = 7;
        int n = 5;
        View dense = way.batch(m, n);
        Layout odd = new Layout(new int[] {SideBySide.BATCH, m, n}, new long[] {100, 2, 17}, 3);
        View strided = Stored.of(way.type(), odd, 100L * SideBySide.BATCH + 3);
        for (int i = 0; i < SideBySide.BATCH; i++) {
            Stored.put(strided, i, Stored.rows(dense, i));
        }
        View[] wanted = way.factor(Factorisation.QR, dense);
        View q = Stored.of(way.type(), odd, 100L * SideBySide.BATCH + 3);
        View r = Stored.of(way.type(), new Layout(new int[] {SideBySide.BATCH, n, n}, new long[] {25, 1, 5}, 0), 25L * SideBySide.BATCH);
        SmallMatrices.factor(EachRoad.POOL, Factorisation.QR, new View[] {q, r}, strided);
        for (int i = 0; i < SideBySide.BATCH; i++) {
            assertArrayEquals(Stored.rows(wanted[0], i), Stored.rows(q, i));
            assertArrayEquals(Stored.rows(wanted[1], i), Stored.rows(r, i));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void failuresAreThoseOfOneMatrix(SideBySide way) {
        double[][] bad = {{1, 2, 0}, {2, 1, 0}, {0, 0, 1}};
        double[][] infinite = Numbers.make(3, 3, (i, j) -> i == 2 && j == 1 ? Double.POSITIVE_INFINITY : i == j ? 1 : 0);
        double[][] twice = {{1, 2, 3}, {2, 4, 6}, {0, 1, 1}};
        View a = Stored.empty(way.type(), 20, 3, 3);
        for (int i = 0; i < 20; i++) {
            Stored.put(a, i, i == 4 ? bad : i == 6 || i == 18 ? infinite : i == 17 ? twice : Numbers.identity(3));
        }
        View out = Stored.empty(way.type(), 20, 3, 3);
        assertCodes(SmallMatrices.factor(EachRoad.POOL, Factorisation.CHOLESKY, new View[] {out}, a), 4, 2, 17, 2);
        assertCodes(SmallMatrices.solve(EachRoad.POOL, Solver.POSITIVE_DEFINITE, out, a, a), 4, 2, 17, 2);
        assertCodes(SmallMatrices.solve(EachRoad.POOL, Solver.GENERAL, out, a, a), 4, 0, 17, 3);
        View b = Stored.empty(way.type(), 20, 3);
        assertCodes(SmallMatrices.factor(EachRoad.POOL, Factorisation.SYMMETRIC_EIGEN, new View[] {b, out}, a), 4, 0, 17, 0);
        Stored.put(a, 17, new double[][] {{1, 5, 5}, {0, 0, 5}, {0, 0, 0}});
        View right = Stored.empty(way.type(), 20, 3, 3);
        for (int i = 0; i < 20; i++) {
            Stored.put(right, i, Numbers.identity(3));
        }
        int[] upper = new int[20]; // the infinities stand below the diagonal
        upper[17] = 2;
        assertArrayEquals(upper, SmallMatrices.solve(EachRoad.POOL, Solver.UPPER, out, a, right));
    }

    /** Matrices 6 and 18 hold infinity; two more have these codes. */
    private static void assertCodes(int[] codes, int first, int code, int second, int other) {
        int[] wanted = new int[20];
        wanted[6] = Failure.NOT_FINITE;
        wanted[18] = Failure.NOT_FINITE;
        wanted[first] = code;
        wanted[second] = other;
        assertArrayEquals(wanted, codes);
    }

    /** Vectors that become objects make a call ten times slower; every one of them has more bytes than all that a matrix may take here. */
    @org.junit.jupiter.api.Disabled("in a JVM that has run all other tests, eigenvalues do not get there in a minute: wants a JVM of its own")
    @ParameterizedTest
    @EnumSource(names = {"CHOLESKY", "QR", "LU", "SVD", "SYMMETRIC_EIGEN"})
    void noVectorBecomesAnObject(Factorisation kind) {
        var thread = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        for (SideBySide way : types()) {
            View a = Stored.empty(way.type(), 512, 8, 8);
            for (int i = 0; i < 512; i++) {
                Stored.put(a, i, Numbers.positiveDefinite(8, i));
            }
            View[] out = way.factor(kind, a); // once: what Stored gives is never freed
            long least = Long.MAX_VALUE;
            long end = System.nanoTime() + 60_000_000_000L; // until the compiler has come to it
            while (least > 512 * 100 && System.nanoTime() < end) {
                long before = thread.getCurrentThreadAllocatedBytes();
                SmallMatrices.factor(EachRoad.POOL, kind, out, a);
                least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
            }
            assertTrue(least <= 512 * 100, kind + " " + way + ": " + least / 512 + " bytes a matrix");
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void theRuleSaysWhichBatchesAreTaken(DType type) {
        if (type.isFloat()) {
            assertFalse(SmallMatrices.takes(Factorisation.SVD, Stored.empty(type, 1, 8, 8)), "one matrix");
            assertFalse(SmallMatrices.takes(Factorisation.SVD, Stored.empty(type, 100, 200, 8)), "large");
            assertFalse(SmallMatrices.takes(Factorisation.QR, Stored.empty(type, 100, 0, 8)), "empty");
            assertEquals(type == DType.FLOAT64, SmallMatrices.takes(Factorisation.JACOBI_SVD, Stored.empty(type, 100, 8, 8)));
        }
    }
}
