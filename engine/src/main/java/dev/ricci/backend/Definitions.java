package dev.ricci.backend;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Formula;

/**
 * The meaning of what {@link Backend} composes, in its basic operations: slow, obvious, and the test of every override. Operations
 * on rows are defined in {@link RowDefinitions}.
 */
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
}
