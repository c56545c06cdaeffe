package dev.ricci.backend;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Formula;

/** The meaning of the fused operations on rows, and of their gradients, in basic ones: slow, obvious, and the test of every override. */
final class RowDefinitions {
    private RowDefinitions() {}

    static void softmax(Backend b, View out, View in, int axis) {
        int[] shape = in.shape();
        try (Scope _ = Scope.open()) {
            View max = reduced(b, Reduction.MAX, X, axis, in);
            View sum = reduced(b, Reduction.SUM, X.sub(Y).exp(), axis, in, max);
            b.map(X.sub(Y).exp().div(Z), out, in, max.broadcast(shape), sum.broadcast(shape));
        }
    }

    static void softmaxGradient(Backend b, View out, View softmax, View gradient, int axis) {
        try (Scope _ = Scope.open()) {
            View dot = reduced(b, Reduction.SUM, X.mul(Y), axis, softmax, gradient);
            b.map(X.mul(Y.sub(Z)), out, softmax, gradient, dot.broadcast(out.shape()));
        }
    }

    static void logSoftmax(Backend b, View out, View in, int axis) {
        int[] shape = in.shape();
        try (Scope _ = Scope.open()) {
            View max = reduced(b, Reduction.MAX, X, axis, in);
            View sum = reduced(b, Reduction.SUM, X.sub(Y).exp(), axis, in, max);
            b.map(X.sub(Y).sub(Z.log()), out, in, max.broadcast(shape), sum.broadcast(shape));
        }
    }

    static void logSoftmaxGradient(Backend b, View out, View logSoftmax, View gradient, int axis) {
        try (Scope _ = Scope.open()) {
            View sum = reduced(b, Reduction.SUM, X, axis, gradient);
            b.map(X.sub(Y.exp().mul(Z)), out, gradient, logSoftmax, sum.broadcast(out.shape()));
        }
    }

    static void crossEntropy(Backend b, View out, View logits, View labels) {
        int[] shape = logits.shape();
        try (Scope _ = Scope.open()) {
            View log = b.allocate(logits.dtype(), shape);
            b.logSoftmax(log, logits, 1);
            // out_i = -sum over c of (c == label_i ? log_ic : 0)
            Formula chosen = Y.equal(Z).select(X.neg(), of(0));
            b.reduce(Reduction.SUM, chosen, column(out, shape), log, numbers(b, shape[1]).broadcast(shape), column(labels, shape));
        }
    }

    static void crossEntropyGradient(Backend b, View out, View logits, View labels, View gradient) {
        int[] shape = logits.shape();
        try (Scope _ = Scope.open()) {
            View soft = b.allocate(logits.dtype(), shape);
            b.softmax(soft, logits, 1);
            Formula f = X.mul(Y.sub(Z.equal(W).select(of(1), of(0))));
            b.map(f, out, column(gradient, shape), soft, numbers(b, shape[1]).broadcast(shape), column(labels, shape));
        }
    }

    static void layerNorm(Backend b, View out, View in, View gain, View shift, double epsilon) {
        int[] shape = in.shape();
        try (Scope _ = Scope.open()) {
            View normal = normal(b, in, inverseDeviation(b, in, epsilon));
            b.map(X.mul(Y).add(Z), out, normal, gain.broadcast(shape), shift.broadcast(shape));
        }
    }

    /** With h the normalised rows, r their inverse deviations and s = gradient * gain: r (s - mean(s) - h mean(s h)) for the rows. */
    static void layerNormGradient(Backend b, View[] out, View in, View gain, View gradient, double epsilon) {
        int[] shape = in.shape();
        int axis = shape.length - 1;
        try (Scope _ = Scope.open()) {
            View inverse = inverseDeviation(b, in, epsilon);
            View normal = normal(b, in, inverse);
            if (out[1] != null) {
                b.reduce(Reduction.SUM, X.mul(Y), out[1].broadcast(shape), gradient, normal);
            }
            if (out[2] != null) {
                b.reduce(Reduction.SUM, X, out[2].broadcast(shape), gradient);
            }
            if (out[0] != null) {
                View scaled = b.allocate(in.dtype(), shape);
                b.map(X.mul(Y), scaled, gradient, gain.broadcast(shape));
                View mean = reduced(b, Reduction.SUM, X, axis, scaled);
                View dot = reduced(b, Reduction.SUM, X.mul(Y), axis, scaled, normal);
                b.map(X.sub(Y.div(shape[axis])), scaled, scaled, mean.broadcast(shape));
                b.map(W.mul(X.sub(Y.mul(Z.div(shape[axis])))), out[0], scaled, normal, dot.broadcast(shape), inverse.broadcast(shape));
            }
        }
    }

    /** 1 / sqrt(variance + epsilon) of each row: first the mean, then the squares of the differences from it. */
    private static View inverseDeviation(Backend b, View in, double epsilon) {
        int axis = in.rank() - 1;
        View squares = reduced(b, Reduction.SUM, X.sub(Y).mul(X.sub(Y)), axis, in, mean(b, in));
        b.map(of(1).div(X.div(in.size(axis)).add(epsilon).sqrt()), squares, squares);
        return squares;
    }

    private static View mean(Backend b, View in) {
        int axis = in.rank() - 1;
        View mean = reduced(b, Reduction.SUM, X, axis, in);
        b.map(X.div(in.size(axis)), mean, mean);
        return mean;
    }

    /** (in - mean) / deviation. */
    private static View normal(Backend b, View in, View inverseDeviation) {
        View normal = b.allocate(in.dtype(), in.shape());
        b.map(X.sub(Y).mul(Z), normal, in, mean(b, in).broadcast(in.shape()), inverseDeviation.broadcast(in.shape()));
        return normal;
    }

    /** One number for each row of a matrix, repeated along the row. */
    private static View column(View v, int[] shape) {
        return v.with(v.layout().unsqueeze(1)).broadcast(shape);
    }

    /** INT32 0, 1, ..., n - 1. */
    private static View numbers(Backend b, int n) {
        View numbers = b.allocate(DType.INT32, n);
        b.map(of(1), numbers);
        b.scan(Reduction.SUM, numbers, numbers, 0);
        b.map(X.sub(1), numbers, numbers);
        return numbers;
    }

    /** The reduction of f along one axis, which stays with length 1. Inputs are broadcast to the shape of the first. */
    private static View reduced(Backend b, Reduction r, Formula f, int axis, View... in) {
        int[] shape = in[0].shape();
        int[] row = shape.clone();
        row[axis] = 1;
        View out = b.allocate(in[0].dtype(), row);
        View[] wide = new View[in.length];
        for (int i = 0; i < in.length; i++) {
            wide[i] = in[i].broadcast(shape);
        }
        b.reduce(r, f, out.broadcast(shape), wide);
        return out;
    }
}
