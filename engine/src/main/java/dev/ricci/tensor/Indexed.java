package dev.ricci.tensor;

import dev.ricci.backend.Layout;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A tensor whose axes have numbers below 63, each another: the index that runs along them. */
record Indexed(Tensor tensor, int... axes) {
    long set() {
        long set = 0;
        for (int a : axes) {
            set |= 1L << a;
        }
        return set;
    }

    /** The length of the axis of a number. */
    int size(int axis) {
        return tensor.size(at(axis));
    }

    private int at(int axis) {
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] == axis) {
                return i;
            }
        }
        throw new AssertionError("no axis " + axis + " in " + Arrays.toString(axes));
    }

    /** The numbers in a set, in the order in which memory is walked with the longest steps first. */
    int[] inMemoryOrder(long set) {
        Layout l = tensor.layout();
        return Arrays.stream(axes).filter(a -> (set >> a & 1) != 0).boxed()
                .sorted((a, b) -> Long.compare(Math.abs(l.stride(at(b))), Math.abs(l.stride(at(a))))).mapToInt(a -> a).toArray();
    }

    /** A view with the axes in an order. */
    Tensor inOrder(int... order) {
        if (Arrays.equals(order, axes)) {
            return tensor;
        }
        return tensor.permute(Arrays.stream(order).map(this::at).toArray());
    }

    /** A view with the axes in an order that has others among them, of length 1 here: ready to broadcast. */
    Tensor among(int... order) {
        int[] own = Arrays.stream(order).filter(a -> (set() >> a & 1) != 0).toArray();
        return inOrder(own).reshape(Arrays.stream(order).map(a -> (set() >> a & 1) != 0 ? size(a) : 1).toArray());
    }

    /** How many elements are copied by {@link #grouped}: none where strides can say it. */
    long copied(int[]... groups) {
        int[] order = joined(groups);
        Layout l = tensor.layout().permute(Arrays.stream(order).map(this::at).toArray());
        return l.reshape(merged(groups)) == null ? l.size() : 0;
    }

    /** With each group of axes made one, but those of the first group, which stay apart. */
    Tensor grouped(int[]... groups) {
        return inOrder(joined(groups)).reshape(merged(groups));
    }

    private int[] merged(int[]... groups) {
        int apart = groups[0].length;
        int[] shape = new int[apart + groups.length - 1];
        for (int i = 0; i < apart; i++) {
            shape[i] = size(groups[0][i]);
        }
        for (int g = 1; g < groups.length; g++) {
            long n = 1;
            for (int a : groups[g]) {
                n *= size(a);
            }
            shape[apart + g - 1] = Contraction.length(n);
        }
        return shape;
    }

    static int[] joined(int[]... groups) {
        return Arrays.stream(groups).flatMapToInt(Arrays::stream).toArray();
    }

    /** The shape of these axes, in order. */
    int[] sizes(int... order) {
        return IntStream.of(order).map(this::size).toArray();
    }
}
