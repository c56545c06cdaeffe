package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Other arrangements of the same elements; views wherever strides can say them. */
public sealed interface Shaping permits Tensor {
    /** As the end of a slice: up to the last element, the last one included. As its start, with a negative step: from the last. */
    int END = Integer.MAX_VALUE;
    /** As the end of a slice with a negative step: down to the first element, the first one included. */
    int BEGINNING = Integer.MIN_VALUE;

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

    /** All elements as a vector, in row-major order. */
    default Tensor flatten() {
        return self().reshape(-1);
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

    /** Two axes exchanged; negative ones count from the end. A view. */
    default Tensor transpose(int a, int b) {
        Tensor x = self();
        int p = Check.axis("transpose", a, x.rank());
        int q = Check.axis("transpose", b, x.rank());
        int[] order = new int[x.rank()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i == p ? q : i == q ? p : i;
        }
        return Tensor.result("transpose", x.view().with(x.layout().permute(order)), (i, g) -> g.transpose(p, q), x);
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
        if (x.rank() == Check.MOST_AXES) {
            Check.mostAxes("unsqueeze", x.layout().unsqueeze(a).shape());
        }
        return Tensor.result("unsqueeze", x.view().with(x.layout().unsqueeze(a)), (i, g) -> g.squeeze(a), x);
    }

    /** Without the named axes, whose lengths must be 1; without all axes of length 1 where none is named. A view. */
    default Tensor squeeze(int... axes) {
        Tensor x = self();
        int[] shape = x.shape();
        boolean[] named = Axes.named("squeeze", shape.length, axes);
        Layout l = x.layout();
        for (int a = shape.length - 1; a >= 0; a--) {
            if (named[a] && axes.length > 0) {
                Check.sameLength("squeeze", "the length of axis " + a + " and 1", shape[a], 1);
            }
            if (named[a] && shape[a] == 1) {
                l = l.select(a, 0);
            }
        }
        return Tensor.result("squeeze", x.view().with(l), (i, g) -> g.reshape(shape), x);
    }

    /** Repeated along new axes and axes of length 1, without copying. */
    default Tensor broadcastTo(int... shape) {
        Tensor x = self();
        if (x.layout().hasShape(shape)) {
            return x;
        }
        Check.shape("broadcastTo", shape);
        Check.stretches("broadcastTo", x.shape(), shape);
        View wide = x.view().broadcast(shape.clone());
        return Tensor.result("broadcastTo", wide, (i, g) -> Pointwise.sumTo(g, fit(x, g)).reshape(x.shape()), x);
    }

    /** Elements from (inclusive) to (exclusive) of an axis; negative bounds count from the end. A view. */
    default Tensor slice(int axis, int from, int to) {
        return slice(axis, from, to, 1);
    }

    /**
     * Every step-th element of an axis from (inclusive) to (exclusive), as NumPy's {@code x[from:to:step]}: a negative step goes
     * backwards, and negative bounds count from the end. A view.
     *
     * <p>To the last element, it included, is to the length or {@link #END}; backwards to the first, it included, is to
     * {@link #BEGINNING} or -length - 1: {@code slice(0, END, BEGINNING, -1)} is what NumPy writes as {@code x[::-1]}. Unlike NumPy's,
     * bounds beyond the axis or in the wrong order are errors.
     */
    default Tensor slice(int axis, int from, int to, int step) {
        Tensor x = self();
        int a = Check.axis("slice", axis, x.rank());
        int n = x.size(a);
        int last = step < 0 ? n - 1 : n;
        int lo = from == END ? last : from < 0 && from != BEGINNING ? from + n : from;
        int hi = to == END ? last : to == BEGINNING && step < 0 ? -1 : to < 0 && to != BEGINNING ? to + n : to;
        int least = last - n;
        boolean inside = lo >= least && lo <= last && hi >= least && hi <= last && (step < 0 ? lo >= hi : lo <= hi);
        if (!inside || step == 0) {
            throw new IllegalArgumentException("slice: " + from + " to " + to + " by " + step + " of an axis of length " + n + "; wants "
                    + (step < 0 ? "length > from >= to >= -1, where to -length - 1 includes the first" : "0 <= from <= to <= length")
                    + " after negative bounds have counted from the end, and a step that is not 0");
        }
        int count = (int) ((Math.abs((long) hi - lo) + Math.abs((long) step) - 1) / Math.abs((long) step));
        return Embedding.take("slice", x, l -> l.slice(a, lo, count, step));
    }

    /** One index of an axis, which disappears; a negative index counts from the end. */
    default Tensor select(int axis, int index) {
        Tensor x = self();
        int a = Check.axis("select", axis, x.rank());
        int at = Check.index("select", index, x.size(a));
        return Embedding.take("select", x, l -> l.select(a, at));
    }

    /** The named axes in reverse order; all where none is named. A view. */
    default Tensor flip(int... axes) {
        Tensor x = self();
        boolean[] named = Axes.named("flip", x.rank(), axes);
        Layout l = x.layout();
        for (int a = 0; a < named.length; a++) {
            if (named[a] && l.size(a) > 0) {
                l = l.slice(a, l.size(a) - 1, l.size(a), -1);
            }
        }
        return Tensor.result("flip", x.view().with(l), (i, g) -> g.flip(axes), x);
    }

    /**
     * The elements whose index along the second axis is that along the first plus offset: without these two axes, with a new last one, as
     * NumPy and PyTorch have it. Empty where the offset leads outside. A view.
     */
    default Tensor diagonal(int offset, int axis1, int axis2) {
        Tensor x = self();
        Check.rank("diagonal", x.shape(), 2, Check.MOST_AXES);
        int a = Check.axis("diagonal", axis1, x.rank());
        int b = Check.axis("diagonal", axis2, x.rank());
        if (a == b) {
            throw new IllegalArgumentException("diagonal: of two different axes, got " + axis1 + " and " + axis2);
        }
        return Embedding.take("diagonal", x, l -> l.diagonal(a, b, offset));
    }

    /** The main diagonal of the matrices in the last two axes. A view. */
    default Tensor diagonal() {
        return diagonal(0, -2, -1);
    }

    /**
     * Windows of an axis, each step elements further than the one before: the axis counts them, and a new last axis of length size goes
     * through each (PyTorch's Tensor.unfold). A view, whose elements are shared where windows overlap.
     */
    default Tensor unfold(int axis, int size, int step) {
        return Windows.unfold(self(), Check.axis("unfold", axis, self().rank()), size, step);
    }

    /** Tensors joined along an axis, all other lengths equal; types promote. */
    static Tensor concat(int axis, Tensor... parts) {
        return Embedding.concat(axis, parts);
    }

    /** Tensors of one shape joined along a new axis. */
    static Tensor stack(int axis, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("stack: at least one tensor");
        }
        Check.axis("stack", axis, parts[0].rank() + 1);
        Tensor[] wide = new Tensor[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Check.sameShape("stack", parts[0].shape(), parts[i].shape());
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
