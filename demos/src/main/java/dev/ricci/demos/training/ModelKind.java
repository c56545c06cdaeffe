package dev.ricci.demos.training;

import java.util.Locale;

/** What learns. */
public enum ModelKind {
    /** A linear model with a softmax: multinomial logistic regression. */
    LOGISTIC,
    /** Layers of linear maps with ReLU between. */
    MLP;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
