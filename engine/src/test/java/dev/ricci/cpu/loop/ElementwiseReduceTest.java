package dev.ricci.cpu.loop;

import static dev.ricci.backend.DType.*;
import static dev.ricci.formula.Formula.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;
import dev.ricci.cpu.loop.HostViews.Kind;
import dev.ricci.formula.Formula;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reductions over every set of axes against plain loops in double; accuracy; the same bits for any number of threads. */
class ElementwiseReduceTest {
    private static final Loops[] COMPILERS = {new Loops(VectorApi.present()), new Loops(false)};
    private static final Pool POOL = new Pool(2);
    private static final int[][] SHAPES = {{}, {1}, {17}, {0}, {3, 5}, {17, 2}, {2, 33}, {2, 3, 5}, {3, 1, 4}, {2, 0, 3}, {2, 3, 2, 5}};

    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @AfterAll
    static void end() {
        POOL.close();
    }

    @ParameterizedTest
    @EnumSource
    void overEverySetOfAxes(Reduction r) {
        for (Loops loops : COMPILERS) {
            for (int[] shape : SHAPES) {
                for (int axes = 0; axes < 1 << shape.length; axes++) {
                    for (Kind kind : Kind.values()) {
                        check(loops, r, FLOAT32, kind, shape, axes);
                    }
                    check(loops, r, FLOAT64, Kind.DENSE, shape, axes);
                    check(loops, r, INT32, Kind.PERMUTED, shape, axes);
                }
            }
        }
    }

    private static View reduced(DType type, int[] shape, int axes) {
        int[] kept = shape.clone();
        for (int d = 0; d < shape.length; d++) {
            kept[d] = (axes >> d & 1) != 0 ? 1 : shape[d];
        }
        return HostViews.dense(type, kept);
    }

    private static void check(Loops loops, Reduction r, DType type, Kind kind, int[] shape, int axes) {
        boolean product = r == Reduction.PROD;
        double[] values = product ? new double[] {1, -1, 1, 1, 2, 1, -1, 1, 1, 1, -1} : new double[] {1, -2, 3, 1, 2, -1, 1};
        View x = HostViews.fill(HostViews.make(kind, type, shape), values);
        View y = HostViews.fill(HostViews.dense(type, shape), 1, 1, product ? 1 : 2, -1, 1);
        View out = reduced(type, shape, axes);
        Formula f = X.mul(Y);
        ElementwiseReduce.reduce(loops, POOL, r, f, out.broadcast(shape), x, y);
        double[] want = new double[(int) out.size()];
        java.util.Arrays.fill(want, type == INT32 ? (int) r.identity() : r.identity());
        for (long i = 0; i < x.size(); i++) {
            int[] index = HostViews.index(shape, i);
            int at = (int) out.broadcast(shape).layout().at(index);
            want[at] = r.combine(want[at], HostViews.get(x, index) * HostViews.get(y, index));
        }
        String what = r + " " + type + " " + kind + " " + java.util.Arrays.toString(shape) + " axes " + axes;
        assertArrayEquals(want, HostViews.values(out), what); // exact in any order
    }

    @Test
    void otherTypesInAndOut() {
        View flags = HostViews.fill(HostViews.dense(BOOL, 3, 100), 1, 0, 1);
        View count = HostViews.dense(INT32, 3, 1);
        ElementwiseReduce.reduce(POOL, Reduction.SUM, X, count.broadcast(3, 100), flags);
        assertArrayEquals(new double[] {67, 66, 67}, HostViews.values(count));
        View any = HostViews.dense(BOOL, 1, 100);
        ElementwiseReduce.reduce(POOL, Reduction.MAX, X, any.broadcast(3, 100), flags);
        for (double v : HostViews.values(any)) {
            assertEquals(1, v);
        }
        View mean = HostViews.dense(FLOAT64, 3, 1);
        ElementwiseReduce.reduce(POOL, Reduction.SUM, X.div(100), mean.broadcast(3, 100), flags);
        assertEquals(0.67, HostViews.get(mean, 0, 0), 1e-14);
    }

    @Test
    void integerSumsWrapAround() {
        View x = HostViews.fill(HostViews.dense(INT32, 5000), Integer.MAX_VALUE);
        View out = HostViews.dense(INT32, 1);
        ElementwiseReduce.reduce(POOL, Reduction.SUM, X, out.broadcast(5000), x);
        assertEquals((int) (Integer.MAX_VALUE * 5000L), HostViews.get(out, 0));
    }

    @Test
    void notANumberGoesThrough() {
        for (Loops loops : COMPILERS) {
            for (Reduction r : Reduction.values()) {
                for (int n : new int[] {5, 16, 100, 5000}) {
                    View x = HostViews.fill(HostViews.dense(FLOAT32, n), 1);
                    HostViews.set(x, Double.NaN, n / 2);
                    View out = HostViews.dense(FLOAT32, 1);
                    ElementwiseReduce.reduce(loops, POOL, r, X, out.broadcast(n), x);
                    assertEquals(Double.NaN, HostViews.get(out, 0));
                    View column = x.with(x.layout().unsqueeze(0)).broadcast(3, n);
                    View row = HostViews.dense(FLOAT32, 1, n);
                    ElementwiseReduce.reduce(loops, POOL, r, X, row.broadcast(3, n), column);
                    assertEquals(Double.NaN, HostViews.get(row, 0, n / 2));
                }
            }
        }
    }

    /** A million numbers near 0.1: naive summation in float32 is wrong in the third digit. */
    @Test
    void sumsAreAccurate() {
        int n = 1_000_003;
        View x = HostViews.dense(FLOAT32, n);
        Random random = new Random(1);
        double want = 0;
        for (int i = 0; i < n; i++) {
            HostViews.set(x, 0.1 + 1e-3 * random.nextDouble(), i);
            want += HostViews.get(x, i);
        }
        for (Loops loops : COMPILERS) {
            View all = HostViews.dense(FLOAT32, 1);
            ElementwiseReduce.reduce(loops, POOL, Reduction.SUM, X, all.broadcast(n), x);
            assertEquals(want, HostViews.get(all, 0), want * 1e-6);
            View columns = HostViews.dense(FLOAT32, 1, 3);
            View tall = x.with(new dev.ricci.backend.Layout(new int[] {333_333, 3}, new long[] {3, 1}, 0));
            ElementwiseReduce.reduce(loops, POOL, Reduction.SUM, X, columns.broadcast(333_333, 3), tall);
            assertEquals(want / 3, HostViews.get(columns, 0, 1), want / 3 * 1e-3);
        }
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() {
        int[] shape = {700, 531};
        View x = HostViews.dense(FLOAT32, shape);
        Random random = new Random(2);
        for (int i = 0; i < x.size(); i++) {
            HostViews.set(x, random.nextGaussian(), HostViews.index(shape, i));
        }
        for (int axes = 1; axes < 4; axes++) {
            double[] first = null;
            for (int threads = 1; threads <= 4; threads++) {
                try (Pool pool = new Pool(threads)) {
                    View out = reduced(FLOAT32, shape, axes);
                    ElementwiseReduce.reduce(pool, Reduction.SUM, X.mul(X), out.broadcast(shape), x);
                    double[] got = HostViews.values(out);
                    first = first == null ? got : first;
                    assertArrayEquals(first, got);
                }
            }
        }
    }
}
