package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Windows that move along an axis, and elements of windows added up where they came from: each is the other's gradient. */
final class Windows {
    private Windows() {}

    static Tensor unfold(Tensor x, int axis, int size, int step) {
        int n = x.size(axis);
        if (size < 1 || size > n || step < 1) {
            throw new IllegalArgumentException("unfold: windows of " + size + " elements, " + step + " apart, of an axis of length " + n
                    + "; wants a size from 1 to the length and a step of 1 or more");
        }
        if (x.rank() == Check.MOST_AXES) {
            Check.mostAxes("unfold", Arrays.copyOf(x.shape(), x.rank() + 1));
        }
        int[] shape = x.shape();
        View windows = x.view().with(x.layout().windows(axis, 0, (n - size) / step + 1, size, step));
        return Tensor.result("unfold", windows, (i, g) -> fold(g, axis, step, shape), x);
    }

    /**
     * Zeros of a shape plus every window where it came from. Windows are cut into pieces as long as a step: all first pieces lie apart, so
     * one addition takes them all, and so on with the second ones.
     */
    private static Tensor fold(Tensor windows, int axis, int step, int[] shape) {
        Backend b = windows.backend();
        int last = windows.rank() - 1;
        int size = windows.size(last);
        int count = windows.size(axis);
        View out = b.allocate(windows.dtype(), shape);
        b.map(of(0), out);
        for (int from = 0; from < size; from += step) {
            int width = Math.min(step, size - from);
            View to = out.with(out.layout().windows(axis, from, count, width, step));
            b.map(X.add(Y), to, to, windows.view().with(windows.layout().slice(last, from, width, 1)));
            if (size - from <= step) {
                break; // from + step may be more than an int holds
            }
        }
        return Tensor.result("fold", out, (i, g) -> unfold(g, axis, size, step), windows);
    }
}
