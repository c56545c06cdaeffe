package dev.ricci.cuda.product;

import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/** Matrices as cuBLAS takes them: neighbours side by side along one axis, the other axis with a distance that leaves room for that. */
final class Plain {
    private Plain() {}

    /** Whether the rows of a matrix, each without gaps, follow each other without overlap. */
    static boolean hasRows(long rows, long cols, long rowStride, long colStride) {
        boolean sideBySide = colStride == 1 || cols == 1;
        return sideBySide && (rows == 1 || rowStride >= cols && rowStride <= Integer.MAX_VALUE);
    }

    static boolean isPlain(long rows, long cols, long rowStride, long colStride) {
        return hasRows(rows, cols, rowStride, colStride) || hasRows(cols, rows, colStride, rowStride);
    }

    /** What cuBLAS calls the leading dimension, from row to row where the rows are plain, else from column to column. */
    static int lead(long rows, long cols, long rowStride, long colStride) {
        return hasRows(rows, cols, rowStride, colStride)
                ? (int) (rows == 1 ? Math.max(1, cols) : rowStride)
                : (int) (cols == 1 ? Math.max(1, rows) : colStride);
    }

    /** The view itself where its matrices are plain, else a dense copy in the current scope; what a batch repeats is copied once. */
    static View of(View v) {
        Layout l = v.layout();
        int r = l.rank();
        return isPlain(l.size(r - 2), l.size(r - 1), l.stride(r - 2), l.stride(r - 1)) ? v : copy(v);
    }

    private static View copy(View v) {
        Layout once = once(v.layout());
        View dense = v.backend().allocate(v.dtype(), once.shape());
        v.backend().map(Formula.X, dense, v.with(once));
        return dense.with(repeated(v.layout(), dense.layout()));
    }

    /** The same with one matrix where a batch axis repeats one. */
    static Layout once(Layout l) {
        int[] shape = l.shape();
        for (int d = 0; d < shape.length - 2; d++) {
            shape[d] = l.stride(d) == 0 ? 1 : shape[d];
        }
        return new Layout(shape, l.strides(), l.offset());
    }

    /** The shape of the given layout with another's strides, where its axes had been reduced to one matrix: repeated again. */
    static Layout repeated(Layout given, Layout reduced) {
        long[] strides = reduced.strides();
        for (int d = 0; d < strides.length - 2; d++) {
            strides[d] = reduced.size(d) == 1 ? 0 : strides[d];
        }
        return new Layout(given.shape(), strides, reduced.offset());
    }

    /** float32 without gaps, in any order of the last two axes: what can be converted from end to end. */
    static View gapless(View v) {
        if (v.dtype() != DType.FLOAT32) {
            throw new AssertionError("bfloat16 of " + v.dtype());
        }
        Layout once = once(v.layout());
        return once.isDense() || once.transpose().isDense() ? v : copy(v);
    }
}
