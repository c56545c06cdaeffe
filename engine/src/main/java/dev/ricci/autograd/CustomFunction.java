package dev.ricci.autograd;

import dev.ricci.backend.Scope;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/**
 * An operation of the user's own: how to compute it, and its pullback, from the gradient of the result to those of the inputs.
 *
 * <pre>{@code
 * // log(1 + exp(x)) with its derivative 1 / (1 + exp(-x)), which does not overflow
 * CustomFunction f = CustomFunction.of("log1pExp",
 *         in -> in[0].exp().log1p(),
 *         (in, y, g) -> new Tensor[] {g.mul(in[0].sigmoid())});
 * Tensor y = f.apply(x);
 * }</pre>
 *
 * <p>A pullback made of tensor operations on what it is given has gradients itself, so that gradients of any order pass. It must be
 * linear in the gradient of the result.
 */
public final class CustomFunction {
    /** The gradient of each input, in its shape and type, or null where it is zero everywhere. */
    @FunctionalInterface
    public interface Pullback {
        Tensor[] at(Tensor[] inputs, Tensor result, Tensor gradient);
    }

    /** The gradient of each input from values that the forward pass saved. */
    @FunctionalInterface
    public interface SavedPullback {
        Tensor[] at(Tensor[] saved, Tensor gradient);
    }

    /** What a forward pass gives: its result, and values for its pullback. */
    public record Saving(Tensor result, Tensor... saved) {}

    private final String name;
    private final Function<Tensor[], Saving> forward;
    private final Pullback pullback;
    private final SavedPullback savedPullback;

    private CustomFunction(String name, Function<Tensor[], Saving> forward, Pullback pullback, SavedPullback savedPullback) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("custom function: a name, which errors will say, got '" + name + "'");
        }
        this.name = name;
        this.forward = forward;
        this.pullback = pullback;
        this.savedPullback = savedPullback;
    }

    /** With a pullback that computes what it needs from inputs and result, and so has gradients itself. */
    public static CustomFunction of(String name, Function<Tensor[], Tensor> forward, Pullback pullback) {
        return new CustomFunction(name, in -> new Saving(forward.apply(in)), pullback, null);
    }

    /** With a pullback that reads saved values. These have no history: gradients of gradients are refused. */
    public static CustomFunction saving(String name, Function<Tensor[], Saving> forward, SavedPullback pullback) {
        return new CustomFunction(name, forward, null, pullback);
    }

    /** The result for inputs of any number. The forward pass runs without history, in a scope of its own. */
    public Tensor apply(Tensor... inputs) {
        Tensor[] plain = new Tensor[inputs.length];
        Arrays.setAll(plain, i -> inputs[i].detach());
        Saving made;
        try (Scope scope = Scope.open()) {
            made = History.off(() -> forward.apply(plain.clone()));
            if (made == null || made.result() == null || Arrays.asList(made.saved()).contains(null)) {
                throw new IllegalArgumentException(name + ": its forward pass gave null for " + (made != null && made.result() != null
                        ? "a saved value" : "its result") + "; it gives a tensor");
            }
            scope.keep(made.result());
            for (Tensor t : made.saved()) {
                scope.keep(t);
            }
        }
        return new Call(inputs.clone(), made).result;
    }

    /** One application: hands the gradients out one by one, as they are asked for. */
    private final class Call {
        private final Tensor[] inputs;
        private final Tensor[] saved;
        private final Tensor result;
        private Tensor of;
        private boolean withHistory;
        private Tensor[] gradients;

        Call(Tensor[] inputs, Saving made) {
            this.inputs = inputs;
            this.saved = made.saved();
            Tensor[] read = Arrays.copyOf(inputs, inputs.length + saved.length);
            for (int i = 0; i < saved.length; i++) {
                saved[i] = saved[i].detach();
                read[inputs.length + i] = saved[i];
            }
            result = Tensor.result(name, made.result().view(), this::gradient, read);
        }

        private Tensor gradient(int input, Tensor g) {
            if (of != g || withHistory != History.isOn()) {
                withHistory = History.isOn();
                gradients = all(g.to(result.dtype()));
                of = g;
            }
            return gradients[input];
        }

        private Tensor[] all(Tensor g) {
            if (!withHistory) {
                return checked(savedPullback != null ? savedPullback.at(saved.clone(), g) : pullback.at(inputs.clone(), result, g));
            }
            if (savedPullback != null) {
                throw new IllegalStateException(name + ": its pullback reads saved values, which have no history, and so has no gradient;"
                        + " make it by CustomFunction.of from inputs and result, or take Gradients.of");
            }
            // a gradient that shows up in the result tells whether the pullback is made of tensor operations
            Tensor[] made = checked(pullback.at(inputs.clone(), result, g.isTracked() ? g : g.wanted()));
            for (int i = 0; i < made.length; i++) {
                if (made[i] != null && !made[i].isTracked()) {
                    throw new IllegalStateException(name + ": its pullback gave a gradient of input " + i + " without history, so it has"
                            + " no gradient itself; make it of tensor operations on what it is given, or take Gradients.of");
                }
            }
            return made;
        }

        private Tensor[] checked(Tensor[] made) {
            if (made == null || made.length != inputs.length) {
                throw new IllegalArgumentException(name + ": its pullback gives one gradient for each of " + inputs.length
                        + " inputs (null for zeros), got " + (made == null ? "null" : made.length));
            }
            for (int i = 0; i < made.length; i++) {
                Tensor t = made[i];
                Tensor x = inputs[i];
                boolean fits = t == null || !x.isTracked()
                        || Arrays.equals(t.shape(), x.shape()) && t.dtype() == x.dtype() && t.backend() == x.backend();
                if (!fits) {
                    throw new IllegalArgumentException(name + ": its pullback gave a gradient of " + describe(t) + " for input " + i
                            + " of " + describe(x) + "; both must be the same");
                }
            }
            return made;
        }

        private static String describe(Tensor t) {
            return "shape " + Arrays.toString(t.shape()) + " and type " + t.dtype() + " on " + t.backend().name();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
