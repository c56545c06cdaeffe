package dev.ricci.learn;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;

/** Single numbers that judge predictions. */
public final class Metrics {
    private Metrics() {}

    /** The share of equal labels; both int32 of one shape. */
    public static double accuracy(Tensor truth, Tensor predicted) {
        Check.sameShape("accuracy", truth.shape(), predicted.shape());
        Check.notEmpty("accuracy", truth.shape(), truth.size());
        try (Scope _ = Scope.open()) {
            return truth.equal(predicted).sum().item() / truth.size();
        }
    }

    /** The mean of squared differences. */
    public static double meanSquaredError(Tensor truth, Tensor predicted) {
        Check.sameShape("mean squared error", truth.shape(), predicted.shape());
        Check.notEmpty("mean squared error", truth.shape(), truth.size());
        try (Scope _ = Scope.open()) {
            return Tensor.map(X.sub(Y).mul(X.sub(Y)), truth.to(DType.FLOAT64), predicted.to(DType.FLOAT64)).mean().item();
        }
    }
}
