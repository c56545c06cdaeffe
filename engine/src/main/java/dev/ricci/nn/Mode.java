package dev.ricci.nn;

/** Whether a network learns or is used: layers such as {@link Dropout} differ. */
public enum Mode {
    TRAINING,
    EVALUATION
}
