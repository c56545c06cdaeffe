package dev.ricci.optim;

/** The learning rate over time, as a factor of the one chosen. */
@FunctionalInterface
public interface Schedule {
    /** The factor for a step, counted from 0. */
    double factor(long step);

    /** This after a rise in even parts over the first steps, from 1/steps to 1; this itself then begins at its step 0. */
    default Schedule afterWarmUp(long steps) {
        Ranges.notNegative("schedule: warm-up steps", steps);
        return t -> t < steps ? (t + 1.0) / steps : factor(t - steps);
    }
}
