package dev.ricci.nn;

import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Tensor;
import java.util.Map;

/** A function of tensors with parameters that can be learnt. A lambda is a layer without parameters. */
@FunctionalInterface
public interface Layer {
    /** The result for a batch; its first axis counts the samples. */
    Tensor forward(Tensor x, Mode mode);

    /** What can be learnt, in a fixed order, under the dotted names of PyTorch's state dict, as in {@code 0.weight}. */
    default Map<String, Parameter> parameters() {
        return Map.of();
    }

    /** The sources of chance that belong to this, in a fixed order, by dotted names: saved so that training can be resumed exactly. */
    default Map<String, Generator> generators() {
        return Map.of();
    }

    /** One line for people. */
    default String describe() {
        return "function";
    }

    /** How many numbers can be learnt. */
    default long parameterCount() {
        return parameters().values().stream().mapToLong(Parameter::size).sum();
    }
}
