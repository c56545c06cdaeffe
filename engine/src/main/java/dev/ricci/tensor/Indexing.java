package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Elements picked by indices that are themselves tensors. */
public sealed interface Indexing permits Tensor {
    Tensor self();

    /**
     * The slices of an axis at the indices (int32 or int64, any shape): the axis is replaced by the axes of index.
     *
     * @throws IllegalArgumentException where an index is out of range
     */
    default Tensor gather(Tensor index, int axis) {
        Tensor x = self();
        int a = Check.axis("gather", axis, x.rank());
        if (index.dtype() == DType.INT64) {
            return gather(Wide.index("gather", index), axis);
        }
        Check.dtype("gather", index.dtype(), DType.INT32, DType.INT64);
        Along.sameDevice("gather", x, index);
        View out = x.backend().allocate(x.dtype(), replaced(x.shape(), a, index.shape()));
        x.backend().gather(out, x.view(), index.view(), a);
        int[] shape = x.shape();
        return Tensor.result("gather", out, (i, g) -> placed(g, index, a, shape), x, index);
    }

    /** This plus values at the indices of an axis, the inverse pattern of gather; repeated indices add up. */
    default Tensor scatterAdd(Tensor index, Tensor values, int axis) {
        Tensor x = self();
        int a = Check.axis("scatterAdd", axis, x.rank());
        if (index.dtype() == DType.INT64) {
            return scatterAdd(Wide.index("scatterAdd", index), values, axis);
        }
        Check.dtype("scatterAdd", index.dtype(), DType.INT32, DType.INT64);
        Check.sameShape("scatterAdd", replaced(x.shape(), a, index.shape()), values.shape());
        Along.sameDevice("scatterAdd", x, index, values);
        View out = x.copy().view();
        x.backend().scatterAdd(out, index.view(), values.to(x.dtype()).view(), a);
        DType type = values.dtype();
        return Tensor.result("scatterAdd", out, (i, g) -> i == 0 ? g : g.gather(index, a).to(type), x, values, index);
    }

    /**
     * This with the slices at the indices of an axis (int32, any shape) replaced by those of values, as gather would find them there; of
     * equal indices the last one counts, on every device.
     *
     * @throws IllegalArgumentException where an index is out of range, or values has another shape than gather(index, axis) would have
     */
    default Tensor scatter(Tensor index, Tensor values, int axis) {
        Tensor x = self();
        int a = Check.axis("scatter", axis, x.rank());
        if (index.dtype() == DType.INT64) {
            return scatter(Wide.index("scatter", index), values, axis);
        }
        Check.dtype("scatter", index.dtype(), DType.INT32, DType.INT64);
        Check.sameShape("scatter", replaced(x.shape(), a, index.shape()), values.shape());
        Along.sameDevice("scatter", x, index, values);
        int m = Along.count("scatter", index.size());
        return Scattering.scatter(x, index.reshape(m), values.to(x.dtype()).reshape(replaced(x.shape(), a, new int[] {m})), a);
    }

    /**
     * For each index the element at that place of its line along an axis (NumPy's take_along_axis, PyTorch's gather): out[.., i, ..] =
     * this[.., index[.., i, ..], ..]. The index (int32) has the rank of this; the axes but one broadcast together.
     *
     * @throws IllegalArgumentException where an index is out of range
     */
    default Tensor takeAlong(Tensor index, int axis) {
        Tensor x = self();
        if (index.dtype() == DType.INT64) {
            return takeAlong(Wide.index("takeAlong", index), axis);
        }
        int a = Along.checked("takeAlong", x, index, axis);
        return Scattering.takeAlong(Along.stretched("takeAlong", x, index, a), Along.stretched("takeAlong", index, x, a), a);
    }

    /**
     * This with the elements of each line along an axis that the index names replaced by values (NumPy's put_along_axis, PyTorch's
     * scatter). The index (int32) has the shape of this but for the axis, and values stretches to it; of equal indices in a line the last
     * one counts, on every device.
     *
     * @throws IllegalArgumentException where an index is out of range
     */
    default Tensor putAlong(Tensor index, Tensor values, int axis) {
        Tensor x = self();
        if (index.dtype() == DType.INT64) {
            return putAlong(Wide.index("putAlong", index), values, axis);
        }
        int a = Along.checked("putAlong", x, index, axis);
        Tensor v = Along.values("putAlong", x, index, values, a);
        return Scattering.putAlong(x, Along.stretched("putAlong", index, x, a), v, a);
    }

    /** As {@link #putAlong}, but values are added (PyTorch's scatter_add); repeated indices add up in their order. */
    default Tensor scatterAddAlong(Tensor index, Tensor values, int axis) {
        Tensor x = self();
        if (index.dtype() == DType.INT64) {
            return scatterAddAlong(Wide.index("scatterAddAlong", index), values, axis);
        }
        int a = Along.checked("scatterAddAlong", x, index, axis);
        Tensor v = Along.values("scatterAddAlong", x, index, values, a);
        return Scattering.scatterAddAlong(x, Along.stretched("scatterAddAlong", index, x, a), v, a);
    }

    /** The element at an index for each axis, as a view of rank 0; negative ones count from the end. */
    default Tensor at(int... index) {
        Tensor x = self();
        if (index.length != x.rank()) {
            throw new IllegalArgumentException("at: one index for each of the " + x.rank() + " axes of shape "
                    + Arrays.toString(x.shape()) + ", got " + Arrays.toString(index));
        }
        int[] checked = index.clone();
        for (int d = 0; d < checked.length; d++) {
            checked[d] = Check.index("at (axis " + d + ")", index[d], x.size(d));
        }
        return Embedding.take("at", x, l -> {
            Layout one = l;
            for (int i : checked) {
                one = one.select(0, i);
            }
            return one;
        });
    }

    /**
     * float32 rows with a 1 at the label (int32, int64) of each element and 0 elsewhere; the new axis is the last. A label out of range has
     * no 1.
     */
    default Tensor oneHot(int classes) {
        Tensor x = self();
        Check.dtype("oneHot", x.dtype(), DType.INT32, DType.INT64);
        Check.shape("oneHot", classes);
        int[] shape = Arrays.copyOf(x.shape(), x.rank() + 1);
        shape[x.rank()] = classes;
        Check.shape("oneHot", shape);
        View out = x.backend().allocate(DType.FLOAT32, shape);
        x.backend().oneHot(out, Wide.index("oneHot", x).view());
        return Tensor.of(out);
    }

    private static Tensor placed(Tensor g, Tensor index, int axis, int[] shape) {
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
