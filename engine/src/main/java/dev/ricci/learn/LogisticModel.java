package dev.ricci.learn;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Tensor;

/**
 * A fitted logistic regression.
 *
 * @param weights    [features, classes]
 * @param intercept  [classes]
 * @param iterations steps of L-BFGS taken
 * @param converged  whether the gradient came below the tolerance
 */
public record LogisticModel(Tensor weights, Tensor intercept, int iterations, boolean converged) {
    /** The probability of each class, [n, classes]. */
    public Tensor probabilities(Tensor x) {
        return scores(x).softmax(1);
    }

    /** The most probable class, int32 [n]. */
    public Tensor predict(Tensor x) {
        return scores(x).argmax(1);
    }

    private Tensor scores(Tensor x) {
        Check.rank("logistic regression predict", x.shape(), 2, 2);
        Check.sameLength("logistic regression predict", "the columns of x and the features of the model", x.size(1), weights.size(0));
        return x.matmul(weights).add(intercept);
    }
}
