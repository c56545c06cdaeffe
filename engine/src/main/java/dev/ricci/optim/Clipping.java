package dev.ricci.optim;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Formula;
import dev.ricci.tensor.Tensor;
import java.util.Collection;

/**
 * Bounds of gradients, before penalties are added, as PyTorch's clip_grad_norm_ and clip_grad_value_. Infinity is no bound.
 *
 * @param norm  of all gradients together: where it is larger, all are scaled by norm / (their norm + 1e-6) (Pascanu, Mikolov, Bengio 2013)
 * @param value of each element, after that
 */
public record Clipping(double norm, double value) {
    public static final Clipping NONE = new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Clipping {
        if (!(norm > 0 && value > 0)) {
            throw new IllegalArgumentException("clipping: bounds are above 0, got norm " + norm + " and value " + value);
        }
    }

    boolean isByNorm() {
        return norm < Double.POSITIVE_INFINITY;
    }

    /** The factor for all gradients, of rank 0, computed on the device. */
    Tensor scale(Collection<Tensor> gradients) {
        Tensor squares = null;
        for (Tensor g : gradients) {
            Tensor own = g.dot(g);
            squares = squares == null ? own : squares.add(own);
        }
        return Tensor.map(of(norm).div(X.sqrt().add(1e-6)).min(of(1)), squares);
    }

    Formula byValue(Formula gradient) {
        return value < Double.POSITIVE_INFINITY ? gradient.max(of(-value)).min(of(value)) : gradient;
    }
}
