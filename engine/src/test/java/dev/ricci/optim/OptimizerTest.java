package dev.ricci.optim;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Five steps each, against PyTorch 2.13 in float64. */
class OptimizerTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    private static void check(UpdateRule rule, double rate, Penalty penalty, Clipping clipping, double... expected) {
        Fit fit = new Fit(DType.FLOAT64);
        fit.steps(new Optimizer(rule, fit.parameters, rate, penalty, clipping), 5);
        assertArrayEquals(expected, fit.values(), 1e-13, rule.toString());
        Fit single = new Fit(DType.FLOAT32);
        single.steps(new Optimizer(rule, single.parameters, rate, penalty, clipping), 5);
        assertArrayEquals(expected, single.values(), 2e-6, rule + " in float32");
    }

    private static void check(UpdateRule rule, double rate, double l2, double... expected) {
        check(rule, rate, new Penalty(0, l2), Clipping.NONE, expected);
    }

    @Test
    void sgd() {
        check(new Sgd(), 0.05, 0, 0.13542095178755137, -0.5749094262806826, 0.8295092534801478, -0.026597220311286123);
        check(new Sgd(), 0.05, 0.1, 0.13134720625132246, -0.5631922989342365, 0.8146725999416042, -0.023956748972220325);
    }

    @Test
    void momentum() {
        check(new Momentum(), 0.05, 0, -0.10149079976256113, -0.544892782674127, 0.7493878717871936, -0.191216805403733);
        check(new Momentum(), 0.05, 0.1, -0.11009578055220261, -0.5159521939655558, 0.7149620148643375, -0.18103065350566724);
    }

    @Test
    void nesterov() {
        Momentum rule = new Momentum(0.9, true);
        check(rule, 0.05, 0, -0.10645800455601821, -0.5597921011861614, 0.7964965773998336, -0.14368343731712063);
        check(rule, 0.05, 0.1, -0.11275694578012335, -0.5289067058392434, 0.7643348965269534, -0.12450336879228378);
    }

    @Test
    void adagrad() {
        check(new Adagrad(), 0.01, 0, 0.2684450179194749, -0.5703778743635721, 0.8699260311678078, 0.06894287419898397);
        check(new Adagrad(1e-6, 0.2), 0.1, 0.1, 0.07224575548324134, -0.530517744996207, 0.800787993390176, -0.05697023606365955);
    }

    @Test
    void rmsProp() {
        check(new RmsProp(), 0.01, 0, 0.0590828741211451, -0.5633699008691457, 0.8301001600960473, -0.07157570766615312);
        check(new RmsProp(0.9, 1e-5, 0.8), 0.02, 0.1,
                -0.08690260968922321, -0.4815138546668094, 0.7646164096745542, -0.1538027952345342);
    }

    @Test
    void adam() {
        check(new Adam(), 1e-3, 0, 0.29500173876918145, -0.5950058333512066, 0.8950049184776225, 0.09500283586448692);
        check(new Adam(0.8, 0.95, 1e-4, 0), 0.05, 0.1,
                0.0660350776507054, -0.45243398656983347, 0.743677468748431, -0.10635585474879043);
    }

    @Test
    void adamW() {
        check(Adam.decoupled(1e-2), 1e-3, 0, 0.29498684384485224, -0.5949759737886102, 0.8949600519303113, 0.0949979479715729);
        check(Adam.decoupled(0.3), 0.05, 0, 0.049206193570348646, -0.47647348219696134, 0.7239751245447849, -0.10774580900058792);
    }

    @Test
    void clipping() {
        check(new Sgd(), 0.1, Penalty.NONE, new Clipping(0.5, FREE),
                0.11152591016043506, -0.5727359361952453, 0.8241304872736672, -0.040413267351141764);
        check(new Sgd(), 0.1, Penalty.NONE, new Clipping(FREE, 0.3), 0.15, -0.5582896999285243, 0.8085502077297857, -0.045158198419384954);
        check(new Adam(), 0.1, new Penalty(0, 0.1), new Clipping(0.5, FREE),
                -0.12054282374544856, -0.5223569988722586, 0.8201253186982566, -0.11804490736075443);
        assertThrows(IllegalArgumentException.class, () -> new Clipping(0, 1));
    }

    @Test
    void theLearningRateMayChangeAtEachStep() {
        Fit fit = new Fit(DType.FLOAT64);
        Optimizer o = Optimizer.of(new Adam(), fit.parameters);
        for (double rate : new double[] {0.1, 0.05, 0.02, 0.01, 0}) {
            o.learningRate(rate);
            fit.steps(o, 1);
            assertEquals(rate, o.learningRate());
        }
        double[] expected = {0.12478837143163175, -0.4797476159312025, 0.7659037418921112, -0.06571302847092024};
        assertArrayEquals(expected, fit.values(), 1e-13);
        assertThrows(IllegalArgumentException.class, () -> o.learningRate(Double.NaN));
    }

    /** Without a gradient of the loss, L1 moves each weight by rate l1 against its sign. */
    @Test
    void l1MovesWeightsTowardsZero() {
        Parameter w = new Parameter(Tensor.of(new double[] {2, -3, 0}));
        Optimizer o = new Optimizer(new Sgd(), Map.of("w", w), 0.5, new Penalty(0.1, 0), Clipping.NONE);
        o.step(Gradients.of(w.value().mul(0).sum()));
        assertArrayEquals(new double[] {1.95, -2.95, 0}, w.value().toDoubles(), 1e-15);
    }

    @Test
    void savedStateGoesOnBitForBit() {
        for (String name : Optimizers.names()) {
            UpdateRule rule = Optimizers.named(name);
            assertEquals(name, rule.name());
            Fit whole = new Fit(DType.FLOAT32);
            whole.steps(Optimizer.of(rule, whole.parameters), 7);
            Fit before = new Fit(DType.FLOAT32);
            Optimizer first = Optimizer.of(rule, before.parameters);
            before.steps(first, 3);
            Fit after = new Fit(DType.FLOAT32);
            Optimizer second = Optimizer.of(rule, after.parameters);
            after.parameters.forEach((n, p) -> p.set(before.parameters.get(n).value().detach()));
            assertEquals(first.state().keySet(), second.state().keySet());
            second.state().forEach((n, p) -> p.set(first.state().get(n).value().detach()));
            after.steps(second, 4);
            assertArrayEquals(whole.values(), after.values(), name);
        }
    }

    @Test
    void stateIsNamed() {
        Fit fit = new Fit(DType.FLOAT32);
        Map<String, Parameter> state = Optimizer.of(new Adam(), fit.parameters).state();
        List<String> names = List.of("power.0", "power.1", "mean.weight", "square.weight", "mean.bias", "square.bias");
        assertEquals(names, List.copyOf(state.keySet()));
    }

    @Test
    void aSharedParameterIsUpdatedOnce() {
        Parameter w = new Parameter(Tensor.of(new double[] {1}));
        Optimizer o = Optimizer.of(new Sgd(), Map.of("a", w, "b", w), 0.1);
        o.step(Gradients.of(w.value().sum()));
        assertEquals(0.9, w.value().item(), 1e-15);
        assertEquals(1, o.parameters().size());
    }

    @Test
    void theNormOfAllGradientsIsBounded() {
        Parameter a = new Parameter(Tensor.of(new double[] {0, 0}));
        Parameter b = new Parameter(Tensor.of(new double[] {0}));
        Optimizer o = new Optimizer(new Sgd(), Map.of("a", a, "b", b), 1, Penalty.NONE, new Clipping(1, FREE));
        o.step(Gradients.of(a.value().mul(2).sum().add(b.value().mul(1).sum())));
        assertArrayEquals(new double[] {-2.0 / 3, -2.0 / 3}, a.value().toDoubles(), 1e-6);
        assertEquals(-1.0 / 3, b.value().item(), 1e-6);
        o.step(Gradients.of(a.value().mul(0.1).sum()));
        assertEquals(-2.0 / 3 - 0.1, a.value().toDoubles()[0], 1e-6);
    }

    @Test
    void wrongUseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Optimizer.of(new Sgd(), Map.of()));
        Parameter labels = new Parameter(Tensor.of(new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> Optimizer.of(new Sgd(), Map.of("labels", labels)));
        assertThrows(IllegalArgumentException.class, () -> new Adam(1, 0.9, 1e-8, 0));
        assertThrows(IllegalArgumentException.class, () -> new Momentum(-0.1, false));
        assertThrows(IllegalArgumentException.class, () -> new Penalty(-1, 0));
        var e = assertThrows(IllegalArgumentException.class, () -> Optimizers.named("adma"));
        assertTrue(e.getMessage().contains("did you mean 'adam'?"), e.getMessage());
    }
}
