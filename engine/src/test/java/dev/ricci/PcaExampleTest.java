package dev.ricci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.learn.IncrementalPca;
import dev.ricci.learn.Pca;
import dev.ricci.learn.PcaModel;
import dev.ricci.linalg.RandomizedSvd;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The code of docs/PCA.md, with the numbers that stand there. */
class PcaExampleTest {
    private final Generator random = new Generator(50);
    private final Tensor loadings = random.normal(DType.FLOAT32, 50, 1000);
    private final Tensor factors = random.normal(DType.FLOAT32, 2000, 50);
    private final Tensor noise = random.normal(DType.FLOAT32, 2000, 1000).mul(1.5);
    private final Tensor x = factors.matmul(loadings).add(noise).add(10);

    @Test
    void ninetyFivePerCentAreFiftyComponents() {
        PcaModel model = Pca.keeping(0.95).by(Pca.Method.COVARIANCE).fit(x);
        int count = model.count();
        double kept = Arrays.stream(model.explainedVarianceRatio()).sum();
        Tensor z = model.transform(x);
        Tensor back = model.inverseTransform(z);
        double error = model.reconstructionError(x);
        assertEquals(50, count);
        assertEquals(0.960, kept, 0.0005);
        assertArrayEquals(new int[] {2000, 50}, z.shape());
        assertArrayEquals(new int[] {2000, 1000}, back.shape());
        assertEquals(2.086, error, 0.0005);
        assertEquals(error, back.sub(x).square().mean().item(), 1e-5);
    }

    @Test
    void theComponentsSpanTheFactors() {
        PcaModel model = Pca.keeping(0.95).by(Pca.Method.COVARIANCE).fit(x);
        double[] spectrum = model.spectrum();
        double cliff = spectrum[50] / spectrum[49];
        Tensor inside = loadings.matmul(model.components().t());
        double share = inside.square().sum().item() / loadings.square().sum().item();
        assertEquals(0.011, cliff, 0.0005);
        assertEquals(0.9989, share, 0.00005);
    }

    @Test
    void everyMethodFindsTheSame() {
        PcaModel exact = Pca.keeping(0.95).by(Pca.Method.SVD).fit(x);
        for (Pca.Method method : Pca.Method.values()) {
            PcaModel other = Pca.keeping(0.95).by(method).fit(x);
            double apart = other.components().sub(exact.components()).abs().max().item();
            assertEquals(50, other.count(), method.toString());
            assertTrue(apart < 1e-3, method + ": " + apart);
        }
    }

    @Test
    void rowsThatDoNotFitIntoMemory() {
        IncrementalPca running = Pca.components(50).incremental();
        for (int from = 0; from < 2000; from += 500) {
            try (Scope scope = Scope.open()) {
                running.partialFit(x.slice(0, from, from + 500));
            }
        }
        PcaModel model = running.model();
        PcaModel exact = Pca.components(50).by(Pca.Method.COVARIANCE).fit(x);
        double apart = model.components().sub(exact.components()).abs().max().item();
        assertTrue(apart < 1e-3, "apart " + apart);
    }

    @Test
    void whatIsLeftOut() {
        RandomizedSvd found = RandomizedSvd.of(x.sub(x.mean(0)), 50);
        double left = found.remainder().item();
        double exact = x.sub(x.mean(0)).sub(found.svd().product()).norm().item();
        assertEquals(2042, exact, 1);
        assertEquals(1, left / exact, 0.05);
    }
}
