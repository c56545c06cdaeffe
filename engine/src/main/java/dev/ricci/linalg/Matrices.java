package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/** Shapes and parts of matrices, and the call of a device's factorisation. */
final class Matrices {
    private Matrices() {}

    static int rows(Tensor a) {
        return a.size(-2);
    }

    static int columns(Tensor a) {
        return a.size(-1);
    }

    static int least(Tensor a) {
        return Math.min(rows(a), columns(a));
    }

    /** The lengths of the leading axes. */
    static int[] batch(Tensor a) {
        return Arrays.copyOf(a.shape(), a.rank() - 2);
    }

    static int[] shape(int[] batch, int... last) {
        int[] all = Arrays.copyOf(batch, batch.length + last.length);
        System.arraycopy(last, 0, all, batch.length, last.length);
        return all;
    }

    /** The outputs of a factorisation. */
    static Tensor[] factor(Factorisation kind, Tensor a) {
        Backend device = a.backend();
        int[][] last = kind.shapes(rows(a), columns(a));
        View[] out = new View[last.length];
        Tensor[] made = new Tensor[last.length];
        for (int i = 0; i < last.length; i++) {
            out[i] = device.allocate(kind.dtype(i, a.dtype()), shape(batch(a), last[i]));
            made[i] = Tensor.of(out[i]);
        }
        if (Arrays.stream(out).anyMatch(v -> v.size() > 0)) {
            device.factor(kind, out, a.view());
        }
        return made;
    }

    /** The diagonal as a view, [.., min(m, n)]; gradients pass. */
    static Tensor diagonal(Tensor a) {
        Layout l = a.view().layout();
        int r = l.rank();
        int[] shape = shape(batch(a), least(a));
        long[] strides = Arrays.copyOf(l.strides(), r - 1);
        strides[r - 2] = l.stride(r - 2) + l.stride(r - 1);
        return Tensor.result("diagonal", a.view().with(new Layout(shape, strides, l.offset())),
                (i, g) -> Triangles.diagonal(g, rows(a), columns(a)), a);
    }

    /** The Euclidean length along axes, which is beyond the type's range only where its value is. */
    static Tensor length(Tensor a, int... axes) {
        if (a.size() == 0) {
            return a.norm(axes);
        }
        Tensor largest = a.detach().abs().maxKeeping(axes);
        Tensor unit = Tensor.map(X.equal(of(0)).select(of(1), X), largest);
        Tensor squares = a.div(unit).square().sum(axes);
        return Tensor.map(X.equal(of(0)).select(of(0), X.sqrt()), squares).mul(unit.sum(axes)); // of zeros the gradient is 0
    }

    /** Columns times values: [.., m, k] by [.., k]. */
    static Tensor scaleColumns(Tensor a, Tensor values) {
        return a.mul(values.unsqueeze(-2));
    }

    /** Rows times values: [.., k, n] by [.., k]. */
    static Tensor scaleRows(Tensor a, Tensor values) {
        return a.mul(values.unsqueeze(-1));
    }
}
