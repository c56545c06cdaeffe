package dev.ricci.backend;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Formula;

/** The meaning of operations along lines, in basic ones of {@link Backend}. */
final class RunningDefinitions {
    /** Float32, in which a formula with a float32 input is computed, holds the places up to this. */
    private static final int EXACT = 1 << 24;

    private RunningDefinitions() {}

    /**
     * Two neighbours make one step of a recurrence half as long (Blelloch 1990, section 1.4): its results are those at the odd places, from
     * which the even ones follow. So the work is that of a few passes, in as many launches as the length has bits.
     */
    static void recurrence(Backend b, View out, View factor, View in, int axis) {
        int n = in.size(axis);
        if (out.size() == 0) {
            return;
        }
        if (n == 1) {
            b.map(X, out, in);
            return;
        }
        int pairs = n / 2;
        int evens = (n - 1) / 2; // but for the first
        View odd = every(out, axis, 1, pairs);
        try (Scope _ = Scope.open()) {
            View step = dense(b, in, axis, pairs);
            b.map(X.mul(Y).add(Z), step, every(factor, axis, 0, pairs), every(in, axis, 0, pairs), every(in, axis, 1, pairs));
            View both = dense(b, in, axis, pairs - 1);
            if (both.size() > 0) {
                b.map(X.mul(Y), both, every(factor, axis, 2, pairs - 1), every(factor, axis, 1, pairs - 1));
            }
            recurrence(b, odd, both, step, axis);
        }
        b.map(X, every(out, axis, 0, 1), every(in, axis, 0, 1));
        if (evens > 0) {
            b.map(X.mul(Y).add(Z), every(out, axis, 2, evens), every(factor, axis, 1, evens), every(out, axis, 1, evens),
                    every(in, axis, 2, evens));
        }
    }

    private static View every(View v, int axis, int from, int count) {
        return v.with(v.layout().slice(axis, from, count, 2));
    }

    private static View dense(Backend b, View like, int axis, int length) {
        int[] shape = like.shape();
        shape[axis] = length;
        return b.allocate(like.dtype(), shape);
    }

    /** A place counts where something new is found, and the running maximum of such places is the position. */
    static void extremes(Backend b, Reduction r, View values, View positions, View in, int axis) {
        int n = in.size(axis);
        b.scan(r, values, in, axis);
        b.map(of(0), positions);
        if (in.size() == 0 || n == 1) {
            return;
        }
        try (Scope _ = Scope.open()) {
            View later = part(positions, axis, 1);
            View places = b.allocate(DType.INT32, n - 1);
            b.map(of(1), places);
            b.scan(Reduction.SUM, places, places, 0);
            View wide = along(places, axis, later.shape());
            Formula old = r == Reduction.MAX ? X.lessEqual(Y) : Y.lessEqual(X);
            Formula fresh = Y.equal(Y).select(old.select(of(0), of(1)), of(0));
            if (n <= EXACT) {
                b.map(fresh.mul(Z), later, part(in, axis, 1), part(values, axis, 0), wide);
            } else {
                b.map(fresh, later, part(in, axis, 1), part(values, axis, 0));
                b.map(X.mul(Y), later, later, wide);
            }
        }
        b.scan(Reduction.MAX, positions, positions, axis);
    }

    private static View part(View v, int axis, int from) {
        return v.with(v.layout().slice(axis, from, v.size(axis) - 1, 1));
    }

    /** A vector repeated over all axes but the one that it lies along. */
    private static View along(View vector, int axis, int[] shape) {
        long[] strides = new long[shape.length];
        strides[axis] = 1;
        return vector.with(new Layout(shape, strides, 0));
    }

    static void bincount(Backend b, View out, View index) {
        b.map(of(0), out);
        try (Scope _ = Scope.open()) {
            View one = b.allocate(DType.INT32, 1);
            b.map(of(1), one);
            b.scatterAdd(out, index, one.broadcast(index.size(0)), 0);
        }
    }

    static void select(Backend b, View values, View order, View in, int axis, int... ranks) {
        if (values.size() == 0) {
            return;
        }
        try (Scope _ = Scope.open()) {
            View sorted = b.allocate(in.dtype(), in.shape());
            View from = b.allocate(DType.INT32, in.shape());
            b.sort(sorted, from, in, axis);
            for (int k = 0; k < ranks.length; k++) {
                b.map(X, values.with(values.layout().select(axis, k)), sorted.with(sorted.layout().select(axis, ranks[k])));
                b.map(X, order.with(order.layout().select(axis, k)), from.with(from.layout().select(axis, ranks[k])));
            }
        }
    }
}
