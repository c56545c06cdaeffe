package dev.ricci.demos.training;

import java.util.Locale;

/** The rules by which weights change, and the learning rate that suits each. */
public enum OptimizerName {
    SGD(0.1),
    MOMENTUM(0.05),
    NESTEROV(0.05),
    ADAGRAD(0.02),
    RMSPROP(1e-3),
    ADAM(1e-3),
    ADAMW(1e-3);

    private final double usualRate;

    OptimizerName(double usualRate) {
        this.usualRate = usualRate;
    }

    /** The learning rate when none is given. */
    public double usualRate() {
        return usualRate;
    }

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
