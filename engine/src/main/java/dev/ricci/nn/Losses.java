package dev.ricci.nn;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Tensor;

/** Losses with PyTorch's conventions, each one formula where it can be. Without a reduction given they are the mean. */
public final class Losses {
    private static final Formula ERROR = X.sub(Y);
    private static final Formula SQUARED = ERROR.mul(ERROR);

    /** max(x, 0) - x y + log(1 + exp(-|x|)): -log sigmoid(x) for y = 1 and -log(1 - sigmoid(x)) for y = 0, without overflow. */
    private static final Formula BINARY = X.max(of(0)).sub(X.mul(Y)).add(X.abs().neg().exp().log1p());

    private Losses() {}

    public static Tensor meanSquaredError(Tensor prediction, Tensor target) {
        return meanSquaredError(prediction, target, LossReduction.MEAN);
    }

    /** (prediction - target)^2, of equal shapes. */
    public static Tensor meanSquaredError(Tensor prediction, Tensor target, LossReduction reduction) {
        Check.sameShape("meanSquaredError", prediction.shape(), target.shape());
        return reduction.of(SQUARED, prediction, target);
    }

    public static Tensor crossEntropy(Tensor logits, Tensor labels) {
        return crossEntropy(logits, labels, LossReduction.MEAN);
    }

    /** -log softmax(logits)[label] of logits [n, classes] and labels int32 [n]. */
    public static Tensor crossEntropy(Tensor logits, Tensor labels, LossReduction reduction) {
        return reduction.of(logits.crossEntropy(labels));
    }

    public static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing) {
        return crossEntropy(logits, labels, smoothing, LossReduction.MEAN);
    }

    /**
     * With label smoothing (Szegedy et al. 2016): a part of the probability, from 0 to 1, is spread evenly over all classes. As
     * -log softmax(x)[c] = logSumExp(x) - x[c], the loss is (1 - smoothing) crossEntropy + smoothing (logSumExp - mean) of each row.
     */
    public static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing, LossReduction reduction) {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("crossEntropy: label smoothing from 0 to 1, got " + smoothing);
        }
        if (smoothing == 0) {
            return crossEntropy(logits, labels, reduction);
        }
        Formula mixed = X.mul(1 - smoothing).add(Y.sub(Z).mul(smoothing));
        return reduction.of(mixed, logits.crossEntropy(labels), logits.logSumExp(1), logits.mean(1));
    }

    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor targets) {
        return binaryCrossEntropyWithLogits(logits, targets, LossReduction.MEAN);
    }

    /** -y log sigmoid(x) - (1 - y) log(1 - sigmoid(x)) of logits x and targets y from 0 to 1, of equal shapes. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor targets, LossReduction reduction) {
        Check.sameShape("binaryCrossEntropyWithLogits", logits.shape(), targets.shape());
        return reduction.of(BINARY, logits, targets);
    }

    public static Tensor huber(Tensor prediction, Tensor target, double delta) {
        return huber(prediction, target, delta, LossReduction.MEAN);
    }

    /** e^2 / 2 where |e| = |prediction - target| is at most delta, else delta (|e| - delta / 2) (Huber 1964). */
    public static Tensor huber(Tensor prediction, Tensor target, double delta, LossReduction reduction) {
        if (!(delta > 0)) {
            throw new IllegalArgumentException("huber: a delta above 0, got " + delta);
        }
        Check.sameShape("huber", prediction.shape(), target.shape());
        Formula size = ERROR.abs();
        Formula far = size.sub(delta / 2).mul(delta);
        return reduction.of(size.lessEqual(of(delta)).select(SQUARED.mul(0.5), far), prediction, target);
    }
}
