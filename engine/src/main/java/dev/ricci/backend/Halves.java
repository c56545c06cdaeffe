package dev.ricci.backend;

import static dev.ricci.formula.Formula.X;

/** Operations on float16 and bfloat16 by way of float32, which they are computed in: converted, computed, and rounded once. */
public final class Halves {
    private Halves() {}

    /** A float32 copy, owned by the innermost scope. */
    public static View wide(View v) {
        View w = v.backend().allocate(DType.FLOAT32, v.shape());
        v.backend().map(X, w, v);
        return w;
    }

    /** See {@link Backend#scatterAdd}: what is added into one element is added in float32. */
    public static void scatterAdd(View out, View index, View values, int axis) {
        Check.dtype("scatterAdd, values", values.dtype(), out.dtype());
        try (Scope _ = Scope.open()) {
            View sums = wide(out);
            out.backend().scatterAdd(sums, index, wide(values), axis);
            out.backend().map(X, out, sums);
        }
    }

    /** See {@link Backend#matmul}. */
    public static void matmul(View out, View a, View b, double scale, double keep) {
        Backend device = out.backend();
        try (Scope _ = Scope.open()) {
            View product = keep == 0 ? device.allocate(DType.FLOAT32, out.shape()) : wide(out);
            device.matmul(product, wide(a), wide(b), scale, keep);
            device.map(X, out, product);
        }
    }

    /** See {@link Backend#argument}. */
    public static void argument(Reduction r, View out, View in, int axis) {
        try (Scope _ = Scope.open()) {
            out.backend().argument(r, out, wide(in), axis);
        }
    }

    /** See {@link Backend#sort}. */
    public static void sort(View values, View order, View in, int axis) {
        Check.dtype("sort, values", values.dtype(), in.dtype());
        try (Scope _ = Scope.open()) {
            View sorted = wide(in);
            in.backend().sort(sorted, order, sorted, axis);
            in.backend().map(X, values, sorted);
        }
    }

    /** See {@link Backend#topK}. */
    public static void topK(View values, View order, View in, int axis) {
        Check.dtype("topK, values", values.dtype(), in.dtype());
        Backend device = in.backend();
        try (Scope _ = Scope.open()) {
            View largest = device.allocate(DType.FLOAT32, values.shape());
            device.topK(largest, order, wide(in), axis);
            device.map(X, values, largest);
        }
    }

    /** See {@link Backend#scatterAddAlong}: what is added into one element is added in float32. */
    public static void scatterAddAlong(View out, View index, View values, int axis) {
        Check.dtype("scatterAddAlong, values", values.dtype(), out.dtype());
        try (Scope _ = Scope.open()) {
            View sums = wide(out);
            out.backend().scatterAddAlong(sums, index, wide(values), axis);
            out.backend().map(X, out, sums);
        }
    }

    /** See {@link Backend#searchSorted}. */
    public static void searchSorted(View out, View sorted, View values, boolean right) {
        try (Scope _ = Scope.open()) {
            out.backend().searchSorted(out, wide(sorted), wide(values), right);
        }
    }
}
