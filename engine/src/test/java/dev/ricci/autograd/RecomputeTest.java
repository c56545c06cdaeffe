package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.nn.Layer;
import dev.ricci.nn.Mode;
import dev.ricci.nn.Network;
import dev.ricci.nn.Recomputed;
import dev.ricci.nn.Sequential;
import dev.ricci.optim.Step;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RecomputeTest {
    private static Tensor vector(double... v) {
        return Tensor.of(v, v.length);
    }

    @Test
    void valuesAndGradientsAreThoseOfThePlainComputation() {
        Generator random = new Generator(1);
        Tensor x = random.normal(DType.FLOAT32, 4, 3).wanted();
        Parameter w = new Parameter(random.normal(DType.FLOAT32, 3, 5));
        Tensor outside = random.normal(DType.FLOAT32, 5).wanted();
        Tensor middle = outside.exp();
        Function<Tensor, Tensor> f = t -> t.matmul(w.value()).tanh().mul(middle).softmax(1);
        Tensor weights = random.normal(DType.FLOAT32, 4, 5);
        Gradients plain = Gradients.of(f.apply(x).mul(weights).sum());
        Tensor middle2 = outside.exp();
        Tensor y = Recompute.of(t -> t.matmul(w.value()).tanh().mul(middle2).softmax(1), x);
        Gradients again = Gradients.of(y.mul(weights).sum());
        assertArrayEquals(f.apply(x).toFloats(), y.toFloats());
        assertArrayEquals(plain.get(x).toFloats(), again.get(x).toFloats());
        assertArrayEquals(plain.get(w).toFloats(), again.get(w).toFloats());
        assertArrayEquals(plain.get(outside).toFloats(), again.get(outside).toFloats());
    }

    @Test
    void parametersHaveGradientsWhereNoInputHas() {
        Parameter w = new Parameter(vector(2, 3));
        Tensor y = Recompute.of(t -> t.mul(w.value()).square(), vector(5, 7));
        assertArrayEquals(new double[] {2 * 25 * 2, 2 * 49 * 3}, Gradients.of(y.sum()).get(w).toDoubles());
    }

    @Test
    void severalInputsOfWhichNotAllAreWanted() {
        Tensor a = vector(1, 2).wanted();
        Tensor index = Tensor.of(new int[] {1, 1, 0}, 3);
        Tensor y = Recompute.of(in -> in[0].gather(in[1], 0).mul(in[2]), a, index, vector(1, 10, 100));
        assertArrayEquals(new double[] {100, 11}, Gradients.of(y.sum()).get(a).toDoubles());
    }

    @Test
    void partsInsideParts() {
        Tensor x = vector(0.3, -0.2).wanted();
        Function<Tensor, Tensor> inner = t -> Recompute.of(u -> u.sin().mul(u), t);
        Tensor y = Recompute.of(t -> inner.apply(inner.apply(t)).exp(), x);
        Tensor plain = Derivatives.gradient(t -> {
            Tensor once = t.sin().mul(t);
            return once.sin().mul(once).exp().sum();
        }, x.detach());
        assertArrayEquals(plain.toDoubles(), Gradients.of(y.sum()).get(x).toDoubles());
    }

    @Test
    void higherOrders() {
        Parameter w = new Parameter(vector(1.5));
        Tensor x = vector(0.7);
        Function<Tensor, Tensor> plain = t -> t.mul(w.value()).sin().mul(t).sum();
        Function<Tensor, Tensor> again = t -> Recompute.of(u -> u.mul(w.value()).sin().mul(u).sum(), t);
        assertEquals(Derivatives.hessian(plain, x).item(), Derivatives.hessian(again, x).item(), 1e-14);
        assertEquals(Derivatives.jvp(plain, x, vector(2)).item(), Derivatives.jvp(again, x, vector(2)).item(), 1e-14);
        Tensor slopePlain = Derivatives.gradient(plain, x);
        Tensor slopeAgain = Derivatives.gradient(again, x);
        assertEquals(Gradients.of(slopePlain.sum()).get(w).item(), Gradients.of(slopeAgain.sum()).get(w).item(), 1e-14);
        assertTrue(GradientCheck.of(in -> Recompute.of(t -> t.exp().sin(), in[0]), vector(0.1, 0.2)).error() < 1e-8);
    }

    @Test
    void derivativesInsideOfAPart() {
        Tensor x = vector(0.7).wanted();
        Tensor first = Recompute.of(t -> Derivatives.gradient(u -> u.sin().sum(), t), x);
        assertEquals(-Math.sin(0.7), Gradients.of(first.sum()).get(x).item(), 1e-15);
        Tensor along = Recompute.of(t -> Derivatives.jvp(u -> u.sin().layerNorm(1).add(u.sin()), t, vector(2)), x);
        assertEquals(-2 * Math.sin(0.7), Gradients.of(along.sum()).get(x).item(), 1e-15);
        Tensor function = Recompute.of(t -> CustomFunction.of("cube", in -> in[0].pow(3), (in, y, g) -> new Tensor[] {
            g.mul(in[0].square()).mul(3)}).apply(t.exp()), x);
        assertEquals(3 * Math.exp(2.1), Gradients.of(function.sum()).get(x).item(), 1e-13);
    }

    @Test
    void whatAPartReadAndIsGoneIsNamed() {
        Tensor x = vector(1).wanted();
        Tensor y;
        try (Scope scope = Scope.open()) {
            Tensor inside = vector(2);
            y = scope.keep(Recompute.of(t -> t.mul(inside), x));
        }
        String message = assertThrows(IllegalStateException.class, () -> Gradients.of(y)).getMessage();
        assertTrue(message.startsWith("mul: this tensor's scope has closed"), message);
    }

    @Test
    void randomNumbersAreDrawnOnce() {
        Tensor x = Tensor.ones(50).wanted();
        Generator random = new Generator(9);
        Generator after = new Generator(9);
        Tensor y = Recompute.of(t -> t.mul(random.uniform(DType.FLOAT32, 50)), x);
        float[] between = random.uniform(DType.FLOAT32, 50).toFloats();
        float[] drawn = y.toFloats();
        assertArrayEquals(drawn, Gradients.of(y.sum()).get(x).toFloats(), "the gradient of x r is r");
        assertArrayEquals(drawn, after.uniform(DType.FLOAT32, 50).toFloats());
        assertArrayEquals(between, after.uniform(DType.FLOAT32, 50).toFloats());
        assertArrayEquals(after.uniform(DType.FLOAT32, 50).toFloats(), random.uniform(DType.FLOAT32, 50).toFloats(), "and the stream goes on");
    }

    @Test
    void randomNumbersOfPartsInsideParts() {
        Tensor x = Tensor.ones(20).wanted();
        Generator random = new Generator(9);
        Generator other = new Generator(9);
        float[] r = other.uniform(DType.FLOAT32, 20).mul(other.uniform(DType.FLOAT32, 20)).toFloats();
        try (Scope _ = Scope.open()) {
            Tensor y = Recompute.of(t -> Recompute.of(u -> u.mul(random.uniform(DType.FLOAT32, 20)), t)
                    .mul(random.uniform(DType.FLOAT32, 20)), x);
            assertArrayEquals(r, y.toFloats());
            assertArrayEquals(r, Gradients.of(y.sum()).get(x).toFloats());
        }
    }

    @Test
    void withoutHistoryNothingIsDone() {
        Tensor x = vector(1).wanted();
        assertFalse(History.off(() -> Recompute.of(Tensor::exp, x)).isTracked());
        assertFalse(Recompute.of(Tensor::exp, vector(1)).isTracked());
    }

    @Test
    void aFunctionThatChangesIsRefused() {
        Parameter a = new Parameter(vector(1));
        Parameter b = new Parameter(vector(2));
        int[] calls = {0};
        Tensor y = Recompute.of(t -> t.mul(calls[0]++ == 0 ? a.value() : b.value()), vector(3));
        assertTrue(assertThrows(IllegalStateException.class, () -> Gradients.of(y)).getMessage().contains("another path"));
        Tensor z = Recompute.of(t -> t.mul(a.value()), vector(3));
        a.update(Formula.X.mul(2));
        String message = assertThrows(IllegalStateException.class, () -> Gradients.of(z)).getMessage();
        assertTrue(message.startsWith("gradient of recompute: a parameter that it read has changed"), message);
        assertThrows(IllegalArgumentException.class, () -> Recompute.of(t -> null, vector(1).wanted()));
    }

    /** Training with dropout, plain and in parts, eager and recorded: the same bits. */
    @Test
    void aNetworkInPartsLearnsTheSameBits() {
        float[] plain = learned(l -> l, false);
        assertArrayEquals(plain, learned(Recomputed::new, false));
        assertArrayEquals(plain, learned(Recomputed::new, true));
    }

    /** What a part reads from outside may be put off by a fusion and first be needed inside. */
    @Test
    void aRecordedStepJoinsWhatAPartReads() {
        assertArrayEquals(moved(false), moved(true));
    }

    private static float[] moved(boolean recorded) {
        Parameter p = new Parameter(new Generator(4).normal(DType.FLOAT32, 5, 5));
        Generator random = new Generator(8);
        Supplier<Tensor> body = () -> {
            Tensor a = p.value().mul(2).add(1).sin();
            Tensor b = p.value().mul(0.5).cos();
            Function<Tensor, Tensor> part = t -> t.mul(a).add(b).tanh().matmul(t.mul(b)).mul(random.uniform(DType.FLOAT32, 5, 5)).exp();
            Tensor y = Recompute.of(t -> part.apply(t).add(Recompute.of(part, t.mul(b))), p.value().square());
            Tensor loss = y.mul(a).add(b).mean();
            Tensor g = Gradients.of(loss).get(p);
            p.update(Formula.X.sub(Formula.Y.mul(0.01)), g);
            return loss;
        };
        if (recorded) {
            try (Step step = Step.record(Devices.current(), body)) {
                step.run();
                step.run();
                assertTrue(step.joined() > 0, "there was something to join");
            }
        } else {
            for (int i = 0; i < 3; i++) {
                body.get();
            }
        }
        return p.value().toFloats();
    }

    @Test
    void aLayerInPartsIsNamedAsItself() {
        Sequential all = Network.of(3, 2).withHidden(4).withDropout(0.1).build(1);
        Layer parts = new Recomputed(all);
        assertEquals(all.parameters().keySet(), parts.parameters().keySet());
        assertEquals(all.generators().keySet(), parts.generators().keySet());
        assertEquals(all.parameterCount(), parts.parameterCount());
        assertEquals("recomputed " + all.describe(), parts.describe());
    }

    private static float[] learned(Function<Layer, Layer> part, boolean recorded) {
        Sequential all = Network.of(6, 3).withHidden(8, 8, 8).withDropout(0.3).withActivation("tanh").build(5);
        List<Layer> layers = all.layers();
        Layer network = new Sequential(part.apply(new Sequential(layers.subList(0, 3))), part.apply(new Sequential(layers.subList(3, 7))),
                new Sequential(layers.subList(7, layers.size())));
        Parameter input = new Parameter(new Generator(2).normal(DType.FLOAT32, 10, 6));
        Backend device = Devices.current();
        Supplier<Tensor> body = () -> {
            Tensor loss = network.forward(input.value().detach(), Mode.TRAINING).square().mean();
            Gradients g = Gradients.of(loss);
            network.parameters().values().forEach(p -> p.update(Formula.X.sub(Formula.Y.mul(0.1)), g.get(p)));
            return loss;
        };
        if (recorded) {
            try (Step step = Step.record(device, body)) {
                step.run();
                step.run();
            }
        } else {
            for (int i = 0; i < 3; i++) {
                try (Scope _ = Scope.open()) {
                    body.get();
                }
            }
        }
        List<Float> bits = new ArrayList<>();
        network.parameters().values().forEach(p -> {
            for (float v : p.value().toFloats()) {
                bits.add(v);
            }
        });
        float[] out = new float[bits.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = bits.get(i);
        }
        return out;
    }

    /** What a deep chain of layers holds at most, with a layer that notes the memory in use forward and backward. */
    @Test
    void aDeepChainTakesTheRootOfItsMemory() {
        int layers = 64;
        int group = 8;
        long one = 4L * 32 * 512;
        long[] plain = peak(layers, layers, false);
        long[] parts = peak(layers, group, true);
        assertArrayEquals(Arrays.copyOfRange(plain, 1, plain.length), Arrays.copyOfRange(parts, 1, parts.length), "the same bits");
        assertTrue(plain[0] > layers * one, "the plain chain holds a result of each layer: " + plain[0] / one);
        // 8 results of groups and their gradients, and what the 8 layers of one group hold forward and backward
        assertTrue(parts[0] < 48 * one && parts[0] * 4 < plain[0], "in groups it holds " + parts[0] / one + " of " + plain[0] / one);
    }

    private static long[] peak(int layers, int group, boolean again) {
        Backend device = Devices.current();
        try (Scope _ = Scope.open()) {
            Tensor x = new Generator(3).normal(DType.FLOAT32, 32, 512).wanted();
            long before = device.liveBytes();
            long[] most = {0};
            CustomFunction probe = CustomFunction.of("probe", in -> in[0], (in, y, g) -> {
                most[0] = Math.max(most[0], device.liveBytes() - before);
                return new Tensor[] {g};
            });
            Function<Tensor, Tensor> some = t -> {
                Tensor y = t;
                for (int i = 0; i < group; i++) {
                    y = probe.apply(y.mul(1.01).tanh());
                    most[0] = Math.max(most[0], device.liveBytes() - before);
                }
                return y;
            };
            Tensor y = x;
            for (int i = 0; i < layers / group; i++) {
                y = again ? Recompute.of(some, y) : some.apply(y);
            }
            float[] g = Gradients.of(y.sum()).get(x).toFloats();
            long[] result = new long[g.length + 1];
            result[0] = most[0];
            for (int i = 0; i < g.length; i++) {
                result[i + 1] = Float.floatToRawIntBits(g[i]);
            }
            return result;
        }
    }
}
