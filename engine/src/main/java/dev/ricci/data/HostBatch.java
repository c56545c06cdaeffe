package dev.ricci.data;

import dev.ricci.tensor.Tensor;

/**
 * A batch still in memory of the host, made ready while the device works on the one before.
 *
 * @param inputs row-major
 * @param shape of the inputs, the count first
 * @param targets one label each
 */
public record HostBatch(float[] inputs, int[] shape, int[] targets) {
    /** The batch on the current device, in the innermost scope of this thread. */
    public Batch upload() {
        return new Batch(Tensor.of(inputs, shape), Tensor.of(targets, targets.length));
    }
}
