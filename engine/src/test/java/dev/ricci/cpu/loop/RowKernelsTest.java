package dev.ricci.cpu.loop;

import static dev.ricci.backend.DType.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.loop.HostViews.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** softmax and its kin against their formulas in double. */
class RowKernelsTest {
    private static final int[][] SHAPES = {{1, 1}, {3, 5}, {2, 16}, {5, 17}, {2, 5000}, {0, 4}, {4, 0}, {70, 33}};
    private Scope scope;
    private Pool pool;

    @BeforeEach
    void open() {
        scope = Scope.open();
        pool = new Pool(2);
    }

    @AfterEach
    void close() {
        pool.close();
        scope.close();
    }

    private static double[] logSoftmax(View in, int row) {
        double[] x = new double[in.size(1)];
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < x.length; j++) {
            x[j] = HostViews.get(in, row, j);
            max = Math.max(max, x[j]);
        }
        double sum = 0;
        for (double v : x) {
            sum += Math.exp(v - max);
        }
        for (int j = 0; j < x.length; j++) {
            x[j] = x[j] - max - Math.log(sum);
        }
        return x;
    }

    private static View logits(DType type, int... shape) {
        return HostViews.fill(HostViews.dense(type, shape), 1, -2, 30.5, 0.25, -100, 3, 88, 31);
    }

    @Test
    void alongTheLastAxis() {
        for (DType type : new DType[] {FLOAT32, FLOAT64}) {
            double tolerance = type == FLOAT32 ? 2e-6 : 1e-14;
            for (int[] shape : SHAPES) {
                View in = logits(type, shape);
                View soft = HostViews.dense(type, shape);
                View log = HostViews.dense(type, shape);
                RowKernels.softmax(pool, soft, in, 1);
                RowKernels.logSoftmax(pool, log, in, 1);
                for (int i = 0; i < shape[0]; i++) {
                    double[] want = logSoftmax(in, i);
                    for (int j = 0; j < shape[1]; j++) {
                        assertEquals(want[j], HostViews.get(log, i, j), tolerance * Math.max(1, Math.abs(want[j])));
                        assertEquals(Math.exp(want[j]), HostViews.get(soft, i, j), tolerance);
                    }
                }
            }
        }
    }

    @Test
    void inPlaceAndAlongADenseAxisThatIsNotTheLast() {
        View in = logits(FLOAT32, 6, 40);
        View soft = HostViews.dense(FLOAT32, 6, 40);
        RowKernels.softmax(pool, soft, in, 1);
        View turned = in.with(in.layout().transpose());
        RowKernels.softmax(pool, turned, turned, 0);
        assertArrayEquals(HostViews.values(soft), HostViews.values(in));
    }

    @Test
    void crossEntropyOfEveryRow() {
        View in = logits(FLOAT32, 37, 11);
        View labels = HostViews.dense(INT32, 37);
        for (int i = 0; i < 37; i++) {
            HostViews.set(labels, i * 7 % 11, i);
        }
        View out = HostViews.make(Kind.GAPS, FLOAT32, 37);
        RowKernels.crossEntropy(pool, out, in, labels);
        for (int i = 0; i < 37; i++) {
            double want = -logSoftmax(in, i)[i * 7 % 11];
            assertEquals(want, HostViews.get(out, i), 1e-6 * Math.max(1, want));
        }
        HostViews.set(labels, 11, 36);
        String message = assertThrows(IllegalArgumentException.class, () -> RowKernels.crossEntropy(pool, out, in, labels)).getMessage();
        assertEquals("crossEntropy: labels are 0 to 10, got 11", message);
    }

    @Test
    void notANumberFillsItsRow() {
        View in = logits(FLOAT32, 3, 20);
        HostViews.set(in, Double.NaN, 1, 7);
        View out = HostViews.dense(FLOAT32, 3, 20);
        RowKernels.softmax(pool, out, in, 1);
        for (int j = 0; j < 20; j++) {
            assertEquals(Double.NaN, HostViews.get(out, 1, j));
            assertTrue(HostViews.get(out, 2, j) <= 1);
        }
    }

    @Test
    void whatFits() {
        View dense = HostViews.dense(FLOAT32, 3, 4);
        assertTrue(RowKernels.fits(1, dense, dense));
        assertFalse(RowKernels.fits(0, dense, dense));
        assertFalse(RowKernels.fits(1, dense, HostViews.dense(FLOAT64, 3, 4)));
        assertFalse(RowKernels.fits(1, HostViews.dense(INT32, 3, 4)));
    }
}
