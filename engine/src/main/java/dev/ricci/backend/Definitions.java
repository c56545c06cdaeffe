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

    static View counter(Backend b, long key, long position) {
        View counter = b.allocate(DType.INT32, 4);
        int[] words = {(int) key, (int) (key >>> 32), (int) position, (int) (position >>> 32)};
        Formula[] f = new Formula[words.length];
        View[] out = new View[words.length];
        for (int i = 0; i < words.length; i++) {
            f[i] = of(words[i]);
            out[i] = counter.with(counter.layout().slice(0, i, 1, 1));
        }
        b.map(f, out);
        return counter;
    }

    static void permutation(Backend b, View out, View counter) {
        try (Scope _ = Scope.open()) {
            View keys = b.allocate(DType.FLOAT64, out.shape());
            b.random(Draw.UNIFORM, keys, counter);
            b.sort(keys, out, keys, 0);
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
