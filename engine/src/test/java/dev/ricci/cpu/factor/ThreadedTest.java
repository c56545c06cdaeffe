package dev.ricci.cpu.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Large matrices by a library's own threads: the same within rounding, and callers beside each other. */
class ThreadedTest {
    private static final int N = 410;

    private static double[] eigenvalues(Pool pool, View a) {
        View[] out = {Stored.empty(a.dtype(), N)};
        Factors.factor(Roads.threaded(pool), pool, Factorisation.EIGENVALUES, out, a);
        return Stored.vector(out[0]);
    }

    private static void withThreads(String threads, Runnable work) {
        System.setProperty("ricci.lapack.threads", threads);
        try {
            work.run();
        } finally {
            System.clearProperty("ricci.lapack.threads");
        }
    }

    /** Eigenvalues 2 - 2 cos(k pi / (n + 1)), by several callers at once. */
    @Test
    void callersDoNotDisturbEachOther() throws Exception {
        View a = Stored.of(DType.FLOAT64, Numbers.secondDifference(N));
        try (Pool three = new Pool(3)) {
            List<FutureTask<double[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                FutureTask<double[]> task = new FutureTask<>(() -> eigenvalues(three, a));
                tasks.add(task);
                new Thread(task).start();
            }
            for (FutureTask<double[]> task : tasks) {
                double[] values = task.get();
                for (int k = 1; k <= N; k++) {
                    assertEquals(2 - 2 * Math.cos(k * Math.PI / (N + 1)), values[k - 1], N * 0x1p-52);
                }
            }
        }
    }

    @Test
    void withOneThreadTheNumberOfThePoolDoesNotChangeABit() {
        View a = Stored.of(DType.FLOAT64, Numbers.symmetric(N, 1));
        try (Pool three = new Pool(3)) {
            withThreads("1", () -> assertArrayEquals(eigenvalues(EachRoad.POOL, a), eigenvalues(three, a)));
        }
    }

    @Test
    void theNumberIsChecked() {
        assumeTrue(Roads.library().isPresent());
        View a = Stored.of(DType.FLOAT64, Numbers.identity(Factors.LARGE));
        View[] out = {Stored.empty(DType.FLOAT64, Factors.LARGE)};
        withThreads("-2", () -> assertEquals("ricci.lapack.threads: 1 to 4096, got -2",
                assertThrows(IllegalArgumentException.class,
                        () -> Factors.factor(EachRoad.POOL, Factorisation.EIGENVALUES, out, a)).getMessage()));
    }
}
