package dev.ricci.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    @Test
    void oneBinaryFeatureHasAClosedForm() {
        // x = 0: 3 of 4 are class 0; x = 1: 1 of 4 is. The fit reproduces the frequencies.
        Tensor x = Tensor.of(new double[] {0, 0, 0, 0, 1, 1, 1, 1}, 8, 1);
        Tensor y = Tensor.of(new int[] {0, 0, 0, 1, 0, 1, 1, 1});
        LogisticModel m = new LogisticRegression(0, 200, 1e-9).fit(x, y, 2);
        assertTrue(m.converged());
        double[] p = m.probabilities(Tensor.of(new double[] {0, 1}, 2, 1)).toDoubles();
        assertArrayEquals(new double[] {0.75, 0.25, 0.25, 0.75}, p, 1e-7);
        double[] w = m.weights().toDoubles();
        assertEquals(2 * Math.log(3), w[1] - w[0], 1e-6, "the log odds ratio");
    }

    @Test
    void separatesThreeClasses() {
        Generator random = new Generator(5);
        Tensor centres = Tensor.of(new float[] {0, 0, 4, 0, 0, 4}, 3, 2);
        int[] labels = new int[300];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
        }
        Tensor y = Tensor.of(labels);
        Tensor x = centres.gather(y, 0).add(random.normal(DType.FLOAT32, 300, 2));
        LogisticModel m = LogisticRegression.DEFAULT.fit(x, y, 3);
        assertTrue(Metrics.accuracy(y, m.predict(x)) > 0.95);
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.DEFAULT.fit(x, y, 2), "a label out of range");
        assertThrows(IllegalArgumentException.class, () -> m.predict(Tensor.ones(2, 3)));
    }

    @Test
    void lbfgsFindsTheMinimumOfRosenbrock() {
        Lbfgs.Result r = Lbfgs.minimize(t -> {
            Tensor a = t.slice(0, 0, 1);
            Tensor b = t.slice(0, 1, 2);
            return b.sub(a.square()).square().mul(100).add(a.neg().add(1).square()).sum();
        }, Tensor.of(new double[] {-1.2, 1}), 200, 1e-8);
        assertTrue(r.converged());
        assertArrayEquals(new double[] {1, 1}, r.at().toDoubles(), 1e-7);
    }

    @Test
    void scaledFeaturesHaveMeanZeroAndDeviationOne() {
        Tensor x = Tensor.of(new double[] {1, 10, 7, 2, 20, 7, 3, 60, 7}, 3, 3);
        StandardScaler s = StandardScaler.fit(x);
        Tensor z = s.transform(x);
        assertArrayEquals(new double[] {0, 0, 0}, z.mean(0).toDoubles(), 1e-15);
        assertArrayEquals(new double[] {1, 1, 0}, z.variance(0, 0).toDoubles(), 1e-14);
        assertArrayEquals(x.toDoubles(), s.inverseTransform(z).toDoubles(), 1e-12);
    }
}
