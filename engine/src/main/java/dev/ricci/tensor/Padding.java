package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import java.util.Arrays;

/**
 * A tensor with borders. Its elements are written first; then, axis by axis, the borders along that axis, which are as long as what is
 * written on the axes before: so every element of the result is written once, and corners need no care.
 */
final class Padding {
    private final String op;
    private final Tensor x;
    private final int[] before;
    private final int[] after;
    private final int[] shape;

    private Padding(String op, Tensor x, int[] before, int[] after, int[] shape) {
        this.op = op;
        this.x = x;
        this.before = before;
        this.after = after;
        this.shape = shape;
    }

    static Padding of(String op, Tensor x, int[] before, int[] after) {
        if (before.length != x.rank() || after.length != x.rank()) {
            throw new IllegalArgumentException(op + ": one length for each of the " + x.rank() + " axes before and one after, got "
                    + Arrays.toString(before) + " and " + Arrays.toString(after));
        }
        int[] shape = x.shape();
        for (int a = 0; a < shape.length; a++) {
            if (before[a] < 0 || after[a] < 0) {
                throw new IllegalArgumentException(op + ": borders have 0 elements or more, got " + Arrays.toString(before) + " and "
                        + Arrays.toString(after) + "; cut by slice");
            }
            shape[a] = Check.length(op, (long) before[a] + shape[a] + after[a]);
        }
        Check.shape(op, shape);
        return new Padding(op, x, before.clone(), after.clone(), shape);
    }

    Tensor constant(double value) {
        View out = inside();
        Formula f = Formula.of(value);
        for (int a = 0; a < shape.length; a++) {
            Layout l = written(out, a);
            fill(f, out.with(l.slice(a, 0, before[a], 1)));
            fill(f, out.with(l.slice(a, shape[a] - after[a], after[a], 1)));
        }
        return Tensor.result(op, out, (i, g) -> Embedding.take(op, g, l -> inside(l, 0)), x);
    }

    Tensor mirrored() {
        for (int a = 0; a < shape.length; a++) {
            if (Math.max(before[a], after[a]) > Math.max(0, x.size(a) - 1)) {
                throw wrong("shorter than the axis, since they leave out the element on the mirror");
            }
        }
        View out = inside();
        for (int a = 0; a < shape.length; a++) {
            Layout l = written(out, a);
            int last = shape[a] - after[a] - 1;
            copy(out, l.slice(a, 0, before[a], 1), l.slice(a, 2 * before[a], before[a], -1));
            copy(out, l.slice(a, last + 1, after[a], 1), l.slice(a, last - 1, after[a], -1));
        }
        return Tensor.result(op, out, (i, g) -> fold(g, true), x);
    }

    Tensor replicated() {
        for (int a = 0; a < shape.length; a++) {
            if (x.size(a) == 0 && shape[a] > 0) {
                throw wrong("of axes that have elements");
            }
        }
        View out = inside();
        for (int a = 0; a < shape.length; a++) {
            Layout l = written(out, a);
            int last = shape[a] - after[a] - 1;
            copy(out, l.slice(a, 0, before[a], 1), l.slice(a, before[a], before[a], 0));
            copy(out, l.slice(a, last + 1, after[a], 1), l.slice(a, last, after[a], 0));
        }
        return Tensor.result(op, out, (i, g) -> fold(g, false), x);
    }

    /** The gradient: borders go back to the elements that they are copies of, the last axis first. */
    private Tensor fold(Tensor g, boolean mirrored) {
        Tensor sum = g;
        for (int a = shape.length - 1; a >= 0; a--) {
            int axis = a;
            int n = x.size(a);
            int b = before[a];
            int c = after[a];
            if (b == 0 && c == 0) {
                continue;
            }
            Tensor middle = sum.slice(a, b, b + n);
            Tensor low = sum.slice(a, 0, b);
            Tensor high = sum.slice(a, b + n, b + n + c);
            int[] whole = middle.shape();
            if (b > 0) {
                Tensor back = mirrored ? low.flip(a) : low.sumKeeping(a);
                middle = middle.add(Embedding.put(back, whole, l -> l.slice(axis, mirrored ? 1 : 0, mirrored ? b : 1, 1)));
            }
            if (c > 0) {
                Tensor back = mirrored ? high.flip(a) : high.sumKeeping(a);
                middle = middle.add(Embedding.put(back, whole, l -> l.slice(axis, mirrored ? n - 1 - c : n - 1, mirrored ? c : 1, 1)));
            }
            sum = middle;
        }
        return sum;
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException(op + ": borders are " + wanted + "; got " + Arrays.toString(before) + " and "
                + Arrays.toString(after) + " for shape " + Arrays.toString(x.shape()));
    }

    private View inside() {
        View out = x.backend().allocate(x.dtype(), shape.clone());
        x.backend().map(X, out.with(inside(out.layout(), 0)), x.view());
        return out;
    }

    /** Without the borders on the axes from one on. */
    private Layout inside(Layout l, int from) {
        Layout in = l;
        for (int a = from; a < shape.length; a++) {
            in = in.slice(a, before[a], shape[a] - before[a] - after[a], 1);
        }
        return in;
    }

    private Layout written(View out, int axis) {
        return inside(out.layout(), axis + 1);
    }

    private void fill(Formula f, View part) {
        if (part.size() > 0) {
            x.backend().map(f, part);
        }
    }

    private void copy(View out, Layout to, Layout from) {
        Backend b = x.backend();
        if (to.size() > 0) {
            b.map(X, out.with(to), out.with(from));
        }
    }
}
