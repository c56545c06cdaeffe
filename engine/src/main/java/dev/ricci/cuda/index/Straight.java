package dev.ricci.cuda.index;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/** Temporary memory in which the lines along an axis lie densely one behind the other, owned by the innermost scope. */
final class Straight {
    private Straight() {}

    /** Room for elements of a type in the shape of a view. */
    static View empty(DType type, View like, int axis) {
        int[] shape = like.shape();
        long[] strides = new long[shape.length];
        strides[axis] = 1;
        long n = shape[axis];
        for (int d = shape.length - 1; d >= 0; d--) {
            if (d != axis) {
                strides[d] = n;
                n *= shape[d];
            }
        }
        return new View(like.backend().allocate(n * type.bytes()), type, new Layout(shape, strides, 0));
    }

    /** The elements of a view. */
    static View copy(View in, int axis) {
        View out = empty(in.dtype(), in, axis);
        in.backend().map(Formula.X, out, in);
        return out;
    }

    /** Room for so many bytes, whatever they mean. */
    static View bytes(Backend b, long bytes) {
        return new View(b.allocate(bytes), DType.BOOL, Layout.dense());
    }
}
