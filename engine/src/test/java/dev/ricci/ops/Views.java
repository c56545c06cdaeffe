package dev.ricci.ops;

import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** The same numbers behind other strides and offsets. */
final class Views {
    static final List<Function<Tensor, Tensor>> SAME_NUMBERS = List.of(Views::transposed, Views::sliced, Views::reversed);

    private Views() {}

    /** Stored with the axes in reverse order. */
    private static Tensor transposed(Tensor x) {
        int r = x.rank();
        int[] back = new int[r];
        for (int i = 0; i < r; i++) {
            back[i] = r - 1 - i;
        }
        return x.permute(back).copy().permute(back);
    }

    /** Every second element of a larger tensor, from an offset. */
    private static Tensor sliced(Tensor x) {
        Tensor y = x;
        for (int a = 0; a < x.rank(); a++) {
            Tensor pairs = Shaping.stack(a + 1, y.fullLike(7), y);
            int[] shape = y.shape();
            shape[a] *= 2;
            y = pairs.reshape(shape);
            y = y.slice(a, Math.min(1, shape[a]), shape[a], 2);
        }
        return y;
    }

    /** Stored from the end to the start. */
    private static Tensor reversed(Tensor x) {
        Tensor y = x;
        for (int a = 0; a < x.rank(); a++) {
            y = y.flip(a);
        }
        y = y.copy();
        for (int a = 0; a < x.rank(); a++) {
            y = y.flip(a);
        }
        return y;
    }

    /** The first slice of the first axis repeated along it by stride 0; other numbers, and so to be compared with a copy. */
    static Tensor repeated(Tensor x) {
        return x.rank() == 0 || x.size() == 0 ? x : x.slice(0, 0, 1).broadcastTo(x.shape());
    }
}
