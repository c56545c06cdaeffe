package dev.ricci.data;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/**
 * Inputs and the targets that belong to them, on one device: the first axis of both counts the samples.
 *
 * @param inputs of any type and shape [n, ...]
 * @param targets labels, int32 [n], or values [n, ...]
 */
public record Dataset(Tensor inputs, Tensor targets) {
    /** @throws IllegalArgumentException for a tensor without axes, different counts, no samples, or two devices */
    public Dataset {
        Check.rank("dataset: inputs", inputs.shape(), 1, Integer.MAX_VALUE);
        Check.rank("dataset: targets", targets.shape(), 1, Integer.MAX_VALUE);
        Check.sameLength("dataset", "the numbers of inputs and targets", inputs.size(0), targets.size(0));
        Check.sameDevice("dataset", inputs.backend(), targets.backend());
        if (inputs.size(0) == 0) {
            throw new IllegalArgumentException("dataset: there are no samples, inputs have shape " + Arrays.toString(inputs.shape())
                    + "; check the file or the selection that they come from");
        }
    }

    /** Images as rows [n, rows * columns] and their labels. */
    public static Dataset of(ImageSet images, Scaling scaling) {
        return new Dataset(images.matrix(scaling), images.classes());
    }

    /** The number of samples. */
    public int count() {
        return inputs.size(0);
    }

    /** The samples from one to before another, sharing memory. */
    public Dataset slice(int from, int to) {
        if (from < 0 || to > count() || from >= to) {
            throw new IllegalArgumentException("dataset: samples " + from + " to " + to + " of " + count());
        }
        return new Dataset(inputs.slice(0, from, to), targets.slice(0, from, to));
    }

    /** The first n samples, sharing memory. */
    public Dataset take(int n) {
        return slice(0, n);
    }

    /** Copies of the samples at these indices, in their order. */
    public Dataset subset(int... indices) {
        for (int i : indices) {
            Check.range("subset", "indices", i, i, count());
        }
        try (Scope scope = Scope.open()) {
            Tensor index = Tensor.of(indices, indices.length).to(inputs.backend());
            return new Dataset(scope.keep(inputs.gather(index, 0)), scope.keep(targets.gather(index, 0)));
        }
    }

    /**
     * Two parts in random order: this share of the samples, rounded, and the others.
     *
     * @throws IllegalArgumentException where one part would be empty
     */
    public Split split(double share, long seed) {
        int first = (int) Math.round(count() * share);
        if (!(share > 0 && share < 1) || first == 0 || first == count()) {
            throw new IllegalArgumentException("split: " + share + " of " + count() + " samples leaves one part empty;"
                    + " take a share between 0 and 1");
        }
        int[] order = new SplitMix(seed, SplitMix.SPLIT, 0).permutation(count());
        return new Split(subset(Arrays.copyOf(order, first)), subset(Arrays.copyOfRange(order, first, order.length)));
    }

    /** Two parts of a set of data. */
    public record Split(Dataset first, Dataset second) {}

    /** The same samples with inputs in another type. */
    public Dataset withInputs(DType dtype) {
        return new Dataset(inputs.to(dtype), targets);
    }
}
