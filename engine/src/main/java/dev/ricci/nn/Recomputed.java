package dev.ricci.nn;

import dev.ricci.autograd.Recompute;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.Map;

/**
 * A layer, or several as a {@link Sequential}, computed again for their gradient rather than remembered: less memory for more time
 * ({@link Recompute}). Results, gradients and the names of parameters are those of the layer itself.
 */
public record Recomputed(Layer inner) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
        return Recompute.of(t -> inner.forward(t, mode), x);
    }

    @Override
    public Map<String, Parameter> parameters() {
        return inner.parameters();
    }

    @Override
    public Map<String, Generator> generators() {
        return inner.generators();
    }

    @Override
    public String describe() {
        return "recomputed " + inner.describe();
    }
}
