package dev.ricci.train;

/**
 * What one pass over the training data gave.
 *
 * @param epoch              counted from 1
 * @param loss               the mean over the epoch's samples, each at the step that used it
 * @param accuracy           likewise, from 0 to 1; NaN where there are no classes
 * @param validationLoss     after the epoch; NaN without validation data
 * @param validationAccuracy after the epoch; NaN without validation data or classes
 * @param learningRate       of the last step
 * @param seconds            spent on training, validation apart
 * @param samplesPerSecond   trained
 */
public record EpochResult(
        int epoch,
        double loss,
        double accuracy,
        double validationLoss,
        double validationAccuracy,
        double learningRate,
        double seconds,
        double samplesPerSecond) {}
