package dev.ricci.train;

/**
 * Where a training stands after a step.
 *
 * @param epoch            counted from 1
 * @param epochs           in all
 * @param step             within the epoch, counted from 1
 * @param stepsPerEpoch    in all
 * @param loss             the mean of this epoch's losses when they were last read; NaN before
 * @param seconds          since this epoch's first step
 * @param samplesPerSecond of this epoch so far
 */
public record Progress(int epoch, int epochs, int step, int stepsPerEpoch, double loss, double seconds, double samplesPerSecond) {
    /** The share of the whole training that is done, from 0 to 1. */
    public double done() {
        return (epoch - 1 + (double) step / stepsPerEpoch) / epochs;
    }
}
