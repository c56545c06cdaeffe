package dev.ricci.cuda.factor;

import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Matrices of a batch one after the other, for kernels that fill the device with one. */
final class EachMatrix {
    private EachMatrix() {}

    /** Takes one matrix, with its outputs and its code. */
    @FunctionalInterface
    interface Work {
        void factor(View[] out, View in, View code);
    }

    /** Calls for each code, which is there for each matrix; memory is given back after each. */
    static void run(View[] out, View in, View codes, Work work) {
        for (int[] at = new int[codes.rank()]; at != null; at = next(at, codes.shape())) {
            int[] place = at;
            try (Scope _ = Scope.open()) {
                work.factor(Arrays.stream(out).map(v -> select(v, place)).toArray(View[]::new), select(in, at), select(codes, at));
            }
        }
    }

    private static View select(View v, int[] at) {
        Layout l = v.layout();
        for (int i : at) {
            l = l.select(0, i);
        }
        return v.with(l);
    }

    /** The next place in a shape, the last axis first, or null. */
    private static int[] next(int[] at, int[] shape) {
        int[] to = at.clone();
        for (int d = shape.length - 1; d >= 0; d--) {
            if (++to[d] < shape[d]) {
                return to;
            }
            to[d] = 0;
        }
        return null;
    }
}
