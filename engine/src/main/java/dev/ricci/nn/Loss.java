package dev.ricci.nn;

import dev.ricci.tensor.Tensor;

/** How wrong predictions are, as one number, the mean over the samples: {@code Losses::crossEntropy} is one. */
@FunctionalInterface
public interface Loss {
    Tensor of(Tensor prediction, Tensor target);
}
