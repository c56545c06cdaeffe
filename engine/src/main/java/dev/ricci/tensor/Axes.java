package dev.ricci.tensor;

import dev.ricci.backend.Check;
import java.util.Arrays;

/** Shapes after a reduction over axes; no axes mean all. */
final class Axes {
    private Axes() {}

    /** Which axes are named, each once; no names mean all. */
    static boolean[] named(String op, int rank, int... axes) {
        boolean[] named = new boolean[rank];
        Arrays.fill(named, axes.length == 0);
        for (int a : axes) {
            int i = Check.axis(op, a, rank);
            if (named[i]) {
                throw new IllegalArgumentException(op + ": axis " + a + " is named twice in " + Arrays.toString(axes));
            }
            named[i] = true;
        }
        return named;
    }

    /** The shape with the reduced axes of length 1. */
    static int[] kept(String op, int[] shape, int... axes) {
        int[] kept = shape.clone();
        if (axes.length == 0) {
            Arrays.fill(kept, 1);
        }
        for (int a : axes) {
            kept[Check.axis(op, a, shape.length)] = 1;
        }
        return kept;
    }

    /** The shape without the reduced axes. */
    static int[] dropped(String op, int[] shape, int... axes) {
        if (axes.length == 0) {
            return new int[0];
        }
        boolean[] gone = named(op, shape.length, axes);
        int left = shape.length - axes.length;
        int[] out = new int[left];
        int k = 0;
        for (int i = 0; i < shape.length; i++) {
            if (!gone[i]) {
                out[k++] = shape[i];
            }
        }
        return out;
    }
}
