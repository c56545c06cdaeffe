package dev.ricci.tensor;

import static dev.ricci.formula.Formula.X;

import dev.ricci.backend.Check;
import dev.ricci.backend.View;
import java.util.Arrays;

/**
 * Copies made of axes that are stretched and then joined with their neighbours: so gradients are sums over reshaped axes, and come by
 * themselves.
 */
final class Repeating {
    private static final int MOST_COPIES = 4;

    private Repeating() {}

    /** The whole, counts times along each axis. */
    static Tensor tile(Tensor x, int... counts) {
        int[] shape = x.shape();
        int[] last = new int[shape.length];
        int split = 0;
        for (int a = 0; a < shape.length; a++) {
            last[a] = times("tile", shape[a], counts[a]);
            split += counts[a] == 1 ? 0 : 1;
        }
        Check.shape("tile", last);
        if (shape.length + split <= Check.MOST_AXES) {
            return tile(x, counts, last, split);
        }
        int[] behind = counts.clone(); // those in front wait for a second turn: then the copies of this one are small
        for (int a = 0; shape.length + split > Check.MOST_AXES; a++) {
            split -= counts[a] == 1 ? 0 : 1;
            behind[a] = 1;
        }
        if (split == 0) { // 8 axes: the last one alone, all others as one
            return one(x, counts);
        }
        int[] front = counts.clone();
        for (int a = 0; a < front.length; a++) {
            front[a] = behind[a] == 1 ? counts[a] : 1;
        }
        return tile(tile(x, behind), front);
    }

    private static Tensor tile(Tensor x, int[] counts, int[] result, int split) {
        int[] apart = new int[result.length + split];
        int[] wide = new int[apart.length];
        int k = 0;
        for (int a = 0; a < result.length; a++) {
            if (counts[a] != 1) {
                apart[k] = 1;
                wide[k++] = counts[a];
            }
            apart[k] = x.size(a);
            wide[k++] = x.size(a);
        }
        return x.reshape(apart).broadcastTo(wide).copy().reshape(result);
    }

    /** Along the last axis of those with a count, and then along the others. */
    private static Tensor one(Tensor x, int[] counts) {
        Tensor y = x;
        for (int a = counts.length - 1; a >= 0; a--) {
            if (counts[a] != 1) {
                int[] shape = y.shape();
                int outer = product("tile", shape, 0, a);
                int inner = product("tile", shape, a, shape.length);
                shape[a] *= counts[a];
                y = y.reshape(outer, 1, inner).broadcastTo(outer, counts[a], inner).copy().reshape(shape);
            }
        }
        return y;
    }

    /** Each element of an axis, count times. */
    static Tensor repeat(Tensor x, int count, int axis) {
        int[] shape = x.shape();
        shape[axis] = times("repeat", shape[axis], count);
        Check.shape("repeat", shape);
        if (count <= MOST_COPIES && count > 1 && axis == x.rank() - 1 && x.size() > 0) {
            return copies(x, count, shape);
        }
        if (x.rank() < Check.MOST_AXES) {
            int[] wide = Arrays.copyOf(x.shape(), shape.length + 1);
            System.arraycopy(wide, axis + 1, wide, axis + 2, shape.length - axis - 1);
            wide[axis + 1] = count;
            return x.unsqueeze(axis + 1).broadcastTo(wide).copy().reshape(shape);
        }
        int outer = product("repeat", x.shape(), 0, axis + 1);
        int inner = product("repeat", x.shape(), axis + 1, shape.length);
        return x.reshape(outer, 1, inner).broadcastTo(outer, count, inner).copy().reshape(shape);
    }

    /** Along the last axis: first all first copies, then all second ones, since runs of a few equal elements are slow to write. */
    private static Tensor copies(Tensor x, int count, int[] shape) {
        int last = shape.length - 1;
        View out = x.backend().allocate(x.dtype(), shape);
        for (int k = 0; k < count; k++) {
            x.backend().map(X, out.with(out.layout().slice(last, k, x.size(last), count)), x.view());
        }
        int[] ones = x.shape();
        return Tensor.result("repeat", out, (i, g) -> sums(g, count, ones), x);
    }

    /** Each count neighbours along the last axis made one. */
    private static Tensor sums(Tensor g, int count, int[] shape) {
        Tensor sum = g.slice(-1, 0, Shaping.END, count);
        for (int k = 1; k < count; k++) {
            sum = sum.add(g.slice(-1, k, Shaping.END, count));
        }
        return sum.reshape(shape);
    }

    private static int times(String op, int length, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(op + ": counts are 0 or more, got " + count);
        }
        return Check.length(op, (long) length * count);
    }

    /** The product of the axes from one to another, which an axis of its own must hold. */
    private static int product(String op, int[] shape, int from, int to) {
        long n = 1;
        for (int a = from; a < to; a++) {
            n = Check.length(op, n * shape[a]);
        }
        return (int) n;
    }
}
