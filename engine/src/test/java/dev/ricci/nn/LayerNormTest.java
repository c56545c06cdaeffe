package dev.ricci.nn;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerNormTest {
    @Test
    void rowsGetMeanZeroAndVarianceOne() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, -50, 0, 50, 100}, 2, 4);
        Tensor y = new LayerNorm(4, DType.FLOAT64).forward(x, Mode.TRAINING);
        for (double mean : y.mean(-1).toDoubles()) {
            assertEquals(0, mean, 1e-12);
        }
        assertEquals(1, y.variance(0, -1).toDoubles()[0], 1e-4); // 1.25 / (1.25 + epsilon)
        assertEquals(1, y.variance(0, -1).toDoubles()[1], 1e-7);
    }

    @Test
    void gainAndShiftApplyToEachColumn() {
        Parameter weight = new Parameter(Tensor.of(new double[] {2, 3}));
        Parameter bias = new Parameter(Tensor.of(new double[] {10, 20}));
        Tensor y = new LayerNorm(weight, bias, 0).forward(Tensor.of(new double[] {5, 7, 9, 1}, 2, 2), Mode.EVALUATION);
        assertArrayEquals(new double[] {8, 23, 12, 17}, y.toDoubles(), 1e-12);
    }

    @Test
    void bothAreLearnt() {
        LayerNorm layer = new LayerNorm(3, DType.FLOAT64);
        Tensor y = layer.forward(Tensor.of(new double[] {0, 1, 2, 4, 2, 0}, 2, 3), Mode.TRAINING);
        Gradients g = Gradients.of(y.mul(Tensor.of(new double[] {1, 1, 1, 2, 2, 2}, 2, 3)).sum());
        assertArrayEquals(new double[] {3, 3, 3}, g.get(layer.parameters().get("bias")).toDoubles(), 1e-12);
        double end = Math.sqrt(1.5); // 1 from the mean, of variance 2/3; epsilon moves it a little
        assertArrayEquals(new double[] {end, 0, -end}, g.get(layer.parameters().get("weight")).toDoubles(), 1e-4);
    }

    @Test
    void saysWhatItIs() {
        LayerNorm layer = new LayerNorm(7, DType.FLOAT32);
        assertEquals("layerNorm 7", layer.describe());
        assertEquals(List.of("weight", "bias"), List.copyOf(layer.parameters().keySet()));
        assertEquals(14, layer.parameterCount());
        assertEquals(1e-5, layer.epsilon());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        LayerNorm layer = new LayerNorm(7, DType.FLOAT32);
        String message = assertThrows(IllegalArgumentException.class, () -> layer.forward(Tensor.zeros(2, 6), Mode.TRAINING)).getMessage();
        assertEquals("layerNorm: the last axis of x and the length of gain must agree, got 6 and 7", message);
        assertThrows(IllegalArgumentException.class, () -> layer.forward(Tensor.zeros(DType.FLOAT64, 2, 7), Mode.TRAINING));
        Parameter seven = layer.parameters().get("weight");
        assertThrows(IllegalArgumentException.class, () -> new LayerNorm(seven, seven, -1));
        assertThrows(IllegalArgumentException.class, () -> new LayerNorm(seven, seven, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new LayerNorm(seven, new Parameter(Tensor.zeros(6)), 1e-5));
    }
}
