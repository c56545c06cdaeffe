package dev.ricci.cpu.product;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.product.Matrices.Lie;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once warm, no product boxes its vectors, whichever path calls the inner loops: code that does is 100 times slower. */
class BoxingTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** More than the slices' own small objects, far less than one vector per tile. */
    private static final long FEW_BYTES = 4096;

    @ParameterizedTest
    @EnumSource
    void productsAllocateNextToNothing(ProductsTest.Kind kind) {
        Gemm gemm = kind.gemm();
        for (DType t : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int threads : new int[] {1, 2}) {
                try (Pool pool = new Pool(threads)) {
                    for (double keep : new double[] {0, 0.5, 0}) { // again after other paths were taken
                        settles(gemm, pool, t, 128, 128, 160, Lie.DENSE, Lie.DENSE, keep);
                        settles(gemm, pool, t, 125, 131, 144, Lie.TRANSPOSED, Lie.TRANSPOSED, keep);
                        settles(gemm, pool, t, 8, 8, 8, Lie.DENSE, Lie.DENSE, keep);
                    }
                }
            }
        }
    }

    /** Multiplies until a call allocates little on all threads together, which must come soon after the compiler is done. */
    private static void settles(Gemm gemm, Pool pool, DType t, int m, int n, int k, Lie la, Lie lb, double keep) {
        try (Scope _ = Scope.open()) {
            View a = Matrices.random(1, t, la, m, k);
            View b = Matrices.random(2, t, lb, k, n);
            View out = Matrices.random(3, t, Lie.DENSE, m, n);
            int calls = 20;
            long bytes = Long.MAX_VALUE;
            long end = System.nanoTime() + 6_000_000_000L;
            while (bytes > calls * FEW_BYTES && System.nanoTime() < end) {
                long before = THREADS.getTotalThreadAllocatedBytes();
                for (int i = 0; i < calls; i++) {
                    Products.matmul(gemm, pool, out, a, b, 1, keep);
                }
                bytes = THREADS.getTotalThreadAllocatedBytes() - before;
            }
            long perCall = bytes / calls;
            assertTrue(perCall <= FEW_BYTES, () -> perCall + " bytes a call: " + t + ", " + m + " " + n + " " + k + ", keep " + keep
                    + ", threads " + pool.threads());
        }
    }
}
