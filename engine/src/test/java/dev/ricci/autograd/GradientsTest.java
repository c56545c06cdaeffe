package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientsTest {
    private static Tensor vector(double... v) {
        return Tensor.of(v);
    }

    @Test
    void aTensorUsedTwiceGetsBothParts() {
        Tensor x = vector(3, -2).wanted();
        Tensor loss = x.mul(x).add(x).sum();
        assertArrayEquals(new double[] {7, -3}, Gradients.of(loss).get(x).toDoubles());
    }

    @Test
    void broadcastingIsUndone() {
        Tensor x = Tensor.full(DType.FLOAT64, 2, 4, 3).wanted();
        Tensor b = vector(1, 2, 3).wanted();
        Gradients g = Gradients.of(x.mul(b).sum());
        assertArrayEquals(new double[] {8, 8, 8}, g.get(b).toDoubles());
        assertArrayEquals(new int[] {4, 3}, g.get(x).shape());
    }

    @Test
    void gradientsOfGradients() {
        Tensor x = vector(0.7).wanted();
        Tensor first = Gradients.withHistory(x.sin().sum()).get(x);
        Tensor second = Gradients.withHistory(first.sum()).get(x);
        Tensor third = Gradients.of(second.sum()).get(x);
        assertEquals(Math.cos(0.7), first.item(), 1e-15);
        assertEquals(-Math.sin(0.7), second.item(), 1e-15);
        assertEquals(-Math.cos(0.7), third.item(), 1e-15);
    }

    @Test
    void theHessianOfAQuadraticIsItsMatrix() {
        Tensor a = Tensor.of(new double[] {4, 1, 1, 3}, 2, 2);
        Tensor x = Tensor.of(new double[] {0.3, -1}, 2, 1).wanted();
        Tensor gradient = Gradients.withHistory(x.t().matmul(a).matmul(x).sum().mul(0.5)).get(x);
        double[] row = Gradients.of(gradient.select(0, 0).sum()).get(x).toDoubles();
        assertArrayEquals(new double[] {4, 1}, row, 1e-14);
    }

    @Test
    void longHistoriesNeedNoStack() {
        assumeFalse(Devices.current().name().equals("emulated"), "the emulated device guards each tensor, and a process has guards for 32,000");
        Tensor x = vector(1).wanted();
        Tensor y = x;
        for (int i = 0; i < 50_000; i++) {
            y = y.add(x);
        }
        assertEquals(50_001, Gradients.of(y.sum()).get(x).item());
    }

    @Test
    void historyIsWrittenOnlyWhereWanted() {
        Tensor x = vector(1, 2).wanted();
        assertFalse(History.off(() -> x.exp()).isTracked());
        assertTrue(x.exp().isTracked());
        assertFalse(x.detach().exp().isTracked());
        assertArrayEquals(new double[] {0, 0}, Gradients.of(vector(5).wanted().sum()).get(x).toDoubles());
    }

    @Test
    void mistakesAreNamed() {
        Tensor x = vector(1, 2).wanted();
        assertThrows(IllegalArgumentException.class, () -> Gradients.of(x.exp()), "not one element");
        assertThrows(IllegalArgumentException.class, () -> Gradients.of(vector(1)), "no history");
        Tensor loss = x.exp().sum();
        Gradients.of(loss);
        assertTrue(assertThrows(IllegalStateException.class, () -> Gradients.of(loss)).getMessage().contains("withHistory"));
        Tensor middle = x.exp();
        Gradients g = Gradients.of(middle.sum());
        assertThrows(IllegalArgumentException.class, () -> g.get(middle));
    }

    @Test
    void aParameterChangedMeanwhileIsRefused() {
        Parameter p = new Parameter(vector(1, 2));
        Tensor loss = p.value().square().sum();
        p.update(Formula.X.mul(2));
        assertTrue(assertThrows(IllegalStateException.class, () -> Gradients.of(loss)).getMessage().contains("changed"));
        assertArrayEquals(new double[] {4, 8}, Gradients.of(p.value().square().sum()).get(p).toDoubles());
    }

    @Test
    void logisticRegressionLearnsAKnownRule() {
        Generator random = new Generator(1);
        Tensor x = random.normal(DType.FLOAT64, 200, 2);
        Tensor y = x.select(1, 0).sub(x.select(1, 1).mul(0.5)).greater(0).to(DType.FLOAT64);
        Parameter w = new Parameter(Tensor.zeros(DType.FLOAT64, 2, 1));
        for (int step = 0; step < 200; step++) {
            Tensor p = x.matmul(w.value()).squeeze(1).sigmoid();
            Gradients g = Gradients.of(p.sub(y).square().mean());
            w.update(Formula.X.sub(Formula.Y.mul(5)), g.get(w));
        }
        double[] v = w.value().toDoubles();
        assertEquals(-0.5, v[1] / v[0], 0.05);
    }
}
