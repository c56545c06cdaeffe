package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Tensors cut in parts, given borders, and repeated. ({@link Shaping#concat} and {@link Shaping#stack} join them.) */
public sealed interface Joining permits Tensor {
    Tensor self();

    /** Parts of the given lengths along an axis, one after the other; together they are as long as the axis. Views. */
    default Tensor[] split(int axis, int... sizes) {
        Tensor x = self();
        int a = Check.axis("split", axis, x.rank());
        long sum = 0;
        for (int s : sizes) {
            sum = s < 0 || sum < 0 ? -1 : sum + s;
        }
        if (sum != x.size(a)) {
            throw new IllegalArgumentException("split: sizes are 0 or more and add up to the length of the axis, " + x.size(a) + ", got "
                    + Arrays.toString(sizes));
        }
        Tensor[] parts = new Tensor[sizes.length];
        int from = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = x.slice(a, from, from + sizes[i]);
            from += sizes[i];
        }
        return parts;
    }

    /**
     * At most so many parts of equal length along an axis, as PyTorch has them: all are as long as the axis divided by parts, rounded up,
     * but for the last one, which takes what is left. Views.
     */
    default Tensor[] chunk(int axis, int parts) {
        Tensor x = self();
        int a = Check.axis("chunk", axis, x.rank());
        if (parts < 1) {
            throw new IllegalArgumentException("chunk: 1 part or more, got " + parts);
        }
        int n = x.size(a);
        int size = (int) (((long) n + parts - 1) / parts);
        int[] sizes = new int[size == 0 ? 1 : (int) (((long) n + size - 1) / size)];
        Arrays.fill(sizes, size);
        sizes[sizes.length - 1] = n - (sizes.length - 1) * size;
        return x.split(a, sizes);
    }

    /** With borders of one value: so many elements before and after those of each axis. Their gradient is dropped. */
    default Tensor pad(int[] before, int[] after, double value) {
        return Padding.of("pad", self(), before, after).constant(value);
    }

    /** With borders in which the elements come back as from a mirror on the first and last one; shorter than the axis. */
    default Tensor padReflect(int[] before, int[] after) {
        return Padding.of("padReflect", self(), before, after).mirrored();
    }

    /** With borders that repeat the first and the last element of each axis. */
    default Tensor padReplicate(int[] before, int[] after) {
        return Padding.of("padReplicate", self(), before, after).replicated();
    }

    /** The whole, so many times along each axis; counts stand for the last axes, further counts make new ones (NumPy's tile). */
    default Tensor tile(int... counts) {
        Tensor x = self();
        int[] shape = new int[Math.max(x.rank(), counts.length)];
        Arrays.fill(shape, 1);
        System.arraycopy(x.shape(), 0, shape, shape.length - x.rank(), x.rank());
        int[] each = new int[shape.length];
        Arrays.fill(each, 1);
        System.arraycopy(counts, 0, each, each.length - counts.length, counts.length);
        return Repeating.tile(x.reshape(checked("tile", shape)), each);
    }

    /** Each element of an axis count times, one after the other (NumPy's repeat, PyTorch's repeat_interleave). */
    default Tensor repeat(int count, int axis) {
        return Repeating.repeat(self(), count, Check.axis("repeat", axis, self().rank()));
    }

    /** The elements of an axis moved on by shift places, those at its end to its beginning; a negative shift is the other way. */
    default Tensor roll(int shift, int axis) {
        Tensor x = self();
        int a = Check.axis("roll", axis, x.rank());
        int n = x.size(a);
        View out = x.backend().allocate(x.dtype(), x.shape());
        int by = n == 0 ? 0 : Math.floorMod(shift, n);
        if (by > 0) {
            x.backend().map(X, out.with(out.layout().slice(a, 0, by, 1)), x.view().with(x.layout().slice(a, n - by, by, 1)));
        }
        x.backend().map(X, out.with(out.layout().slice(a, by, n - by, 1)), x.view().with(x.layout().slice(a, 0, n - by, 1)));
        return Tensor.result("roll", out, (i, g) -> g.roll(-by, a), x);
    }

    private static int[] checked(String op, int... shape) {
        Check.shape(op, shape);
        return shape;
    }
}
