package dev.ricci.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows shared out between training and testing, by their indices; the same seed gives the same shares on every machine.
 *
 * @param train indices of the training rows
 * @param test  indices of the test rows
 */
public record Split(int[] train, int[] test) {
    /** A share of n rows, in (0, 1), drawn at random for testing; at least one row on each side. */
    public static Split of(int n, double testShare, long seed) {
        int count = count(n, testShare);
        int[] order = shuffled(IntStream.range(0, n).toArray(), new Random(seed));
        return new Split(Arrays.copyOfRange(order, count, n), Arrays.copyOf(order, count));
    }

    /** As {@link #of}, with the same share of every label, as far as there are enough rows of it. */
    public static Split stratified(int[] labels, double testShare, long seed) {
        count(labels.length, testShare);
        Random random = new Random(seed);
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (int label : Arrays.stream(labels).distinct().sorted().toArray()) {
            int[] rows = shuffled(IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray(), random);
            int count = (int) Math.round(rows.length * testShare);
            for (int i = 0; i < rows.length; i++) {
                (i < count ? test : train).add(rows[i]);
            }
        }
        if (test.isEmpty()) { // so few rows of each label that every share was rounded to none
            test.add(train.remove(random.nextInt(train.size())));
        } else if (train.isEmpty()) {
            train.add(test.remove(random.nextInt(test.size())));
        }
        return new Split(array(train), array(test));
    }

    /** k splits of n rows; each row is tested once. */
    public static List<Split> folds(int n, int k, long seed) {
        if (k < 2 || k > n) {
            throw new IllegalArgumentException("split: 2 to n = " + n + " folds, got " + k);
        }
        int[] order = shuffled(IntStream.range(0, n).toArray(), new Random(seed));
        List<Split> folds = new ArrayList<>();
        for (int f = 0; f < k; f++) {
            int from = (int) ((long) n * f / k);
            int to = (int) ((long) n * (f + 1) / k);
            int[] train = IntStream.concat(Arrays.stream(order, 0, from), Arrays.stream(order, to, n)).toArray();
            folds.add(new Split(train, Arrays.copyOfRange(order, from, to)));
        }
        return folds;
    }

    private static int count(int n, double testShare) {
        if (n < 2) {
            throw new IllegalArgumentException("split: " + n + " rows cannot be shared out between training and testing; give two or more");
        }
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("split: the share for testing is above 0 and below 1, got " + testShare);
        }
        return Math.clamp(Math.round(n * testShare), 1, n - 1);
    }

    /** Fisher and Yates; java.util.Random's numbers are fixed by its specification. */
    private static int[] shuffled(int[] a, Random random) {
        for (int i = a.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int t = a[i];
            a[i] = a[j];
            a[j] = t;
        }
        return a;
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
