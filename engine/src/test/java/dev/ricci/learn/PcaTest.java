package dev.ricci.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.linalg.Qr;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PcaTest {
    private static final int ROWS = 300;
    private static final int COLUMNS = 40;
    /** Standard deviations 8, 4, 2, ...: the first four hold 1 - 4^-4 = 99.6 % of the variance. */
    private static final double[] DEVIATIONS = new double[COLUMNS];

    static {
        for (int i = 0; i < COLUMNS; i++) {
            DEVIATIONS[i] = 8 * Math.pow(0.5, i);
        }
    }

    /** Orthonormal columns orthogonal to ones, scaled, rotated and moved: the spectrum is known exactly. */
    private static Tensor data(DType dtype) {
        Generator random = new Generator(3);
        Tensor raw = random.normal(DType.FLOAT64, ROWS, COLUMNS);
        Tensor u = Qr.of(raw.sub(raw.meanKeeping(0))).q();
        Tensor v = Qr.of(random.normal(DType.FLOAT64, COLUMNS, COLUMNS)).q();
        Tensor scaled = u.mul(Tensor.of(DEVIATIONS).mul(Math.sqrt(ROWS - 1)));
        return scaled.matmul(v.t()).add(5).to(dtype);
    }

    @ParameterizedTest
    @EnumSource(Pca.Method.class)
    void findsAKnownSpectrum(Pca.Method method) {
        Tensor x = data(DType.FLOAT64);
        PcaModel model = Pca.components(6).by(method).fit(x);
        double total = Arrays.stream(DEVIATIONS).map(d -> d * d).sum();
        for (int i = 0; i < 6; i++) {
            double variance = DEVIATIONS[i] * DEVIATIONS[i];
            assertEquals(1, model.explainedVariance()[i] / variance, 1e-9, method + " variance " + i);
            assertEquals(variance / total, model.explainedVarianceRatio()[i], 1e-9);
            assertEquals(1, model.singularValues()[i] / (DEVIATIONS[i] * Math.sqrt(ROWS - 1)), 1e-9);
        }
        Tensor gram = model.components().matmul(model.components().t());
        assertTrue(gram.sub(Tensor.eye(DType.FLOAT64, 6)).abs().max().item() < 1e-12);
    }

    @ParameterizedTest
    @EnumSource(Pca.Method.class)
    void keepsAsManyAsTheVarianceAsks(Pca.Method method) {
        Tensor x = data(DType.FLOAT32);
        assertEquals(2, Pca.keeping(0.9).by(method).fit(x).count());
        PcaModel model = Pca.keeping(0.996).by(method).fit(x);
        assertEquals(4, model.count());
        assertArrayEquals(model.explainedVarianceRatio(), Arrays.copyOf(model.spectrum(), 4));
        assertEquals(1, Arrays.stream(model.spectrum()).sum(), 1e-5);
        assertEquals(1, Pca.keeping(0.7).by(method).fit(x).count());
    }

    /** Standard deviations down to 1e-4 of the first in float32: those of the SVD are right, of the covariance none is below zero. */
    @Test
    void smallVariances() {
        Generator random = new Generator(4);
        Tensor raw = random.normal(DType.FLOAT64, 200, 5);
        Tensor u = Qr.of(raw.sub(raw.meanKeeping(0))).q();
        double[] deviations = {1, 1e-2, 1e-3, 1e-4, 0};
        Tensor x = u.mul(Tensor.of(deviations).mul(Math.sqrt(199))).to(DType.FLOAT32);
        double[] bySvd = Pca.components(5).fit(x).explainedVariance();
        for (int i = 0; i < 4; i++) {
            assertEquals(1, Math.sqrt(bySvd[i]) / deviations[i], 1e-2, "deviation " + i);
        }
        Tensor turned = x.matmul(Qr.of(random.normal(DType.FLOAT32, 5, 5)).q());
        assertTrue(Arrays.stream(Pca.components(5).by(Pca.Method.COVARIANCE).fit(turned).explainedVariance()).allMatch(v -> v >= 0));
    }

    @Test
    void methodsAgreeOnTheDirections() {
        Tensor x = data(DType.FLOAT64);
        Tensor exact = Pca.components(5).fit(x).components();
        for (Pca.Method m : Pca.Method.values()) {
            Tensor other = Pca.components(5).by(m).fit(x).components();
            assertTrue(exact.sub(other).abs().max().item() < 1e-8, m + " differs by " + exact.sub(other).abs().max().item());
        }
    }

    @Test
    void theReconstructionErrorIsTheVarianceLeftOut() {
        Tensor x = data(DType.FLOAT64);
        PcaModel model = Pca.components(3).fit(x);
        double left = Arrays.stream(DEVIATIONS, 3, COLUMNS).map(d -> d * d).sum();
        assertEquals(left * (ROWS - 1) / ROWS / COLUMNS, model.reconstructionError(x), 1e-10);
        PcaModel all = Pca.components(COLUMNS).fit(x);
        assertTrue(all.reconstructionError(x) < 1e-24);
    }

    @Test
    void whitenedFeaturesHaveUnitVarianceAndComeBack() {
        Tensor x = data(DType.FLOAT64);
        PcaModel model = Pca.components(4).whitened().fit(x);
        Tensor z = model.transform(x);
        double[] variance = z.variance(1, 0).toDoubles();
        assertArrayEquals(new double[] {1, 1, 1, 1}, variance, 1e-10);
        Tensor plain = Pca.components(4).fit(x).inverseTransform(Pca.components(4).fit(x).transform(x));
        assertTrue(model.inverseTransform(z).sub(plain).abs().max().item() < 1e-10);
    }

    @Test
    void mistakesAreNamed() {
        Tensor x = data(DType.FLOAT64);
        assertThrows(IllegalArgumentException.class, () -> Pca.components(41).fit(x));
        assertThrows(IllegalArgumentException.class, () -> Pca.components(0));
        assertThrows(IllegalArgumentException.class, () -> Pca.keeping(1.5));
        assertThrows(IllegalArgumentException.class, () -> Pca.components(1).fit(x.slice(0, 0, 1)));
        Tensor bad = Tensor.of(new double[] {1, 2, Double.NaN, 4}, 2, 2);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Pca.components(1).fit(bad)).getMessage().contains("feature 0"));
        PcaModel model = Pca.components(2).fit(x);
        assertThrows(IllegalArgumentException.class, () -> model.transform(Tensor.zeros(DType.FLOAT64, 3, 39)));
    }
}
