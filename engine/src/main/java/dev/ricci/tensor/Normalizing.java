package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;

/** Operations that relate the elements of a row to each other: fused on the device, defined in basic ones by Backend. */
public sealed interface Normalizing permits Tensor {
    Tensor self();

    /** exp(x) / sum(exp(x)) along an axis, without overflow. */
    default Tensor softmax(int axis) {
        Tensor x = self();
        if (x.dtype().isHalf()) {
            return Wide.by(w -> w.softmax(axis), x);
        }
        Check.floating("softmax", x.dtype());
        int a = Check.axis("softmax", axis, x.rank());
        View out = x.backend().allocate(x.dtype(), x.shape());
        x.backend().softmax(out, x.view(), a);
        Tensor[] y = new Tensor[1];
        y[0] = Tensor.result("softmax", out, Node.Pullback.fused((i, g) -> {
            View to = x.backend().allocate(x.dtype(), x.shape());
            x.backend().softmaxGradient(to, out, g.to(x.dtype()).view(), a);
            return Tensor.of(to);
        }, (i, g) -> {
            Tensor dot = Pointwise.of(X.mul(Y)).sum(g.dtype(), Axes.kept("softmax", g.shape(), a), y[0], g);
            return Pointwise.of(X.mul(Y.sub(Z))).map(y[0], g, dot);
        }), x);
        return y[0];
    }

    /** log(softmax(x)) along an axis. */
    default Tensor logSoftmax(int axis) {
        Tensor x = self();
        if (x.dtype().isHalf()) {
            return Wide.by(w -> w.logSoftmax(axis), x);
        }
        Check.floating("logSoftmax", x.dtype());
        int a = Check.axis("logSoftmax", axis, x.rank());
        View out = x.backend().allocate(x.dtype(), x.shape());
        x.backend().logSoftmax(out, x.view(), a);
        Tensor[] y = new Tensor[1];
        y[0] = Tensor.result("logSoftmax", out, Node.Pullback.fused((i, g) -> {
            View to = x.backend().allocate(x.dtype(), x.shape());
            x.backend().logSoftmaxGradient(to, out, g.to(x.dtype()).view(), a);
            return Tensor.of(to);
        }, (i, g) -> Pointwise.of(X.sub(Y.exp().mul(Z))).map(g, y[0], g.sumKeeping(a))), x);
        return y[0];
    }

    /**
     * For logits [n, classes] and labels int32 [n]: minus the log-probability of each row's label, [n].
     *
     * @throws IllegalArgumentException where a label is out of range
     */
    default Tensor crossEntropy(Tensor labels) {
        Tensor x = self();
        if (x.dtype().isHalf()) {
            return Wide.by(w -> w.crossEntropy(labels), x);
        }
        if (labels.dtype() == DType.INT64) {
            return crossEntropy(Wide.index("crossEntropy labels", labels));
        }
        Check.floating("crossEntropy", x.dtype());
        Check.rank("crossEntropy", x.shape(), 2, 2);
        Check.rank("crossEntropy labels", labels.shape(), 1, 1);
        Check.dtype("crossEntropy labels", labels.dtype(), DType.INT32);
        Check.sameLength("crossEntropy", "the number of rows of logits and of labels", x.size(0), labels.size(0));
        Check.sameDevice("crossEntropy", x.backend(), labels.backend());
        View out = x.backend().allocate(x.dtype(), x.size(0));
        x.backend().crossEntropy(out, x.view(), labels.view());
        return Tensor.result("crossEntropy", out, Node.Pullback.fused((i, g) -> {
            View to = x.backend().allocate(x.dtype(), x.shape());
            x.backend().crossEntropyGradient(to, x.view(), labels.view(), g.to(x.dtype()).view());
            return Tensor.of(to);
        }, (i, g) -> {
            Tensor classes = Creating.arange(x.backend(), x.size(1));
            // g (softmax - 1 at the label)
            return Pointwise.of(X.mul(Y.sub(Z.equal(W).select(of(1), of(0)))))
                    .map(g.unsqueeze(1), x.softmax(1), labels.unsqueeze(1), classes);
        }), x, labels);
    }

    /** Rows along the last axis with mean 0 and variance 1: (x - mean) / sqrt(variance + epsilon), without gain and shift. */
    default Tensor layerNorm(double epsilon) {
        Tensor x = self();
        if (x.dtype().isHalf()) {
            return Wide.by(w -> w.layerNorm(epsilon), x);
        }
        Check.floating("layerNorm", x.dtype());
        Check.rank("layerNorm", x.shape(), 1, Integer.MAX_VALUE);
        int n = x.size(-1);
        return layerNorm(Creating.full(x.backend(), x.dtype(), 1, n), Creating.full(x.backend(), x.dtype(), 0, n), epsilon);
    }

    /**
     * (x - mean) / sqrt(variance + epsilon) gain + shift for each row along the last axis, whose length gain and shift have; the
     * variance is that of the population, and epsilon keeps rows of equal elements finite (Ba, Kiros, Hinton 2016).
     */
    default Tensor layerNorm(Tensor gain, Tensor shift, double epsilon) {
        Tensor x = self();
        if (x.dtype().isHalf()) {
            return Wide.by(w -> w.layerNorm(gain.to(w.dtype()), shift.to(w.dtype()), epsilon), x);
        }
        Check.floating("layerNorm", x.dtype());
        Check.rank("layerNorm", x.shape(), 1, Integer.MAX_VALUE);
        Check.epsilon("layerNorm", epsilon);
        for (Tensor t : new Tensor[] {gain, shift}) {
            String which = t == gain ? "gain" : "shift";
            Check.rank("layerNorm " + which, t.shape(), 1, 1);
            Check.dtype("layerNorm " + which, t.dtype(), x.dtype());
            Check.sameLength("layerNorm", "the last axis of x and the length of " + which, x.size(-1), t.size(0));
            Check.sameDevice("layerNorm", x.backend(), t.backend());
        }
        View out = x.backend().allocate(x.dtype(), x.shape());
        x.backend().layerNorm(out, x.view(), gain.view(), shift.view(), epsilon);
        LayerNormGradient gradient = new LayerNormGradient(x, gain, shift, epsilon);
        return Tensor.result("layerNorm", out, Node.Pullback.fused(gradient::byDevice, gradient::byTensors), x, gain, shift);
    }
}
