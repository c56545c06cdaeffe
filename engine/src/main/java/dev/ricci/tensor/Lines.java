package dev.ricci.tensor;

import dev.ricci.backend.Check;
import java.util.Arrays;

/** What is reduced together as lines along one last axis, and the way back. */
record Lines(Tensor tensor, int[] order, int[] permuted) {
    static Lines of(String op, Tensor x, int... axes) {
        boolean[] reduced = Axes.named(op, x.rank(), axes);
        int[] order = new int[reduced.length];
        int k = 0;
        for (int turn = 0; turn < 2; turn++) {
            for (int a = 0; a < order.length; a++) {
                if (reduced[a] == (turn == 1)) {
                    order[k++] = a;
                }
            }
        }
        Tensor moved = x.permute(order);
        int[] shape = moved.shape();
        int kept = 0;
        for (boolean r : reduced) {
            kept += r ? 0 : 1;
        }
        long length = 1;
        for (int a = kept; a < shape.length; a++) {
            length *= shape[a];
        }
        int[] lines = Arrays.copyOf(shape, kept + 1);
        lines[kept] = Check.length(op, length);
        return new Lines(moved.reshape(lines), order, shape);
    }

    /** The length of each. */
    int length() {
        return tensor.size(-1);
    }

    /** How many lines there are. */
    int count() {
        long n = 1;
        for (int a = 0; a < tensor.rank() - 1; a++) {
            n = Check.length("reduction (lines)", n * tensor.size(a));
        }
        return (int) n;
    }

    /** A tensor like the lines in the shape of what they were made from. */
    Tensor back(Tensor lines) {
        int[] inverse = new int[order.length];
        for (int a = 0; a < order.length; a++) {
            inverse[order[a]] = a;
        }
        return lines.reshape(permuted).permute(inverse);
    }
}
