package dev.ricci.nn;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Choice;
import dev.ricci.formula.Activations;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Tensor;
import java.util.List;

/**
 * A function of each element, as a formula, so that the layer before can take it into its own pass.
 *
 * @param name    how it is chosen
 * @param formula of one input
 */
public record Activation(String name, Formula formula) implements Layer {
    public static final Activation RELU = new Activation("relu", Activations.RELU);
    public static final Activation LEAKY_RELU = leakyRelu(0.01);
    public static final Activation ELU = new Activation("elu", Activations.ELU);
    public static final Activation GELU = new Activation("gelu", Activations.GELU);
    public static final Activation SILU = new Activation("silu", Activations.SILU);
    public static final Activation TANH = new Activation("tanh", X.tanh());
    public static final Activation SIGMOID = new Activation("sigmoid", X.sigmoid());
    public static final Activation SOFTPLUS = new Activation("softplus", Activations.SOFTPLUS);

    private static final Choice<Activation> ALL = new Choice<Activation>("activation")
            .with("relu", RELU)
            .with("leaky-relu", LEAKY_RELU)
            .with("elu", ELU)
            .with("gelu", GELU)
            .with("silu", SILU)
            .with("tanh", TANH)
            .with("sigmoid", SIGMOID)
            .with("softplus", SOFTPLUS);

    public Activation {
        if (!formula.inputs().equals(List.of(0))) {
            throw new IllegalArgumentException("activation " + name + ": a formula of the one input x0, got " + formula);
        }
    }

    /** x where positive, else slope x. */
    public static Activation leakyRelu(double slope) {
        return new Activation("leaky-relu", Activations.leakyRelu(slope));
    }

    /** @throws IllegalArgumentException for an unknown name, with the known ones */
    public static Activation named(String name) {
        return ALL.named(name);
    }

    public static List<String> names() {
        return ALL.names();
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
        return Tensor.map(formula, x);
    }

    @Override
    public String describe() {
        return name;
    }
}
