package dev.ricci.tensor;

import dev.ricci.backend.Layout;
import java.util.Arrays;

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
        int[] order = new int[axes.length];
        long[] steps = new long[axes.length];
        int n = 0;
        for (int a = 0; a < axes.length; a++) {
            if ((set >> axes[a] & 1) == 0) {
                continue;
            }
            long step = Math.abs(l.stride(a));
            int k = n++;
            for (; k > 0 && steps[k - 1] < step; k--) {
                order[k] = order[k - 1];
                steps[k] = steps[k - 1];
            }
            order[k] = axes[a];
            steps[k] = step;
        }
        return Arrays.copyOf(order, n);
    }

    private int[] places(int... order) {
        int[] places = new int[order.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = at(order[i]);
        }
        return places;
    }

    /** A view with the axes in an order. */
    Tensor inOrder(int... order) {
        return Arrays.equals(order, axes) ? tensor : tensor.permute(places(order));
    }

    /** A view with the axes in an order that has others among them, of length 1 here: ready to broadcast. */
    Tensor among(int... order) {
        long set = set();
        int[] own = new int[axes.length];
        int[] shape = new int[order.length];
        int n = 0;
        for (int i = 0; i < order.length; i++) {
            boolean mine = (set >> order[i] & 1) != 0;
            shape[i] = mine ? size(order[i]) : 1;
            if (mine) {
                own[n++] = order[i];
            }
        }
        return inOrder(own).reshape(shape);
    }

    /** How many elements are copied by {@link #grouped}: none where strides can say it. */
    long copied(int[]... groups) {
        Layout l = tensor.layout().permute(places(joined(groups)));
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
        int n = 0;
        for (int[] g : groups) {
            n += g.length;
        }
        int[] all = new int[n];
        n = 0;
        for (int[] g : groups) {
            System.arraycopy(g, 0, all, n, g.length);
            n += g.length;
        }
        return all;
    }

    /** The shape of these axes, in order. */
    int[] sizes(int... order) {
        int[] sizes = new int[order.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(order[i]);
        }
        return sizes;
    }
}
