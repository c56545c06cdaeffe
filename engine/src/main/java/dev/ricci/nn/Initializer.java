package dev.ricci.nn;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;

/** How weights begin. */
@FunctionalInterface
public interface Initializer {
    /** Values of a shape [outputs, inputs, ...]; further axes belong to both, as in a convolution's kernel. */
    Tensor draw(Generator generator, DType dtype, int... shape);
}
