package dev.ricci.learn;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Tensor;

/** How often each class was taken for each, and the scores that follow from it. */
public final class ConfusionMatrix {
    private final long[][] counts;

    private ConfusionMatrix(long[][] counts) {
        this.counts = counts;
    }

    /** From true and predicted classes, 0 to classes - 1. */
    public static ConfusionMatrix of(int[] truth, int[] predicted, int classes) {
        Check.sameLength("confusion matrix", "the numbers of true and predicted labels", truth.length, predicted.length);
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < truth.length; i++) {
            Check.range("confusion matrix", "labels", Math.min(truth[i], predicted[i]), Math.max(truth[i], predicted[i]), classes);
            counts[truth[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** From int32 tensors of true and predicted classes. */
    public static ConfusionMatrix of(Tensor truth, Tensor predicted, int classes) {
        return of(truth.toInts(), predicted.toInts(), classes);
    }

    public int classes() {
        return counts.length;
    }

    /** How often a class was taken for another (or for itself). */
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** The share of right predictions; NaN where there are none at all. */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            for (long c : counts[i]) {
                all += c;
            }
        }
        return (double) right / all;
    }

    /** Of those predicted to be of the class, the share that are; 0 where none was. */
    public double precision(int c) {
        long predicted = 0;
        for (long[] row : counts) {
            predicted += row[c];
        }
        return predicted == 0 ? 0 : (double) counts[c][c] / predicted;
    }

    /** Of those of the class, the share that were found; 0 where there is none. */
    public double recall(int c) {
        long all = 0;
        for (long n : counts[c]) {
            all += n;
        }
        return all == 0 ? 0 : (double) counts[c][c] / all;
    }

    /** The harmonic mean of precision and recall; 0 where both are 0. */
    public double f1(int c) {
        double p = precision(c);
        double r = recall(c);
        return p + r == 0 ? 0 : 2 * p * r / (p + r);
    }

    /** The mean of f1 over the classes, each counting the same. */
    public double macroF1() {
        double sum = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += f1(c);
        }
        return sum / counts.length;
    }

    /** A table: true classes down, predicted across, with precision, recall and f1. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder(" true\\is");
        for (int c = 0; c < counts.length; c++) {
            s.append(String.format("%6d", c));
        }
        s.append("  precision  recall     f1\n");
        for (int t = 0; t < counts.length; t++) {
            s.append(String.format("%8d", t));
            for (long n : counts[t]) {
                s.append(String.format("%6d", n));
            }
            s.append(String.format(java.util.Locale.ROOT, "%11.4f %7.4f %6.4f%n", precision(t), recall(t), f1(t)));
        }
        return s.toString();
    }
}
