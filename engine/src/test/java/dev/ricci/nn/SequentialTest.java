package dev.ricci.nn;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialTest {
    private static final Tensor X = Tensor.of(new double[] {0.5, -1.0, 2.0, 1.5, 0.3, -0.7, -0.2, 0.8, 1.1, 0.9, -0.4, 0.6}, 4, 3);
    private static final Tensor Y = Tensor.of(new double[] {1.0, -2.0, 0.5, 3.0}, 4, 1);

    private static Linear linear(double[] weight, double... bias) {
        Tensor w = Tensor.of(weight, bias.length, weight.length / bias.length);
        return new Linear(new Parameter(w), new Parameter(Tensor.of(bias, bias.length)));
    }

    private static Sequential network() {
        Linear first = linear(new double[] {0.1, -0.2, 0.3, 0.4, 0.5, -0.6}, 0.05, -0.15);
        return new Sequential(first, Activation.TANH, linear(new double[] {0.7, -0.8}, 0.25));
    }

    /** Against PyTorch 2.13: two linear layers with tanh between, mean squared error. */
    @Test
    void forwardAndBackwardAsInPyTorch() {
        Sequential net = network();
        Tensor out = net.forward(X, Mode.TRAINING);
        double[] outputs = {1.4944946063030993, -0.4148133519486207, 0.75153587030324, 0.7850647090477232};
        assertArrayEquals(outputs, out.toDoubles(), 1e-14);
        Gradients g = Gradients.of(Losses.meanSquaredError(out, Y));
        double[][] expected = {
            {0.2563898272853634, 0.4143715086554389, -0.5228493979977671, 0.32216157170837567, -0.4285121781300941, 0.5100929455873393},
            {0.05767117477777761, 0.420466501579986},
            {-0.2742460696038058, 0.6959327040672638},
            {0.058140916852720714}
        };
        int i = 0;
        for (Parameter p : net.parameters().values()) {
            assertArrayEquals(expected[i++], g.get(p).toDoubles(), 1e-14);
        }
    }

    @Test
    void parametersAreNamedAsInPyTorch() {
        Sequential net = new Sequential(network(), new Flatten(), new Dropout(0.5, 1));
        assertEquals(List.of("0.0.weight", "0.0.bias", "0.2.weight", "0.2.bias"), List.copyOf(net.parameters().keySet()));
        assertEquals(List.of("2.generator"), List.copyOf(net.generators().keySet()));
        assertEquals(3 * 2 + 2 + 2 + 1, net.parameterCount());
        assertTrue(net.toString().contains("11 parameters"), net.toString());
    }

    @Test
    void aFusedActivationEqualsOneApart() {
        Linear l = linear(new double[] {0.1, -0.2, 0.3, 0.4, 0.5, -0.6}, 0.05, -0.15);
        for (String name : Activation.names()) {
            Activation a = Activation.named(name);
            Tensor apart = a.forward(l.forward(X, Mode.TRAINING), Mode.TRAINING);
            Tensor fused = new Sequential(l, a).forward(X, Mode.TRAINING);
            assertArrayEquals(apart.toDoubles(), fused.toDoubles(), 1e-15, name);
            Gradients g = Gradients.of(apart.sum());
            Gradients h = Gradients.of(fused.sum());
            l.parameters().forEach((n, p) -> assertArrayEquals(g.get(p).toDoubles(), h.get(p).toDoubles(), 1e-14, name + " " + n));
        }
    }

    @Test
    void aGradientIsLaidOutLikeItsWeight() {
        Sequential net = network();
        Gradients g = Gradients.of(net.forward(X, Mode.TRAINING).sum());
        net.parameters().forEach((name, p) -> assertTrue(g.get(p).view().layout().isDense(), name));
    }

    @Test
    void linearTakesLeadingAxesAndSaysWhatDoesNotFit() {
        Linear l = new Linear(3, 2, DType.FLOAT32, Initializers.heNormal(), new Generator(1));
        assertArrayEquals(new int[] {5, 4, 2}, l.forward(Tensor.zeros(5, 4, 3), Mode.TRAINING).shape());
        assertArrayEquals(new int[] {0, 2}, l.forward(Tensor.zeros(0, 3), Mode.TRAINING).shape());
        var e = assertThrows(IllegalArgumentException.class, () -> l.forward(Tensor.zeros(5, 4), Mode.TRAINING));
        assertEquals("linear: the last axis of x and the inputs of the layer must agree, got 4 and 3", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> l.forward(Tensor.zeros(3), Mode.TRAINING));
    }

    @Test
    void flattenAndIdentity() {
        Tensor images = Tensor.arange(24).reshape(2, 3, 4);
        assertArrayEquals(new int[] {2, 12}, new Flatten().forward(images, Mode.TRAINING).shape());
        assertSame(images, new Identity().forward(images, Mode.TRAINING));
        Layer square = (x, mode) -> x.square();
        assertEquals(16, new Sequential(square, square).forward(Tensor.of(new double[] {2}), Mode.EVALUATION).item());
    }
}
