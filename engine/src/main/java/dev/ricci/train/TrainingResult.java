package dev.ricci.train;

import java.util.List;

/**
 * How a training went.
 *
 * @param epochs the epochs of this run that were completed
 * @param ending why it ended
 * @param best   the number of the epoch whose weights the network has now
 * @param steps  taken since the very beginning, those before a resume included
 */
public record TrainingResult(List<EpochResult> epochs, Ending ending, int best, long steps) {
    /** Why a training ended. */
    public enum Ending {
        /** All epochs were done. */
        COMPLETE,
        /** The watched loss had not improved for as many epochs as patience allows. */
        NO_IMPROVEMENT,
        /** {@link Trainer#stop} was called. */
        STOPPED
    }

    public TrainingResult {
        epochs = List.copyOf(epochs);
    }

    /** The last completed epoch. @throws IllegalStateException where none was completed */
    public EpochResult last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("training: no epoch was completed, since it was stopped before");
        }
        return epochs.getLast();
    }
}
