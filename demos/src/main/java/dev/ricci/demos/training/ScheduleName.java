package dev.ricci.demos.training;

import java.util.Locale;

/** How the learning rate changes during the run. */
public enum ScheduleName {
    /** The same throughout. */
    CONSTANT,
    /** A tenth after every third of the run. */
    STEP,
    /** Down to zero along half a cosine (Loshchilov and Hutter 2017). */
    COSINE,
    /** Up from zero during the first tenth, then down along a cosine. */
    WARMUP;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
