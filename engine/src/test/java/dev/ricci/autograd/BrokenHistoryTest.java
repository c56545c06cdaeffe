package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Devices;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.linalg.Cholesky;
import dev.ricci.optim.Step;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values that have changed or gone between forward and backward: one clear error, never numbers that are wrong. */
class BrokenHistoryTest {
    private static Tensor vector(double... v) {
        return Tensor.of(v, v.length);
    }

    private static String state(Executable call) {
        return assertThrows(IllegalStateException.class, call).getMessage();
    }

    /** Every way to read a parameter whose own gradient is not asked for. */
    @Test
    void aChangedParameterIsFoundWhereverItWasRead() {
        List<Function<Parameter, Tensor>> ways = List.of(
                Parameter::value,
                p -> p.value().detach(),
                p -> p.value().detach().reshape(1, 2),
                p -> p.value().slice(0, 0, 2).detach(),
                p -> History.off(() -> p.value().flip(0)),
                p -> p.value().detach().broadcastTo(3, 2));
        for (Function<Parameter, Tensor> way : ways) {
            for (Executable change : changes(new Parameter(vector(1, 2)), way)) {
                String message = state(change);
                assertTrue(message.startsWith("gradient of mul: a parameter that it read has changed since"), message);
                assertTrue(message.contains("compute the loss again"), message);
            }
        }
    }

    private static List<Executable> changes(Parameter p, Function<Parameter, Tensor> way) {
        return List.of(
                () -> after(p, way, () -> p.update(Formula.X.mul(2))),
                () -> after(p, way, () -> p.set(vector(3, 4))),
                () -> after(p, way, () -> Parameter.updateAll(new Formula[] {Formula.X}, new Parameter[] {p})));
    }

    private static void after(Parameter p, Function<Parameter, Tensor> way, Runnable change) {
        Tensor x = vector(5, 6).wanted();
        Tensor loss = x.mul(way.apply(p)).sum();
        change.run();
        Gradients.of(loss);
    }

    @Test
    void whatWasReadAsAnIndexIsFoundToo() {
        Parameter index = new Parameter(Tensor.of(new int[] {1, 0}, 2));
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2).wanted();
        Tensor gathered = x.gather(index.value(), 0).sum();
        Tensor added = x.scatterAdd(index.value(), x.square(), 0).sum();
        Tensor loss = x.crossEntropy(index.value()).sum();
        Tensor put = x.scatter(index.value(), x.square(), 0).sum();
        Tensor along = x.takeAlong(index.value().unsqueeze(1), 1).sum();
        Tensor putAlong = x.putAlong(index.value().unsqueeze(1), x.slice(1, 0, 1), 1).sum();
        Tensor chosen = index.value().greater(0).where(x, x.square()).sum();
        index.set(Tensor.of(new int[] {0, 0}, 2));
        assertTrue(state(() -> Gradients.of(gathered)).startsWith("gradient of gather: a parameter"));
        assertTrue(state(() -> Gradients.of(added)).startsWith("gradient of scatterAdd: a parameter"));
        assertTrue(state(() -> Gradients.of(loss)).startsWith("gradient of crossEntropy: a parameter"));
        assertTrue(state(() -> Gradients.of(put)).startsWith("gradient of scatter: a parameter"));
        assertTrue(state(() -> Gradients.of(along)).startsWith("gradient of takeAlong: a parameter"));
        assertTrue(state(() -> Gradients.of(putAlong)).startsWith("gradient of putAlong: a parameter"));
        assertArrayEquals(new double[] {1, 4, 1, 8}, Gradients.of(chosen).get(x).toDoubles(), "the comparison has been copied");
    }

    @Test
    void savedValuesOfOtherOperationsToo() {
        Parameter p = new Parameter(Tensor.of(new double[] {1, 2, 3, 5}, 2, 2));
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2).wanted();
        Tensor product = x.matmul(p.value().detach()).sum();
        Tensor normal = x.layerNorm(p.value().detach().select(0, 0), p.value().detach().select(0, 1), 0.1).sum();
        Tensor of = Tensor.sum(Formula.X.mul(Formula.Y), x, p.value().detach());
        CustomFunction f = CustomFunction.saving("f", in -> new CustomFunction.Saving(in[0].exp(), p.value()),
                (saved, g) -> new Tensor[] {g.mul(saved[0])});
        Tensor custom = f.apply(x).sum();
        p.update(Formula.X.add(1));
        assertTrue(state(() -> Gradients.of(product)).startsWith("gradient of matmul: a parameter"));
        assertTrue(state(() -> Gradients.of(normal)).startsWith("gradient of layerNorm: a parameter"));
        assertTrue(state(() -> Gradients.of(of)).startsWith("gradient of sum: a parameter"));
        assertTrue(state(() -> Gradients.of(custom)).startsWith("gradient of f: a parameter"));
    }

    @Test
    void aReplayChangesParametersToo() {
        Parameter p = new Parameter(vector(1, 2));
        try (Step step = Step.record(Devices.current(), () -> {
            p.update(Formula.X.mul(2));
            return p.value();
        })) {
            Tensor x = vector(5, 6).wanted();
            Tensor loss = x.mul(p.value().detach()).sum();
            step.run();
            assertTrue(state(() -> Gradients.of(loss)).startsWith("gradient of mul: a parameter"));
            assertArrayEquals(p.value().toDoubles(), Gradients.of(x.mul(p.value().detach()).sum()).get(x).toDoubles());
        }
    }

    @Test
    void aParameterThatChangedWithoutHarmIsNone() {
        Parameter p = new Parameter(vector(1, 2));
        Tensor x = vector(5, 6).wanted();
        Tensor copy = p.value().detach().copy();
        Tensor loss = x.mul(copy).sum();
        p.update(Formula.X.mul(2));
        assertArrayEquals(new double[] {1, 2}, Gradients.of(loss).get(x).toDoubles());
        Tensor own = p.value();
        p.update(Formula.X.mul(2));
        assertTrue(state(() -> Gradients.of(own, own.fullLike(1))).contains("shape [2] has changed"));
    }

    @Test
    void aClosedScopeIsNamedWithTheOperation() {
        Tensor gone;
        Tensor matrix;
        Parameter p = new Parameter(vector(1, 2));
        try (Scope _ = Scope.open()) {
            gone = vector(1, 2).wanted();
            matrix = Tensor.eye(DType.FLOAT64, 2);
        }
        Tensor x = vector(3, 4).wanted();
        closed("add", () -> x.add(gone));
        closed("exp", gone::exp);
        closed("sum", () -> gone.sum());
        closed("matmul", () -> matrix.matmul(matrix));
        closed("softmax", () -> gone.softmax(0));
        closed("sort", () -> gone.sort(0));
        closed("concat", () -> Shaping.concat(0, x, gone));
        closed("toDoubles", gone::toDoubles);
        closed("item", () -> gone.slice(0, 0, 1).item());
        closed("to", () -> gone.to(DType.FLOAT32));
        closed("Parameter.set", () -> p.set(gone));
        closed("Parameter.update", () -> p.update(Formula.X.add(Formula.Y), gone));
        closed("Cholesky.of", () -> Cholesky.of(matrix));
        closed("mul", () -> History.off(() -> x.mul(gone)));
        closed("mul", () -> History.off(() -> Scope.outside(() -> x.mul(gone))));
        assertEquals("Tensor[2] float64 (its scope has closed)", gone.toString());
    }

    private static void closed(String operation, Executable call) {
        String message = state(call);
        assertTrue(message.startsWith(operation + ": this tensor's scope has closed"), message);
        assertTrue(message.contains("scope.keep(tensor)"), message);
    }

    @Test
    void aScopeClosedBetweenForwardAndBackwardIsNamed() {
        Tensor x = vector(1, 2).wanted();
        Tensor loss;
        Tensor linear;
        try (Scope scope = Scope.open()) {
            Tensor y = x.exp();
            loss = scope.keep(y.mul(y.sin()).sum());
            linear = scope.keep(x.add(3).sum());
        }
        String message = state(() -> Gradients.of(loss));
        assertTrue(message.startsWith("gradient of mul: the scope of a tensor that it needs has closed"), message);
        assertTrue(message.contains("before the scope closes"), message);
        assertArrayEquals(new double[] {1, 1}, Gradients.of(linear).get(x).toDoubles(), "where no value is needed none is missed");
    }

    @Test
    void historyThatWasLetGoIsNamed() {
        Tensor x = vector(1, 2).wanted();
        Tensor y = x.exp();
        Tensor loss = y.sum();
        Gradients.of(loss);
        assertTrue(state(() -> Gradients.of(loss)).contains("its history was let go by an earlier Gradients.of"));
        assertTrue(state(() -> Gradients.of(y.square().sum())).startsWith("exp: its history was let go"));
    }

    @Test
    void integersHaveNoHistory() {
        Tensor x = vector(1, 2).wanted();
        assertFalse(x.greater(1).isTracked());
        assertFalse(x.to(DType.INT32).isTracked());
        assertFalse(x.argmax(0).isTracked());
        String message = assertThrows(IllegalArgumentException.class, () -> Gradients.of(x.argmax(0))).getMessage();
        assertTrue(message.startsWith("gradient: wants a floating-point type"), message);
    }
}
