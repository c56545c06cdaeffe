package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Other arrangements of the same elements; views wherever strides can say them. */
public sealed interface Shaping permits Tensor {
    Tensor self();

    /** The elements in row-major order under another shape of the same size; one size may be -1. Copies where it must. */
    default Tensor reshape(int... shape) {
        Tensor x = self();
        int[] to = Check.reshape(x.shape(), x.size(), shape);
        if (x.layout().hasShape(to)) {
            return x;
        }
        Layout l = x.layout().reshape(to);
        if (l == null) {
            return x.copy().reshape(to);
        }
        return Tensor.result("reshape", x.view().with(l), (i, g) -> g.reshape(x.shape()), x);
    }

    /** All axes from the given one on made one: [n, h, w] flattened from 1 is [n, h w]. */
    default Tensor flatten(int from) {
        int[] shape = self().shape();
        int a = Check.axis("flatten", from, shape.length);
        int n = 1;
        for (int i = a; i < shape.length; i++) {
            n = Math.multiplyExact(n, shape[i]);
        }
        int[] to = Arrays.copyOf(shape, a + 1);
        to[a] = n;
        return self().reshape(to);
    }

    /** A dense copy in row-major order. */
    default Tensor copy() {
        Tensor x = self();
        View out = x.backend().allocate(x.dtype(), x.shape());
        x.backend().map(X, out, x.view());
        return Tensor.result("copy", out, (i, g) -> g, x);
    }

    /** This where it is row-major without gaps, else a copy that is. */
    default Tensor contiguous() {
        return self().layout().isDense() ? self() : self().copy();
    }

    /** The last two axes exchanged. */
    default Tensor t() {
        Tensor x = self();
        Check.rank("t", x.shape(), 2, Integer.MAX_VALUE);
        return Tensor.result("t", x.view().with(x.layout().transpose()), (i, g) -> g.t(), x);
    }

    /** Axis i of the result is axis order[i] of this. */
    default Tensor permute(int... order) {
        Tensor x = self();
        int[] o = Check.permutation("permute", x.rank(), order);
        int[] back = new int[o.length];
        for (int i = 0; i < o.length; i++) {
            back[o[i]] = i;
        }
        return Tensor.result("permute", x.view().with(x.layout().permute(o)), (i, g) -> g.permute(back), x);
    }

    /** With a new axis of length 1 at a place from 0 to the rank. */
    default Tensor unsqueeze(int axis) {
        Tensor x = self();
        int a = Check.axis("unsqueeze", axis, x.rank() + 1);
        return Tensor.result("unsqueeze", x.view().with(x.layout().unsqueeze(a)), (i, g) -> g.squeeze(a), x);
    }

    /** Without an axis, whose length must be 1. */
    default Tensor squeeze(int axis) {
        Tensor x = self();
        int a = Check.axis("squeeze", axis, x.rank());
        Check.sameLength("squeeze", "the length of axis " + axis + " and 1", x.size(a), 1);
        return Tensor.result("squeeze", x.view().with(x.layout().select(a, 0)), (i, g) -> g.unsqueeze(a), x);
    }

    /** Repeated along new axes and axes of length 1, without copying. */
    default Tensor broadcastTo(int... shape) {
        Tensor x = self();
        if (x.layout().hasShape(shape)) {
            return x;
        }
        Check.shape("broadcastTo", shape);
        View wide = x.view().broadcast(shape.clone());
        return Tensor.result("broadcastTo", wide, (i, g) -> Pointwise.sumTo(g, fit(x, g)).reshape(x.shape()), x);
    }

    /** Elements from (inclusive) to (exclusive) of an axis; negative bounds count from the end. */
    default Tensor slice(int axis, int from, int to) {
        return slice(axis, from, to, 1);
    }

    /** Every step-th element of an axis, a step of 1 or more. */
    default Tensor slice(int axis, int from, int to, int step) {
        Tensor x = self();
        int a = Check.axis("slice", axis, x.rank());
        int n = x.size(a);
        int lo = from < 0 ? from + n : from;
        int hi = to < 0 ? to + n : to;
        if (lo < 0 || hi > n || lo > hi || step < 1) {
            throw new IllegalArgumentException("slice: " + from + " to " + to + " by " + step + " of an axis of length " + n
                    + "; wants 0 <= from <= to <= length and a step of 1 or more");
        }
        int count = (hi - lo + step - 1) / step;
        return Embedding.take(x, l -> l.slice(a, lo, count, step));
    }

    /** One index of an axis, which disappears; a negative index counts from the end. */
    default Tensor select(int axis, int index) {
        Tensor x = self();
        int a = Check.axis("select", axis, x.rank());
        int at = Check.index("select", index, x.size(a));
        return Embedding.take(x, l -> l.select(a, at));
    }

    /** An axis in reverse order. */
    default Tensor flip(int axis) {
        Tensor x = self();
        int a = Check.axis("flip", axis, x.rank());
        int n = x.size(a);
        Layout l = n == 0 ? x.layout() : x.layout().slice(a, n - 1, n, -1);
        return Tensor.result("flip", x.view().with(l), (i, g) -> g.flip(a), x);
    }

    /** Tensors joined along an axis, all other lengths equal; types promote. */
    static Tensor concat(int axis, Tensor... parts) {
        return Embedding.concat(axis, parts);
    }

    /** Tensors of one shape joined along a new axis. */
    static Tensor stack(int axis, Tensor... parts) {
        Tensor[] wide = new Tensor[parts.length];
        for (int i = 0; i < parts.length; i++) {
            wide[i] = parts[i].unsqueeze(axis);
        }
        return Embedding.concat(axis, wide);
    }

    /** Ones where x has length 1 or no axis, else the length of g: what a broadcast gradient is summed to. */
    private static int[] fit(Tensor x, Tensor g) {
        int[] shape = new int[g.rank()];
        Arrays.fill(shape, 1);
        System.arraycopy(x.shape(), 0, shape, g.rank() - x.rank(), x.rank());
        return shape;
    }

    /** float32 of bool, for products with numbers. */
    default Tensor toFloat() {
        return self().to(DType.FLOAT32);
    }
}
