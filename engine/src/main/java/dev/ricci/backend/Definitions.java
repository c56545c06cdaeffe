package dev.ricci.backend;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Formula;

/** The meaning of the fused operations of {@link Backend}, in its basic ones: slow, obvious, and the test of every override. */
final class Definitions {
    private Definitions() {}

    static void mapAll(Backend b, Formula[] f, View[] out, View... in) {
        try (Scope _ = Scope.open()) {
            View[] made = new View[f.length];
            for (int i = 0; i < f.length; i++) {
                made[i] = b.allocate(out[i].dtype(), out[i].shape());
                b.map(f[i], made[i], in);
            }
            for (int i = 0; i < f.length; i++) {
                b.map(X, out[i], made[i]);
            }
        }
    }

    static void softmax(Backend b, View out, View in, int axis) {
        int[] shape = in.shape();
        try (Scope _ = Scope.open()) {
            View max = reduced(b, Reduction.MAX, X, axis, in);
            View sum = reduced(b, Reduction.SUM, X.sub(Y).exp(), axis, in, max);
            b.map(X.sub(Y).exp().div(Z), out, in, max.broadcast(shape), sum.broadcast(shape));
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

    static void crossEntropy(Backend b, View out, View logits, View labels) {
        int[] shape = logits.shape();
        try (Scope _ = Scope.open()) {
            View log = b.allocate(logits.dtype(), shape);
            b.logSoftmax(log, logits, 1);
            View classes = b.allocate(DType.INT32, shape[1]);
            b.map(of(1), classes);
            b.scan(Reduction.SUM, classes, classes, 0);
            b.map(X.sub(1), classes, classes);
            // out_i = -sum over c of (c == label_i ? log_ic : 0)
            Formula chosen = Y.equal(Z).select(X.neg(), of(0));
            View wide = out.with(out.layout().unsqueeze(1)).broadcast(shape);
            View label = labels.with(labels.layout().unsqueeze(1)).broadcast(shape);
            b.reduce(Reduction.SUM, chosen, wide, log, classes.broadcast(shape), label);
        }
    }

    static void topK(Backend b, View values, View order, View in, int axis) {
        int n = in.size(axis);
        int k = values.size(axis);
        if (values.size() == 0) {
            return;
        }
        try (Scope _ = Scope.open()) {
            View sorted = b.allocate(in.dtype(), in.shape());
            View from = b.allocate(DType.INT32, in.shape());
            // from the end to the start, before and after: so that equal ones stay in order
            b.sort(sorted, from, in.with(in.layout().slice(axis, n - 1, n, -1)), axis);
            Layout largest = sorted.layout().slice(axis, n - 1, k, -1);
            b.map(X, values, sorted.with(largest));
            b.map(of(n - 1).sub(X), order, from.with(largest));
        }
    }

    static Replay record(Runnable step) {
        step.run();
        return new Replay() {
            @Override
            public void run() {
                step.run();
            }

            @Override
            public void close() {}
        };
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
