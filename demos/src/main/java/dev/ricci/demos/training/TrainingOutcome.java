package dev.ricci.demos.training;

import dev.ricci.demos.report.Digit;
import dev.ricci.learn.ConfusionMatrix;
import dev.ricci.train.EpochResult;
import java.util.List;

/**
 * What came out of a training run.
 *
 * @param settings    as asked for
 * @param epochs      what each of this run brought; a resumed run begins after those done before
 * @param completed   how many epochs are done, those before a resume included
 * @param interrupted whether Ctrl-C ended the run early
 * @param confusion   of the test set
 * @param digits      some test images with the network's answers
 */
public record TrainingOutcome(
        TrainingSettings settings,
        List<EpochResult> epochs,
        int completed,
        boolean interrupted,
        ConfusionMatrix confusion,
        List<Digit> digits) {
    /** The share of the test images that are read right. */
    public double testAccuracy() {
        return confusion.accuracy();
    }

    /** Training samples a second, the median over the epochs; 0 without any. */
    public double samplesPerSecond() {
        double[] rates = epochs.stream().mapToDouble(EpochResult::samplesPerSecond).sorted().toArray();
        return rates.length == 0 ? 0 : rates[rates.length / 2];
    }

    /** Seconds of training in all epochs together. */
    public double seconds() {
        return epochs.stream().mapToDouble(EpochResult::seconds).sum();
    }
}
