package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import java.util.function.UnaryOperator;

/** Parts of a tensor, and tensors put together from parts: each is the other's gradient. */
final class Embedding {
    private Embedding() {}

    /** The part of x that a layout picks; its gradient is put back among zeros. */
    static Tensor take(String op, Tensor x, UnaryOperator<Layout> pick) {
        return Tensor.result(op, x.view().with(pick.apply(x.layout())), (i, g) -> put(g, x.shape(), pick), x);
    }

    static Tensor take(Tensor x, UnaryOperator<Layout> pick) {
        return take("slice", x, pick);
    }

    /** Zeros of a shape with part at the picked places, which are all different. */
    static Tensor put(Tensor part, int[] shape, UnaryOperator<Layout> pick) {
        Backend b = part.backend();
        View out = b.allocate(part.dtype(), shape);
        b.map(of(0), out);
        b.map(X, out.with(pick.apply(out.layout())), part.view());
        return Tensor.result("put", out, (i, g) -> take("put", g, pick), part);
    }

    static Tensor concat(int axis, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("concat: at least one tensor");
        }
        int a = Check.axis("concat", axis, parts[0].rank());
        int[] shape = joined(a, parts);
        DType dtype = DType.BOOL;
        for (Tensor t : parts) {
            dtype = dtype.promote(t.dtype());
        }
        Backend b = parts[0].backend();
        View out = b.allocate(dtype, shape);
        int[] from = new int[parts.length + 1];
        for (int i = 0; i < parts.length; i++) {
            Check.sameDevice("concat", b, parts[i].backend());
            from[i + 1] = from[i] + parts[i].size(a);
            b.map(X, out.with(out.layout().slice(a, from[i], parts[i].size(a), 1)), parts[i].view());
        }
        return Tensor.result("concat", out, (i, g) -> g.slice(a, from[i], from[i + 1]).to(parts[i].dtype()), parts);
    }

    private static int[] joined(int axis, Tensor... parts) {
        int[] shape = parts[0].shape();
        long length = 0;
        for (Tensor t : parts) {
            int[] other = t.shape();
            if (other.length == shape.length) {
                length += other[axis];
                other[axis] = shape[axis];
            }
            Check.sameShape("concat (but for axis " + axis + ")", shape, other);
        }
        shape[axis] = Check.length("concat", length);
        return shape;
    }
}
