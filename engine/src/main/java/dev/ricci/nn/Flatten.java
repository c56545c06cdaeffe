package dev.ricci.nn;

import dev.ricci.tensor.Tensor;

/** Makes all axes behind the first one: [n, h, w] becomes [n, h w]. */
public record Flatten() implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
        return x.flatten(1);
    }

    @Override
    public String describe() {
        return "flatten";
    }
}
