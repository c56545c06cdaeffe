package dev.ricci.backend;

import static dev.ricci.formula.Formula.*;

import dev.ricci.formula.Formula;
import java.util.Arrays;

/** The meaning of the operations that are led by positions, in the basic operations of {@link Backend}. */
final class IndexDefinitions {
    private IndexDefinitions() {}

    static void arange(Backend b, View out, double start, double step) {
        int n = out.size(0);
        boolean whole = out.dtype() == DType.INT32 && start == (int) start && step == (int) step;
        try (Scope _ = Scope.open()) {
            View i = iota(b, n);
            if (whole) {
                b.map(X.mul(of(step)).add(of(start)), out, i);
                return;
            }
            View wide = b.allocate(DType.FLOAT64, out.shape());
            b.map(X.mul(of(step)).add(of(start)), wide, i);
            b.map(X, out, wide);
        }
    }

    static void oneHot(Backend b, View out, View labels) {
        int last = out.rank() - 1;
        int[] shape = out.shape();
        try (Scope _ = Scope.open()) {
            View columns = b.allocate(DType.INT32, shape[last]);
            b.arange(columns, 0, 1);
            View same = b.allocate(DType.BOOL, shape);
            View rows = labels.with(labels.layout().unsqueeze(last)).broadcast(shape);
            b.map(X.equal(Y), same, rows, columns.broadcast(shape));
            b.map(X, out, same);
        }
    }

    /** 0, 1, 2, ... */
    private static View iota(Backend b, int n) {
        View v = b.allocate(DType.INT32, n);
        if (n > 0) {
            b.map(of(1), v);
            b.scan(Reduction.SUM, v, v, 0);
            b.map(X.sub(of(1)), v, v);
        }
        return v;
    }

    /** The last of the equal indices is found by sorting; rows that no index names stay as they are. */
    static void scatter(Backend b, View out, View index, View values, int axis) {
        int m = index.size(0);
        if (m == 0) {
            return;
        }
        try (Scope _ = Scope.open()) {
            View sorted = b.allocate(DType.INT32, m);
            View order = b.allocate(DType.INT32, m);
            b.sort(sorted, order, index, 0);
            View last = b.allocate(DType.INT32, m);
            b.map(X.add(of(1)), last, order);
            Layout before = last.layout().slice(0, 0, m - 1, 1);
            Layout after = last.layout().slice(0, 1, m - 1, 1);
            b.map(X.equal(Y).select(of(0), Z), last.with(before), sorted.with(before), sorted.with(after), last.with(before));
            View from = b.allocate(DType.INT32, out.size(axis)); // 1 more than the place of the last index that names a row, or 0
            b.map(of(0), from);
            b.scatterAdd(from, sorted, last, 0);
            View place = b.allocate(DType.INT32, out.size(axis));
            b.map(X.sub(of(1)).max(of(0)), place, from);
            View chosen = b.allocate(out.dtype(), out.shape());
            b.gather(chosen, values, place, axis);
            long[] strides = new long[out.rank()];
            strides[axis] = 1;
            b.map(of(0).less(X).select(Y, Z), out, from.with(new Layout(out.shape(), strides, 0)), chosen, out);
        }
    }

    static void takeAlong(Backend b, View out, View in, View index, int axis) {
        try (Scope _ = Scope.open()) {
            View picked = b.allocate(out.dtype(), (int) out.size());
            b.gather(picked, flat(b, in), positions(b, in.shape(), index, axis), 0);
            b.map(X, out, shaped(picked, out.shape()));
        }
    }

    static void putAlong(Backend b, View out, View index, View values, int axis) {
        try (Scope _ = Scope.open()) {
            View all = flat(b, out);
            b.scatter(all, positions(b, out.shape(), index, axis), flat(b, values), 0);
            b.map(X, out, shaped(all, out.shape()));
        }
    }

    static void scatterAddAlong(Backend b, View out, View index, View values, int axis) {
        try (Scope _ = Scope.open()) {
            View all = flat(b, out);
            b.scatterAdd(all, positions(b, out.shape(), index, axis), flat(b, values), 0);
            b.map(X, out, shaped(all, out.shape()));
        }
    }

    private static View flat(Backend b, View v) {
        View dense = b.allocate(v.dtype(), v.shape());
        b.map(X, dense, v);
        return shaped(dense, (int) v.size());
    }

    private static View shaped(View dense, int... shape) {
        return dense.with(Layout.dense(shape));
    }

    /** Row-major positions in a shape of what an index names by its place along an axis; -1 where that is out of range. */
    private static View positions(Backend b, int[] shape, View index, int axis) {
        long size = Layout.dense(shape.clone()).size();
        if (size > Integer.MAX_VALUE || index.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("takeAlong, putAlong and scatterAddAlong: positions are int32, and shape "
                    + Arrays.toString(shape) + " has more elements than that counts; work on parts of it");
        }
        View all = b.allocate(DType.INT32, index.shape());
        Formula inside = of(-1).less(X).select(X.less(of(shape[axis])), of(0));
        long inner = 1;
        View sum = b.allocate(DType.INT32, index.shape());
        b.map(of(0), sum);
        for (int d = shape.length - 1; d >= 0; d--) {
            View along = index;
            if (d != axis) {
                long[] strides = new long[shape.length];
                strides[d] = 1;
                along = iota(b, shape[d]).with(new Layout(index.shape(), strides, 0));
            }
            b.map(X.mul(of(inner)).add(Y), sum, along, sum);
            inner *= shape[d];
        }
        b.map(inside.select(Y, of(-1)), all, index, sum);
        return shaped(all, (int) index.size());
    }

    /** How many elements of each line come before each value, or are equal to it, NaN being the largest. */
    static void searchSorted(Backend b, View out, View sorted, View values, boolean right) {
        int rank = sorted.rank();
        int[] full = Arrays.copyOf(values.shape(), rank + 1);
        full[rank] = sorted.size(rank - 1);
        View lines = sorted.with(sorted.layout().unsqueeze(rank - 1)).broadcast(full);
        View each = values.with(values.layout().unsqueeze(rank)).broadcast(full);
        View counts = out.with(out.layout().unsqueeze(rank)).broadcast(full);
        Formula number = Y.equal(Y);
        Formula before = right ? number.select(X.lessEqual(Y), of(1)) : number.select(X.less(Y), X.equal(X));
        b.reduce(Reduction.SUM, before, counts, lines, each);
    }

    static void nonZero(Backend b, View out, View in) {
        int count = out.size(0);
        if (count == 0) {
            return;
        }
        try (Scope _ = Scope.open()) {
            View dense = b.allocate(DType.INT32, in.shape());
            b.map(X.equal(of(0)).select(of(0), of(1)), dense, in);
            View before = shaped(dense, (int) in.size());
            b.scan(Reduction.SUM, before, before, 0);
            View ranks = iota(b, count);
            b.map(X.add(of(1)), ranks, ranks);
            b.searchSorted(out, before, ranks, false);
        }
    }
}
