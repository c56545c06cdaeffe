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
