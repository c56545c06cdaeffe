package dev.ricci.tensor;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The sum of products over chosen axes of two tensors. */
final class Tensordot {
    private Tensordot() {}

    static Tensor of(Tensor a, Tensor b, int count) {
        int most = Math.min(a.rank(), b.rank());
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("tensordot: the last " + count + " axes of shape " + Arrays.toString(a.shape())
                    + " with the first " + count + " of " + Arrays.toString(b.shape()) + "; 0 to " + most + " axes");
        }
        int first = a.rank() - count;
        return of(a, b, IntStream.range(first, first + count).toArray(), IntStream.range(0, count).toArray());
    }

    static Tensor of(Tensor a, Tensor b, int[] axes, int[] axesOfB) {
        int[] numbersOfA = IntStream.range(0, a.rank()).toArray();
        int[] numbersOfB = numbers(a, b, axes, axesOfB);
        Check.sameDevice("tensordot", a.backend(), b.backend());
        DType dtype = Contraction.type("tensordot", a, b);
        int[] result = IntStream.concat(
                Arrays.stream(numbersOfA).filter(n -> Arrays.stream(numbersOfB).noneMatch(m -> m == n)),
                Arrays.stream(numbersOfB).filter(n -> n >= a.rank())).toArray();
        Check.shape("tensordot", Arrays.stream(result).map(n -> n < a.rank() ? a.size(n) : b.size(n - a.rank())).toArray());
        Indexed first = new Indexed(a.to(dtype), numbersOfA);
        Indexed second = new Indexed(b.to(dtype), numbersOfB);
        long kept = 0;
        for (int n : result) {
            kept |= 1L << n;
        }
        return Contraction.of(first, second, kept).inOrder(result);
    }

    /** The axes of b: with the number of the axis of a where one meets it, else numbers of their own. */
    private static int[] numbers(Tensor a, Tensor b, int[] axes, int[] axesOfB) {
        if (axes.length != axesOfB.length) {
            throw new IllegalArgumentException("tensordot: axes " + Arrays.toString(axes) + " of the first with axes "
                    + Arrays.toString(axesOfB) + " of the second; as many of each");
        }
        int[] numbers = IntStream.range(a.rank(), a.rank() + b.rank()).toArray();
        boolean[] taken = new boolean[a.rank()];
        for (int i = 0; i < axes.length; i++) {
            int p = Check.axis("tensordot", axes[i], a.rank());
            int q = Check.axis("tensordot", axesOfB[i], b.rank());
            if (taken[p] || numbers[q] < a.rank()) {
                throw new IllegalArgumentException("tensordot: an axis is named twice in " + Arrays.toString(taken[p] ? axes : axesOfB));
            }
            Check.sameLength("tensordot", "the lengths of axis " + axes[i] + " of " + Arrays.toString(a.shape()) + " and axis "
                    + axesOfB[i] + " of " + Arrays.toString(b.shape()), a.size(p), b.size(q));
            taken[p] = true;
            numbers[q] = p;
        }
        return numbers;
    }
}
