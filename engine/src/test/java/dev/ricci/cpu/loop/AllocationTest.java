package dev.ricci.cpu.loop;

import static dev.ricci.formula.Formula.*;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Once compiled, no loop boxes a vector in every pass: that would show as 6,000 bytes and more allocated by each call. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long DEADLINE_NANOS = 20_000_000_000L;

    /**
     * The views, axes and positions of one call: 2360 bytes where the compiler does not make them vanish, which differs from run to
     * run. One boxed vector a step would come to more than 10,000 here.
     */
    private static final long SOFTMAX_HANDLES = 3000;

    private static final Formula ADD = X.add(Y);
    private static final Formula ENDS = X.exp().add(X.log()).add(X.sin());
    private static final Formula NEGATIVE = X.less(of(0));
    private Scope scope;
    private Pool pool;

    @BeforeEach
    void open() {
        scope = Scope.open();
        pool = new Pool(1);
    }

    @AfterEach
    void close() {
        pool.close();
        scope.close();
    }

    /** Repeats the work until a hundred calls in a row allocate at most so many bytes each. */
    private static void settles(String what, long bytesPerCall, Runnable work) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        long bytes = Long.MAX_VALUE;
        while (bytes > bytesPerCall * 100 && System.nanoTime() < end) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                work.run();
            }
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(bytes <= bytesPerCall * 100, what + " still allocates " + bytes / 100 + " bytes a call");
    }

    private static View floats(int... shape) {
        return HostViews.fill(HostViews.dense(DType.FLOAT32, shape), 0.5, -1.5, 2);
    }

    @Test
    void mapsOfPlainViews() {
        View x = floats(1000);
        View y = floats(1000);
        View out = floats(1000);
        Formula chain = X.mul(Y).add(1).sigmoid().mul(X).add(Y).max(of(0)).sub(X.tanh()).log1p();
        settles("identity", 100, () -> ElementwiseMap.map(pool, X, out, x));
        settles("a formula built anew each time", 300, () -> ElementwiseMap.map(pool, X.sub(Y.mul(0.5)), out, x, y));
        settles("chain", 600, () -> ElementwiseMap.map(pool, chain, out, x, y));
        View less = floats(999);
        settles("with a rest", 600, () -> ElementwiseMap.map(pool, chain, less, less, less));
    }

    @Test
    void branchesTakenByFewLanes() {
        View x = floats(1000);
        HostViews.set(x, 1e10, 17);
        HostViews.set(x, -1e3, 500);
        View out = floats(1000);
        settles("exp, log and sin at their ends", 600, () -> ElementwiseMap.map(pool, ENDS, out, x));
    }

    @Test
    void rowsAndReductions() {
        View x = floats(20, 100);
        View out = floats(20, 100);
        View row = floats(1, 100);
        View column = floats(20, 1);
        settles("bias", 2000, () -> ElementwiseMap.map(pool, ADD, out, x, row.broadcast(20, 100)));
        settles("a row sum", 2000, () -> ElementwiseReduce.reduce(pool, Reduction.SUM, X, column.broadcast(20, 100), x));
        settles("column maxima", 2000, () -> ElementwiseReduce.reduce(pool, Reduction.MAX, X, row.broadcast(20, 100), x));
        settles("softmax", SOFTMAX_HANDLES, () -> RowKernels.softmax(pool, out, x, 1));
    }

    @Test
    void conversions() {
        View x = floats(1000);
        View doubles = HostViews.dense(DType.FLOAT64, 1000);
        View flags = HostViews.dense(DType.BOOL, 1000);
        settles("to float", 2000, () -> ElementwiseMap.map(pool, X, x, doubles));
        settles("to bool", 2000, () -> ElementwiseMap.map(pool, NEGATIVE, flags, x));
    }
}
