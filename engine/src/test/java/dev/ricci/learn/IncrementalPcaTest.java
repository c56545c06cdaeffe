package dev.ricci.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class IncrementalPcaTest {
    /** Rows of a mean far from 0 and a spectrum that falls by a ratio, of full rank or less. */
    private static Tensor data(int rows, int columns, int rank, double ratio) {
        Generator random = new Generator(11);
        double[] scale = new double[rank];
        for (int i = 0; i < rank; i++) {
            scale[i] = Math.pow(ratio, i);
        }
        Tensor hidden = random.normal(DType.FLOAT64, rows, rank).mul(Tensor.of(scale));
        return hidden.matmul(random.normal(DType.FLOAT64, rank, columns)).add(random.normal(DType.FLOAT64, columns).mul(10));
    }

    private static PcaModel inBatches(IncrementalPca running, Tensor x, int... lengths) {
        int at = 0;
        for (int length : lengths) {
            running.partialFit(x.slice(0, at, at + length));
            at += length;
        }
        assertEquals(x.size(0), at);
        assertEquals(at, running.rows());
        return running.model();
    }

    private static void same(PcaModel expected, PcaModel got, double tolerance) {
        assertEquals(expected.count(), got.count());
        double[] e = expected.explainedVariance();
        double[] g = got.explainedVariance();
        for (int i = 0; i < e.length; i++) {
            assertEquals(1, g[i] / e[i], tolerance, "variance " + i);
        }
        assertArrayEquals(expected.explainedVarianceRatio(), got.explainedVarianceRatio(), tolerance);
        assertArrayEquals(expected.singularValues(), got.singularValues(), tolerance * expected.singularValues()[0]);
        double apart = expected.components().sub(got.components()).abs().max().item();
        assertTrue(apart < 10 * tolerance, "components are " + apart + " apart");
        assertTrue(expected.mean().sub(got.mean()).abs().max().item() < tolerance);
    }

    /** All directions held: whatever the batches, the model is that of all rows. */
    @Test
    void allDirectionsHeldGiveTheExactModel() {
        Tensor x = data(120, 30, 30, 0.8);
        PcaModel expected = Pca.components(30).fit(x);
        for (int[] lengths : new int[][] {{120}, {60, 60}, {1, 119}, {119, 1}, {2, 3, 5, 7, 11, 13, 79}}) {
            same(expected, inBatches(Pca.components(30).incremental(), x, lengths), 1e-9);
        }
        PcaModel share = Pca.keeping(0.99).fit(x);
        same(share, inBatches(Pca.keeping(0.99).incremental(), x, 17, 50, 53), 1e-10);
    }

    /** Fewer held than features, but as many as have variance: exact too. Rows fewer than features, first batches fewer than components. */
    @Test
    void theRankHeldGivesTheExactModel() {
        Tensor x = data(400, 300, 20, 0.9);
        IncrementalPca running = Pca.components(20).incremental();
        assertTrue(running.held() < 300);
        same(Pca.components(20).fit(x), inBatches(running, x, 5, 1, 194, 200), 1e-9);
    }

    /** A spectrum that goes on behind the directions held: near, and nearer for the first. */
    @Test
    void aLongSpectrumIsNearlyRight() {
        Tensor x = data(900, 200, 200, 0.97);
        IncrementalPca running = Pca.components(10).incremental();
        assertTrue(running.held() < 100);
        same(Pca.components(10).fit(x), inBatches(running, x, 100, 100, 100, 100, 100, 100, 100, 100, 100), 1e-3);
    }

    @Test
    void float32AndItsType() {
        Tensor x = data(300, 150, 150, 0.8).to(DType.FLOAT32);
        PcaModel got = inBatches(Pca.components(5).incremental(), x, 50, 100, 150);
        same(Pca.components(5).fit(x), got, 2e-5);
        assertEquals(DType.FLOAT32, got.mean().dtype());
        assertEquals(Pca.Method.INCREMENTAL, got.method());
    }

    /** A mean 1e4 times the spread, moving from batch to batch. */
    @Test
    void theMeanMayMove() {
        Generator random = new Generator(2);
        Tensor x = random.normal(DType.FLOAT64, 200, 8).add(Tensor.arange(200).unsqueeze(1).to(DType.FLOAT64).mul(50));
        same(Pca.components(8).fit(x), inBatches(Pca.components(8).incremental(), x, 40, 40, 40, 40, 40), 1e-8);
    }

    /** NumPy 2.4.6: singular values and vectors of the centred x[i, j] = sin(i j + i) + j, 40 by 5. */
    @Test
    void agreesWithNumPy() {
        double[] x = new double[200];
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 5; j++) {
                x[i * 5 + j] = Math.sin(i * j + i) + j;
            }
        }
        PcaModel got = inBatches(Pca.components(5).incremental(), Tensor.of(x, 40, 5), 3, 7, 10, 20);
        assertArrayEquals(new double[] {0.56724995, 0.55788892, 0.532487, 0.47954379, 0.43886302}, got.explainedVariance(), 1e-8);
        assertArrayEquals(new double[] {0.02882746, 1.02133575, 1.99290708, 2.98595516, 4.00233528}, got.mean().toDoubles(), 1e-8);
        assertArrayEquals(new double[] {0.09498879, 0.4391466, 0.68995446, 0.53976324, 0.17534506},
                got.components().select(0, 0).toDoubles(), 1e-8);
    }

    @Test
    void fitGoesThroughBatchesToo() {
        Tensor x = data(1500, 60, 60, 0.9);
        same(Pca.components(6).fit(x), Pca.components(6).by(Pca.Method.INCREMENTAL).fit(x), 1e-9);
        PcaModel white = Pca.components(6).by(Pca.Method.INCREMENTAL).whitened().fit(x);
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, white.transform(x).variance(1, 0).toDoubles(), 1e-9);
    }

    @Test
    void aModelMayBeTakenInBetweenAndScopesMayClose() {
        Tensor x = data(100, 12, 12, 0.7);
        IncrementalPca running = Pca.components(3).incremental();
        try (Scope _ = Scope.open()) {
            running.partialFit(x.slice(0, 0, 40));
            same(Pca.components(3).fit(x.slice(0, 0, 40)), running.model(), 1e-9);
        }
        try (Scope outer = Scope.open()) {
            Tensor rest = x.slice(0, 40, 100);
            int before = outer.owned();
            running.partialFit(rest);
            assertEquals(before, outer.owned(), "what is held belongs to no scope");
        }
        same(Pca.components(3).fit(x), running.model(), 1e-9);
    }

    @Test
    void mistakesAreNamedAndChangeNothing() {
        Tensor x = data(30, 6, 6, 0.7);
        IncrementalPca running = Pca.components(5).incremental();
        assertEquals("incrementalPca: 0 rows so far, 5 are needed; call partialFit with more first",
                assertThrows(IllegalStateException.class, running::model).getMessage());
        running.partialFit(x.slice(0, 0, 4));
        assertEquals("incrementalPca: 4 rows so far, 5 are needed; call partialFit with more first",
                assertThrows(IllegalStateException.class, running::model).getMessage());
        running.partialFit(x.slice(0, 4, 10));
        double[] before = running.model().explainedVariance();
        assertEquals("incrementalPca: the columns of this batch and those before must agree, got 5 and 6",
                refused(running, x.slice(1, 0, 5)));
        assertTrue(refused(running, x.to(DType.FLOAT32)).contains("float32"));
        assertTrue(refused(running, x.div(0)).startsWith("incrementalPca: feature 0 holds NaN or an infinity"));
        assertTrue(refused(running, x.slice(0, 0, 0)).contains("one row and one column at least, got shape [0, 6]"));
        assertTrue(refused(running, x.select(0, 0)).contains("rank 2"));
        assertTrue(refused(running, Tensor.of(new int[] {1, 2}, 1, 2)).contains("float"));
        assertEquals("incrementalPca: at most features = 4 components, asked for 5", refused(Pca.components(5).incremental(),
                x.slice(1, 0, 4)));
        assertEquals(10, running.rows());
        assertArrayEquals(before, running.model().explainedVariance());
    }

    private static String refused(IncrementalPca running, Tensor batch) {
        return assertThrows(IllegalArgumentException.class, () -> running.partialFit(batch)).getMessage();
    }
}
