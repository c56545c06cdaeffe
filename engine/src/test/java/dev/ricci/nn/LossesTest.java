package dev.ricci.nn;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.GradientCheck;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Against values computed with PyTorch 2.13 in float64. */
class LossesTest {
    private static final Tensor LOGITS = Tensor.of(new double[] {1, -2, 0.5, 3, 0.1, -1.2, 0, 0, 0, -30, 40, 5}, 4, 3);
    private static final Tensor LABELS = Tensor.of(new int[] {0, 2, 1, 0});
    private static final Tensor P = Tensor.of(new double[] {0.2, -1.0, 3.0, 0.0, 1.0});
    private static final Tensor Q = Tensor.of(new double[] {0.5, 1.0, 2.9, 0.0, -0.5});
    private static final Tensor X = Tensor.of(new double[] {0.0, 1.5, -2.5, 100.0, -800.0, 0.3});
    private static final Tensor Y = Tensor.of(new double[] {1.0, 0.0, 0.25, 1.0, 1.0, 0.5});

    private static void same(Tensor got, double... expected) {
        double[] values = got.toDoubles();
        assertEquals(expected.length, values.length);
        for (int i = 0; i < values.length; i++) {
            assertEquals(expected[i], values[i], 1e-13 * Math.max(1, Math.abs(expected[i])), "element " + i);
        }
    }

    @Test
    void crossEntropy() {
        same(Losses.crossEntropy(LOGITS, LABELS, LossReduction.NONE), 0.5045969023422835, 4.2676762154941725, 1.0986122886681098, 70);
        same(Losses.crossEntropy(LOGITS, LABELS, LossReduction.SUM), 75.87088540650457);
        same(Losses.crossEntropy(LOGITS, LABELS), 18.967721351626142);
    }

    @Test
    void crossEntropyWithLabelSmoothing() {
        same(Losses.crossEntropy(LOGITS, LABELS, 0.1, LossReduction.NONE), 0.6212635690089501, 4.084342882160839, 1.0986122886681098, 66.5);
        same(Losses.crossEntropy(LOGITS, LABELS, 0.1), 18.076054684959477);
        same(Losses.crossEntropy(LOGITS, LABELS, 1, LossReduction.SUM), 40.2042187398379);
        same(Losses.crossEntropy(LOGITS, LABELS, 0.0), 18.967721351626142);
        assertThrows(IllegalArgumentException.class, () -> Losses.crossEntropy(LOGITS, LABELS, 1.5));
    }

    @Test
    void binaryCrossEntropyIsStable() {
        same(Losses.binaryCrossEntropyWithLogits(X, Y, LossReduction.NONE), 0.6931471805599453, 1.7014132779827524, 0.7038897342925496,
                3.720075976020836e-44, 800.0, 0.7043552444685272);
        same(Losses.binaryCrossEntropyWithLogits(X, Y, LossReduction.SUM), 803.8028054373037);
        same(Losses.binaryCrossEntropyWithLogits(X, Y), 133.96713423955063);
    }

    @Test
    void meanSquaredError() {
        same(Losses.meanSquaredError(P, Q, LossReduction.NONE), 0.09, 4, 0.01, 0, 2.25);
        same(Losses.meanSquaredError(P, Q, LossReduction.SUM), 6.35);
        same(Losses.meanSquaredError(P, Q), 1.27);
    }

    @Test
    void huber() {
        same(Losses.huber(P, Q, 0.7, LossReduction.NONE), 0.045, 1.155, 0.005, 0, 0.805);
        same(Losses.huber(P, Q, 0.7, LossReduction.SUM), 2.01);
        same(Losses.huber(P, Q, 0.7), 0.402);
        assertThrows(IllegalArgumentException.class, () -> Losses.huber(P, Q, 0));
    }

    @Test
    void gradients() {
        Tensor small = LOGITS.slice(0, 0, 3);
        Tensor labels = LABELS.slice(0, 0, 3);
        Tensor x = X.slice(0, 0, 3);
        Tensor y = Y.slice(0, 0, 3);
        checked(GradientCheck.of(in -> Losses.crossEntropy(in[0], labels, LossReduction.NONE), small));
        checked(GradientCheck.of(in -> Losses.crossEntropy(in[0], labels), small));
        checked(GradientCheck.of(in -> Losses.crossEntropy(in[0], labels, 0.2), small));
        checked(GradientCheck.of(in -> Losses.binaryCrossEntropyWithLogits(in[0], in[1]), x, y));
        checked(GradientCheck.of(in -> Losses.meanSquaredError(in[0], in[1]), P, Q));
        checked(GradientCheck.of(in -> Losses.meanSquaredError(in[0], in[1], LossReduction.NONE), P, Q));
        checked(GradientCheck.of(in -> Losses.huber(in[0], in[1], 0.7), P, Q));
        checked(GradientCheck.of(in -> Losses.huber(in[0], in[1], 0.7, LossReduction.SUM), P, Q));
    }

    private static void checked(GradientCheck check) {
        assertTrue(check.error() < 1e-7, check.toString());
    }

    @Test
    void shapesMustAgree() {
        Tensor column = P.unsqueeze(1);
        var e = assertThrows(IllegalArgumentException.class, () -> Losses.meanSquaredError(P, column));
        assertTrue(e.getMessage().startsWith("meanSquaredError: "), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Losses.huber(P, column, 1));
        assertThrows(IllegalArgumentException.class, () -> Losses.binaryCrossEntropyWithLogits(P, column));
        assertThrows(IllegalArgumentException.class, () -> Losses.crossEntropy(LOGITS, LABELS.slice(0, 0, 3)));
    }
}
