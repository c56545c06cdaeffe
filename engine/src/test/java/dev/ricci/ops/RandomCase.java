package dev.ricci.ops;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Draws;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/**
 * A draw that is asked the questions of {@link RandomCasesTest}.
 *
 * @param method     the name of the draw
 * @param what       its parameters, for people
 * @param type       the type of the numbers or of the parameters
 * @param parameters the rows of numbers that make its tensors
 * @param draw       the draw, on the device in use
 */
record RandomCase(String method, String what, DType type, double[][] parameters, Drawn draw) {
    /** A draw with its parameters as tensors. */
    @FunctionalInterface
    interface Drawn {
        Tensor of(Draws from, DType type, Tensor[] parameters);
    }

    /** The parameters on the device in use. */
    Tensor[] tensors() {
        return Arrays.stream(parameters).map(v -> Tensor.of(v, v.length).to(type)).toArray(Tensor[]::new);
    }

    Tensor of(Draws from, Tensor[] tensors) {
        return draw.of(from, type, tensors);
    }

    @Override
    public String toString() {
        return method + " " + what + " " + type;
    }
}
