package dev.ricci.backend;

import java.util.Arrays;

/**
 * Shape, strides and offset of a view, in elements, immutable. A stride of 0 repeats one element along its axis.
 *
 * <p>Axes are counted from 0; methods that take an axis expect it to have been checked ({@link Check#axis}).
 */
public final class Layout {
    private final int[] shape;
    private final long[] strides;
    private final long offset;
    private final long size;

    /** Takes the arrays over without copying: the caller gives them up. */
    public Layout(int[] shape, long[] strides, long offset) {
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        long n = 1;
        for (int d : shape) {
            n *= d;
        }
        this.size = n;
    }

    /** Row-major without gaps, from element 0. Takes the array over. */
    public static Layout dense(int... shape) {
        long[] strides = new long[shape.length];
        long n = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = n;
            n *= shape[i];
        }
        return new Layout(shape, strides, 0);
    }

    public int rank() {
        return shape.length;
    }

    public int size(int axis) {
        return shape[axis];
    }

    public long stride(int axis) {
        return strides[axis];
    }

    public long offset() {
        return offset;
    }

    /** The number of elements, repeated ones counted each time. */
    public long size() {
        return size;
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** A copy of the strides. */
    public long[] strides() {
        return strides.clone();
    }

    public boolean hasShape(int[] other) {
        return Arrays.equals(shape, other);
    }

    public boolean sameShape(Layout other) {
        return Arrays.equals(shape, other.shape);
    }

    /** Whether the elements stand row-major without gaps or repetition; the offset may be anything. */
    public boolean isDense() {
        long n = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != n) {
                return size == 0;
            }
            n *= shape[i];
        }
        return true;
    }

    /** Whether all elements are one, repeated. */
    public boolean repeatsOne() {
        for (int i = 0; i < shape.length; i++) {
            if (strides[i] != 0 && shape[i] != 1) {
                return false;
            }
        }
        return true;
    }

    /** The element position of the one at these indices. */
    public long at(int... index) {
        long p = offset;
        for (int i = 0; i < index.length; i++) {
            p += index[i] * strides[i];
        }
        return p;
    }

    /** Axes in a new order: axis i of the result is axis {@code order[i]} of this. */
    public Layout permute(int... order) {
        int[] d = new int[order.length];
        long[] s = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            d[i] = shape[order[i]];
            s[i] = strides[order[i]];
        }
        return new Layout(d, s, offset);
    }

    /** The last two axes exchanged. */
    public Layout transpose() {
        int r = shape.length;
        int[] d = shape.clone();
        long[] s = strides.clone();
        d[r - 1] = shape[r - 2];
        d[r - 2] = shape[r - 1];
        s[r - 1] = strides[r - 2];
        s[r - 2] = strides[r - 1];
        return new Layout(d, s, offset);
    }

    /** Every step-th element of one axis, count of them, the first at from. The step may be negative. */
    public Layout slice(int axis, int from, int count, int step) {
        int[] d = shape.clone();
        long[] s = strides.clone();
        d[axis] = count;
        s[axis] = strides[axis] * step;
        return new Layout(d, s, count == 0 ? offset : offset + from * strides[axis]);
    }

    /** Without one axis, at one index of it. */
    public Layout select(int axis, int index) {
        return new Layout(without(shape, axis), without(strides, axis), offset + index * strides[axis]);
    }

    /** The elements whose second index is the first plus shift: without both axes, with a new last one along them. */
    public Layout diagonal(int first, int second, int shift) {
        long rows = shape[first] + Math.min(0L, shift);
        long count = Math.max(0, Math.min(rows, shape[second] - Math.max(0L, shift)));
        int[] d = new int[shape.length - 1];
        long[] s = new long[shape.length - 1];
        int k = 0;
        for (int i = 0; i < shape.length; i++) {
            if (i != first && i != second) {
                d[k] = shape[i];
                s[k++] = strides[i];
            }
        }
        d[k] = (int) count;
        s[k] = strides[first] + strides[second];
        long from = shift < 0 ? -(long) shift * strides[first] : shift * strides[second];
        return new Layout(d, s, count == 0 ? offset : offset + from);
    }

    /** Windows of an axis, count of them, each step further than the one before; a new last axis goes through the size of each. */
    public Layout windows(int axis, int from, int count, int size, int step) {
        int[] d = Arrays.copyOf(shape, shape.length + 1);
        long[] s = Arrays.copyOf(strides, shape.length + 1);
        d[shape.length] = size;
        s[shape.length] = strides[axis];
        d[axis] = count;
        s[axis] = strides[axis] * step;
        return new Layout(d, s, count == 0 || size == 0 ? offset : offset + from * strides[axis]);
    }

    /** With a new axis of length 1 in front of axis. */
    public Layout unsqueeze(int axis) {
        int[] d = new int[shape.length + 1];
        long[] s = new long[shape.length + 1];
        for (int i = 0; i < d.length; i++) {
            d[i] = i == axis ? 1 : shape[i < axis ? i : i - 1];
            s[i] = i == axis ? 0 : strides[i < axis ? i : i - 1];
        }
        return new Layout(d, s, offset);
    }

    /** Stretched to a larger shape, aligned at the last axis; new axes and stretched axes of length 1 get stride 0. */
    public Layout broadcast(int... to) {
        if (Arrays.equals(shape, to)) {
            return this;
        }
        Check.stretches("broadcast", shape, to);
        long[] s = new long[to.length];
        int shift = to.length - shape.length;
        for (int i = shift; i < to.length; i++) {
            s[i] = shape[i - shift] == 1 && to[i] != 1 ? 0 : strides[i - shift];
        }
        return new Layout(to, s, offset);
    }

    /** The same elements in row-major order under another shape of the same size, or null where strides cannot say that. */
    public Layout reshape(int... to) {
        return isDense() ? new Layout(to, dense(to).strides, offset) : Reshaping.view(this, to);
    }

    private static int[] without(int[] a, int axis) {
        int[] b = Arrays.copyOf(a, a.length - 1);
        System.arraycopy(a, axis + 1, b, axis, b.length - axis);
        return b;
    }

    private static long[] without(long[] a, int axis) {
        long[] b = Arrays.copyOf(a, a.length - 1);
        System.arraycopy(a, axis + 1, b, axis, b.length - axis);
        return b;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Layout l && offset == l.offset && Arrays.equals(shape, l.shape) && Arrays.equals(strides, l.strides);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(strides)) + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return Arrays.toString(shape) + " strides " + Arrays.toString(strides) + " offset " + offset;
    }
}
