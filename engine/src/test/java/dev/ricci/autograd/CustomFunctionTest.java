package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CustomFunctionTest {
    private static final CustomFunction CUBE = CustomFunction.of("cube", in -> in[0].mul(in[0]).mul(in[0]),
            (in, y, g) -> new Tensor[] {g.mul(in[0].square()).mul(3)});

    /** exp by its own result, as a pullback may use it. */
    private static final CustomFunction EXP = CustomFunction.of("exp", in -> in[0].exp(), (in, y, g) -> new Tensor[] {g.mul(y)});

    private static final CustomFunction TIMES = CustomFunction.of("times", in -> in[0].mul(in[1]),
            (in, y, g) -> new Tensor[] {g.mul(in[1]), g.mul(in[0])});

    private static Tensor vector(double... v) {
        return Tensor.of(v, v.length);
    }

    private static void check(CustomFunction f, Tensor... in) {
        assertTrue(GradientCheck.of(f::apply, in).error() < 1e-8, f.toString());
        GradientCheck second = GradientCheck.of(t -> {
            Tensor[] own = t.clone();
            own[0] = t[0].isTracked() ? t[0] : t[0].wanted();
            return Gradients.withHistory(f.apply(own).square().sum()).get(own[0]);
        }, in);
        assertTrue(second.error() < 1e-7, f + " " + second);
    }

    @Test
    void gradientsOfFirstAndSecondOrder() {
        Tensor x = new Generator(1).normal(DType.FLOAT64, 3, 2);
        check(CUBE, x);
        check(EXP, x);
        check(TIMES, x, new Generator(2).normal(DType.FLOAT64, 3, 2));
        assertEquals(6, Derivatives.gradient(t -> Derivatives.gradient(u -> Derivatives.gradient(v -> CUBE.apply(v), u), t), vector(5)).item());
        assertEquals(3 * 25 * 2, Derivatives.jvp(t -> CUBE.apply(t), vector(5), vector(2)).item());
    }

    @Test
    void thePullbackIsTakenAsItIs() {
        CustomFunction clipped = CustomFunction.of("clipped", in -> in[0], (in, y, g) -> new Tensor[] {g.clamp(-1, 1)});
        Tensor x = vector(1, 2, 3).wanted();
        Tensor loss = clipped.apply(x).mul(vector(-5, 0.5, 7)).sum();
        assertArrayEquals(new double[] {-1, 0.5, 1}, Gradients.of(loss).get(x).toDoubles());
    }

    @Test
    void savedValuesServeTheFirstOrderAndRefuseTheSecond() {
        CustomFunction sigmoid = CustomFunction.saving("sigmoid", in -> {
            Tensor y = in[0].sigmoid();
            return new CustomFunction.Saving(y, y.mul(y.mul(-1).add(1)));
        }, (saved, g) -> new Tensor[] {g.mul(saved[0])});
        Tensor x = vector(-2, 0.3, 1).wanted();
        double[] expected = Derivatives.gradient(t -> t.sigmoid().sum(), x.detach()).toDoubles();
        assertArrayEquals(expected, Gradients.of(sigmoid.apply(x).sum()).get(x).toDoubles(), 1e-15);
        String message = assertThrows(IllegalStateException.class, () -> Gradients.withHistory(sigmoid.apply(x).sum())).getMessage();
        assertTrue(message.startsWith("sigmoid: its pullback reads saved values"), message);
    }

    @Test
    void savedValuesOutliveTheScopeOfTheForwardPass() {
        CustomFunction f = CustomFunction.saving("f", in -> new CustomFunction.Saving(in[0].exp().sum(), in[0].exp()),
                (saved, g) -> new Tensor[] {g.mul(saved[0])});
        try (Scope scope = Scope.open()) {
            Tensor x = vector(1, 2).wanted();
            int before = scope.owned();
            Tensor y = f.apply(x);
            assertEquals(2, scope.owned() - before, "the result and what is saved");
            assertArrayEquals(new double[] {Math.exp(1), Math.exp(2)}, Gradients.of(y).get(x).toDoubles(), 1e-14);
        }
    }

    @Test
    void aPullbackThatIsNotMadeOfTensorOperationsHasNoGradient() {
        CustomFunction byHost = CustomFunction.of("byHost", in -> in[0].square(),
                (in, y, g) -> new Tensor[] {vector(2 * in[0].item() * g.item())});
        Tensor x = vector(3).wanted();
        assertEquals(6, Gradients.of(byHost.apply(x).sum()).get(x).item());
        String message = assertThrows(IllegalStateException.class, () -> Gradients.withHistory(byHost.apply(x).sum())).getMessage();
        assertTrue(message.startsWith("byHost: its pullback gave a gradient of input 0 without history"), message);
    }

    @Test
    void wrongPullbacksAreNamed() {
        Tensor x = vector(1, 2).wanted();
        wrong("both must be the same", (in, y, g) -> new Tensor[] {g.sum()}, x);
        wrong("gradient of shape [2] and type float32", (in, y, g) -> new Tensor[] {g.to(DType.FLOAT32)}, x);
        wrong("one gradient for each of 1 inputs (null for zeros), got 2", (in, y, g) -> new Tensor[] {g, g}, x);
        wrong("got null", (in, y, g) -> null, x);
        Executable nothing = () -> CustomFunction.of("nothing", in -> null, (in, y, g) -> null).apply(x);
        assertTrue(assertThrows(IllegalArgumentException.class, nothing).getMessage().startsWith("nothing: its forward pass gave null"));
        assertThrows(IllegalArgumentException.class, () -> CustomFunction.of(" ", in -> in[0], (in, y, g) -> null));
    }

    private static void wrong(String part, CustomFunction.Pullback p, Tensor x) {
        CustomFunction f = CustomFunction.of("wrong", in -> in[0].exp(), p);
        Tensor loss = f.apply(x).sum();
        String message = assertThrows(IllegalArgumentException.class, () -> Gradients.of(loss)).getMessage();
        assertTrue(message.startsWith("wrong: ") && message.contains(part), message);
    }

    @Test
    void nullIsZeroAndUntrackedInputsNeedNone() {
        CustomFunction f = CustomFunction.of("f", in -> in[0].add(in[1]), (in, y, g) -> new Tensor[] {g, null});
        Tensor a = vector(1).wanted();
        Tensor b = vector(2).wanted();
        Gradients g = Gradients.of(f.apply(a, b).sum());
        assertEquals(1, g.get(a).item());
        assertEquals(0, g.get(b).item());
        assertFalse(History.off(() -> f.apply(a, b)).isTracked());
        assertFalse(f.apply(vector(1), vector(2)).isTracked());
    }

    @Test
    void itCanBeRecorded() {
        try (Scope _ = Scope.open()) {
            Tensor x = vector(1, 2).wanted();
            Tensor[] out = new Tensor[1];
            try (Replay replay = Devices.current().record(() -> out[0] = Gradients.of(CUBE.apply(x).sum()).get(x))) {
                replay.run();
                assertArrayEquals(new double[] {3, 12}, out[0].toDoubles());
            }
        }
    }
}
