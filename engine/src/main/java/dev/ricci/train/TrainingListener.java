package dev.ricci.train;

/** Is told how a training goes, on the thread that trains. What it throws ends the training. */
public interface TrainingListener {
    /** Before the first step. */
    default void started(Trainer trainer) {}

    /** After every step. */
    default void stepDone(Progress progress) {}

    /** After every epoch; the trainer can be saved here. */
    default void epochDone(EpochResult result) {}

    /** At the end; the network has its final weights. */
    default void finished(TrainingResult result) {}
}
