package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Elements picked by indices that are themselves tensors. */
public sealed interface Indexing permits Tensor {
    Tensor self();

    /**
     * The slices of an axis at the indices (int32, any shape): the axis is replaced by the axes of index.
     *
     * @throws IllegalArgumentException where an index is out of range
     */
    default Tensor gather(Tensor index, int axis) {
        Tensor x = self();
        int a = Check.axis("gather", axis, x.rank());
        Check.dtype("gather", index.dtype(), DType.INT32);
        Check.sameDevice("gather", x.backend(), index.backend());
        View out = x.backend().allocate(x.dtype(), replaced(x.shape(), a, index.shape()));
        x.backend().gather(out, x.view(), index.view(), a);
        int[] shape = x.shape();
        return Tensor.result("gather", out, (i, g) -> scatter(g, index, a, shape), x, index);
    }

    /** This plus values at the indices of an axis, the inverse pattern of gather; repeated indices add up. */
    default Tensor scatterAdd(Tensor index, Tensor values, int axis) {
        Tensor x = self();
        int a = Check.axis("scatterAdd", axis, x.rank());
        Check.dtype("scatterAdd", index.dtype(), DType.INT32);
        Check.sameShape("scatterAdd", replaced(x.shape(), a, index.shape()), values.shape());
        Check.sameDevice("scatterAdd", x.backend(), values.backend());
        View out = x.copy().view();
        x.backend().scatterAdd(out, index.view(), values.to(x.dtype()).view(), a);
        DType type = values.dtype();
        return Tensor.result("scatterAdd", out, (i, g) -> i == 0 ? g : g.gather(index, a).to(type), x, values, index);
    }

    /** The elements of each line along an axis in ascending order, stable, NaN last, and where each stood. */
    default Sorted sort(int axis) {
        Tensor x = self();
        int a = Check.axis("sort", axis, x.rank());
        View values = x.backend().allocate(x.dtype(), x.shape());
        View order = x.backend().allocate(DType.INT32, x.shape());
        x.backend().sort(values, order, x.view(), a);
        return Sorted.tracked("sort", values, order, x, a);
    }

    /** Where the elements of each line along an axis stand in ascending order (int32): the order of {@link #sort}. */
    default Tensor argsort(int axis) {
        Tensor x = self();
        int a = Check.axis("argsort", axis, x.rank());
        View order = x.backend().allocate(DType.INT32, x.shape());
        try (Scope _ = Scope.open()) {
            x.backend().sort(x.backend().allocate(x.dtype(), x.shape()), order, x.view(), a);
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

    /** float32 rows with a 1 at the label (int32) of each element and 0 elsewhere; the new axis is the last. */
    default Tensor oneHot(int classes) {
        Tensor x = self();
        Check.dtype("oneHot", x.dtype(), DType.INT32);
        Check.shape("oneHot", classes);
        Tensor columns = Creating.arange(x.backend(), classes);
        return Pointwise.of(X.equal(Y)).map(x.unsqueeze(x.rank()), columns).to(DType.FLOAT32);
    }

    private static Tensor scatter(Tensor g, Tensor index, int axis, int[] shape) {
        return Creating.full(g.backend(), g.dtype(), 0, shape).scatterAdd(index, g, axis);
    }

    private static int[] replaced(int[] shape, int axis, int[] index) {
        int[] out = new int[shape.length - 1 + index.length];
        System.arraycopy(shape, 0, out, 0, axis);
        System.arraycopy(index, 0, out, axis, index.length);
        System.arraycopy(shape, axis + 1, out, axis + index.length, shape.length - axis - 1);
        return out;
    }
}
