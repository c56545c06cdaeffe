package dev.ricci.nn;

import dev.ricci.formula.Formula;
import dev.ricci.tensor.Tensor;

/** What becomes of the losses of the single elements. */
public enum LossReduction {
    /** Their mean: the default everywhere. */
    MEAN,
    SUM,
    /** They stay as they are. */
    NONE;

    /** A formula of tensors, computed and reduced in one pass. */
    Tensor of(Formula f, Tensor... in) {
        return switch (this) {
            case NONE -> Tensor.map(f, in);
            case SUM -> Tensor.sum(f, in);
            case MEAN -> Tensor.sum(f, in).div((double) in[0].size());
        };
    }

    Tensor of(Tensor losses) {
        return switch (this) {
            case NONE -> losses;
            case SUM -> losses.sum();
            case MEAN -> losses.mean();
        };
    }
}
