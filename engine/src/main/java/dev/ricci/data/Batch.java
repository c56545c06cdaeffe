package dev.ricci.data;

import dev.ricci.tensor.Tensor;

/**
 * Some samples that go through a network together.
 *
 * @param inputs [count, ...]
 * @param targets [count, ...]
 */
public record Batch(Tensor inputs, Tensor targets) {
    /** The number of samples. */
    public int count() {
        return inputs.size(0);
    }
}
