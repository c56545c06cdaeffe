package dev.ricci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.learn.Metrics;
import dev.ricci.learn.Pca;
import dev.ricci.learn.PcaModel;
import dev.ricci.linalg.Svd;
import dev.ricci.nn.Activation;
import dev.ricci.nn.Initializers;
import dev.ricci.nn.Linear;
import dev.ricci.nn.Losses;
import dev.ricci.nn.Mode;
import dev.ricci.nn.Sequential;
import dev.ricci.optim.Adam;
import dev.ricci.optim.Optimizer;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The first page of the manual: read it from top to bottom. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TourTest {
    @Test
    @Order(1)
    void tensorsAreGridsOfNumbers() {
        Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertArrayEquals(new int[] {2, 3}, a.shape());
        assertEquals(DType.FLOAT32, a.dtype());
        assertEquals("[[1., 2., 3.],\n [4., 5., 6.]]  [2, 3]", a.toString());
    }

    @Test
    @Order(2)
    void operationsComputeAtOnceAndBroadcast() {
        Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor centred = a.sub(a.meanKeeping(0)); // [2, 3] minus [1, 3]
        assertArrayEquals(new float[] {-1.5f, -1.5f, -1.5f, 1.5f, 1.5f, 1.5f}, centred.toFloats());
        assertEquals(32, a.select(0, 0).dot(a.select(0, 1)).item());
        assertArrayEquals(new float[] {14, 32, 32, 77}, a.matmul(a.t()).toFloats());
    }

    @Test
    @Order(3)
    void yourOwnFormulaIsOnePassAndHasAGradient() {
        // x * sigmoid(2 x + y), whatever you like: compiled for the device, differentiated symbolically
        Formula f = Formula.X.mul(Formula.X.mul(2).add(Formula.Y).sigmoid());
        Tensor x = Tensor.of(new double[] {0.5, -1}).wanted();
        Tensor y = Tensor.of(new double[] {1, 2});
        Tensor loss = Tensor.map(f, x, y).sum();
        double s = 1 / (1 + Math.exp(-2));
        assertEquals(s + 0.5 * 2 * s * (1 - s), Gradients.of(loss).get(x).toDoubles()[0], 1e-12);
    }

    @Test
    @Order(4)
    void scopesRecycleMemory() {
        Tensor kept;
        Tensor inner;
        try (Scope scope = Scope.open()) {
            inner = Tensor.ones(1000).mul(3);
            kept = scope.keep(inner.sum());
        }
        assertEquals(3000, kept.item());
        assertThrows(IllegalStateException.class, inner::sum); // its memory is used for something else by now
    }

    @Test
    @Order(5)
    void gradientsOfAnyOrder() {
        Tensor x = Tensor.scalar(DType.FLOAT64, 2).wanted();
        Tensor slope = Gradients.withHistory(x.pow(4)).get(x);
        Tensor curvature = Gradients.of(slope).get(x);
        assertEquals(32, slope.item(), 1e-12);
        assertEquals(48, curvature.item(), 1e-12);
    }

    @Test
    @Order(6)
    void randomNumbersAreTheSameEverywhere() {
        float[] a = new Generator(7).normal(DType.FLOAT32, 1000).toFloats();
        float[] b = new Generator(7).normal(DType.FLOAT32, 10, 100).toFloats();
        assertArrayEquals(a, b);
    }

    @Test
    @Order(7)
    void linearAlgebra() {
        Tensor a = new Generator(1).normal(DType.FLOAT64, 6, 4);
        Svd svd = Svd.of(a);
        Tensor back = svd.u().mul(svd.s()).matmul(svd.vt());
        assertTrue(back.sub(a).abs().max().item() < 1e-13);
    }

    @Test
    @Order(8)
    void aNetworkLearnsARing() {
        Generator random = new Generator(3);
        Tensor points = random.uniform(DType.FLOAT32, 400, 2).mul(4).sub(2);
        Tensor inside = points.norm(1).less(1.2).to(DType.INT32);
        Sequential network = new Sequential(
                new Linear(2, 24, DType.FLOAT32, Initializers.named("he-normal"), random), Activation.RELU,
                new Linear(24, 2, DType.FLOAT32, Initializers.named("he-normal"), random));
        Optimizer adam = Optimizer.of(new Adam(), network.parameters(), 0.02);
        for (int step = 0; step < 150; step++) {
            try (Scope _ = Scope.open()) {
                Tensor loss = Losses.crossEntropy(network.forward(points, Mode.TRAINING), inside);
                adam.step(Gradients.of(loss));
            }
        }
        Tensor predicted = network.forward(points, Mode.EVALUATION).argmax(1);
        assertTrue(Metrics.accuracy(inside, predicted) > 0.95);
    }

    @Test
    @Order(9)
    void principalComponents() {
        Generator random = new Generator(5);
        Tensor hidden = random.normal(DType.FLOAT32, 500, 2);
        Tensor seen = hidden.matmul(random.normal(DType.FLOAT32, 2, 30)); // 30 columns that are really two
        PcaModel model = Pca.keeping(0.999).fit(seen);
        assertEquals(2, model.count());
        assertTrue(model.reconstructionError(seen) < 1e-9);
    }

    @Test
    @Order(10)
    void parametersAreTheOneThingThatChanges() {
        Parameter p = new Parameter(Tensor.of(new float[] {1, 2, 3}));
        p.update(Formula.X.mul(10));
        assertArrayEquals(new float[] {10, 20, 30}, p.value().toFloats());
        assertTrue(Devices.current().describe().length() > 3, "and the device says what it is");
    }
}
