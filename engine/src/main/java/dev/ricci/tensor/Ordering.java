package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.util.Arrays;

/**
 * Elements put in order, and what an order helps to find.
 *
 * <p>The order is that of numbers, with -0 and 0 equal and NaN larger than all others, so that it is last in ascending and first in
 * descending order; equal elements stay in the order of their positions.
 */
public sealed interface Ordering permits Tensor {
    Tensor self();

    /** The elements of each line along an axis in ascending order, stable, NaN last, and where each stood. */
    default Sorted sort(int axis) {
        return sort(axis, false);
    }

    /** The elements of each line along an axis in ascending or descending order, stable either way, and where each stood. */
    default Sorted sort(int axis, boolean descending) {
        Tensor x = self();
        int a = Check.axis("sort", axis, x.rank());
        View values = x.backend().allocate(x.dtype(), x.shape());
        View order = x.backend().allocate(DType.INT32, x.shape());
        sort(values, order, x.view(), a, descending);
        return Sorted.tracked("sort", values, order, x, a);
    }

    /** Where the elements of each line along an axis stand in ascending order (int32): the order of {@link #sort}. */
    default Tensor argsort(int axis) {
        return argsort(axis, false);
    }

    /** Where the elements of each line along an axis stand in ascending or descending order (int32). */
    default Tensor argsort(int axis, boolean descending) {
        Tensor x = self();
        int a = Check.axis("argsort", axis, x.rank());
        View order = x.backend().allocate(DType.INT32, x.shape());
        try (Scope _ = Scope.open()) {
            sort(x.backend().allocate(x.dtype(), x.shape()), order, x.view(), a, descending);
        }
        return Tensor.of(order);
    }

    /**
     * The k largest elements of each line along an axis in descending order, equal ones by position, and where each stood. NaN
     * counts as larger than all numbers.
     */
    default Sorted topK(int k, int axis) {
        Tensor x = self();
        int a = Check.axis("topK", axis, x.rank());
        int[] shape = x.shape();
        if (k < 0 || k > shape[a]) {
            throw new IllegalArgumentException("topK: the " + k + " largest of an axis of length " + shape[a]
                    + "; k is 0 to the length; shape " + Arrays.toString(shape));
        }
        shape[a] = k;
        View values = x.backend().allocate(x.dtype(), shape);
        View order = x.backend().allocate(DType.INT32, shape.clone());
        x.backend().topK(values, order, x.view(), a);
        return Sorted.tracked("topK", values, order, x, a);
    }

    /**
     * The different elements in ascending order, how often each is there, and which each element is. All NaN are one, as NumPy's unique
     * has it. How many there are is read back, so a recording refuses it.
     */
    default Unique unique() {
        return Unique.made(self());
    }

    /** {@link #searchSorted(Tensor, boolean)}, before what is equal. */
    default Tensor searchSorted(Tensor values) {
        return searchSorted(values, false);
    }

    /**
     * Where values would go into this, which ascends along its last axis, so that it still ascends: the place (int32) before all equal
     * elements, or (right) behind them. This is a vector and values has any shape, or all axes but the last agree. Both are compared in
     * the type to which they promote; what is not in order gives a place all the same, without further meaning.
     */
    default Tensor searchSorted(Tensor values, boolean right) {
        Tensor x = self();
        Check.rank("searchSorted", x.shape(), 1, Integer.MAX_VALUE);
        Check.sameDevice("searchSorted", x.backend(), values.backend());
        int[] shape = values.shape();
        if (x.rank() > 1) {
            int[] expected = x.shape();
            expected[x.rank() - 1] = values.rank() == 0 ? 0 : shape[values.rank() - 1];
            Check.sameShape("searchSorted (but for the last axis, or of a vector)", expected, shape);
        }
        DType type = x.dtype().promote(values.dtype());
        Tensor each = values.to(type);
        View out = x.backend().allocate(DType.INT32, shape);
        if (x.rank() == 1) {
            Tensor line = each.reshape(-1);
            View flat = out.with(Layout.dense(line.size(0)));
            x.backend().searchSorted(flat, x.to(type).view(), line.view(), right);
        } else {
            x.backend().searchSorted(out, x.to(type).view(), each.view(), right);
        }
        return Tensor.of(out);
    }

    /** Descending order is ascending order from the end to the start, before and after, which keeps equal ones in order. */
    private static void sort(View values, View order, View in, int axis, boolean descending) {
        int n = in.size(axis);
        if (!descending || n == 0) {
            in.backend().sort(values, order, in, axis);
            return;
        }
        in.backend().sort(reversed(values, axis), reversed(order, axis), reversed(in, axis), axis);
        in.backend().map(of(n - 1).sub(X), order, order);
    }

    private static View reversed(View v, int axis) {
        return v.with(v.layout().slice(axis, v.size(axis) - 1, v.size(axis), -1));
    }
}
