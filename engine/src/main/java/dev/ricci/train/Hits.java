package dev.ricci.train;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;

/** Counts the predictions of a batch that are right, on the device. */
@FunctionalInterface
public interface Hits {
    /** A number of rank 0; null where predictions are not right or wrong. */
    Tensor count(Tensor prediction, Tensor target);

    /** For int32 labels [n] and logits [n, classes], where the largest logit is the label's; no count for other targets. */
    static Tensor ofClasses(Tensor prediction, Tensor target) {
        boolean classes = target.dtype() == DType.INT32 && target.rank() == 1 && prediction.rank() == 2;
        return classes ? Tensor.sum(X.equal(Y), prediction.detach().argmax(1), target) : null;
    }

    /** For targets 0 and 1 and logits of the same shape, where the logit is positive for 1 and not for 0. */
    static Tensor ofBinary(Tensor prediction, Tensor target) {
        return Tensor.sum(of(0).less(X).equal(Y), prediction.detach(), target);
    }
}
