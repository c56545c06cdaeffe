package dev.ricci.demos.training;

import dev.ricci.data.Digits;
import dev.ricci.data.ImageSet;
import dev.ricci.data.Scaling;
import dev.ricci.learn.Split;
import java.util.stream.IntStream;

/**
 * Digits ready for training: which to learn from, which to hold out, and how bytes become numbers.
 *
 * @param name    of the data
 * @param digits  the training and the test images
 * @param split   of the training images; its test rows are those held out for validation
 * @param scaling to mean 0 and deviation 1 over the training images
 */
public record DigitData(String name, Digits digits, Split split, Scaling scaling) {
    private static final double HELD_OUT = 1 / 12.0;

    /** Holds out a twelfth of every class, at random by the seed: 5,000 of MNIST's 60,000. */
    public static DigitData of(String name, Digits digits, long seed) {
        ImageSet train = digits.train();
        int[] labels = IntStream.range(0, train.count()).map(train::label).toArray();
        return new DigitData(name, digits, Split.stratified(labels, HELD_OUT, seed), train.standardisation());
    }

    /** The number of images to learn from. */
    public int learning() {
        return split.train().length;
    }
}
