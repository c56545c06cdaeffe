package dev.ricci.tensor;

import dev.ricci.backend.Layout;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What an einsum does to each operand by itself before any is multiplied. */
final class EinsumOperand {
    private EinsumOperand() {}

    /**
     * Without axes of length 1, walking along the diagonal where a number stands several times, and summed over the axes whose numbers
     * are not kept.
     */
    static Indexed of(Tensor x, int[] numbers, long kept) {
        int[] shape = x.shape();
        int[] place = new int[numbers.length]; // among the axes that stay; -1 for those of length 1
        int[] own = new int[numbers.length];
        int count = 0;
        boolean diagonal = false;
        for (int a = 0; a < numbers.length; a++) {
            place[a] = -1;
            for (int k = 0; k < count; k++) {
                place[a] = own[k] == numbers[a] ? k : place[a];
            }
            diagonal |= place[a] >= 0;
            if (place[a] < 0 && shape[a] != 1) {
                own[count] = numbers[a];
                place[a] = count++;
            }
        }
        int[] left = Arrays.copyOf(own, count);
        int[] sizes = new int[count];
        for (int a = 0; a < numbers.length; a++) {
            if (place[a] >= 0) {
                sizes[place[a]] = shape[a];
            }
        }
        Tensor y = diagonal ? Embedding.take("einsum", x, l -> joined(l, place, sizes)) : x.reshape(sizes);
        return summed(new Indexed(y, left), kept);
    }

    private static Indexed summed(Indexed x, long kept) {
        if ((x.set() & ~kept) == 0) {
            return x;
        }
        int[] gone = IntStream.range(0, x.axes().length).filter(a -> (kept >> x.axes()[a] & 1) == 0).toArray();
        return new Indexed(x.tensor().sum(gone), Arrays.stream(x.axes()).filter(n -> (kept >> n & 1) != 0).toArray());
    }

    /** A walk along several axes at once, wherever they have the same place. */
    private static Layout joined(Layout l, int[] place, int... sizes) {
        long[] strides = new long[sizes.length];
        for (int a = 0; a < place.length; a++) {
            if (place[a] >= 0) {
                strides[place[a]] += l.stride(a);
            }
        }
        return new Layout(sizes.clone(), strides, l.offset());
    }
}
