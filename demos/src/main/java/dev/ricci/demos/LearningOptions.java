package dev.ricci.demos;

import dev.ricci.demos.training.OptimizerName;
import dev.ricci.demos.training.ScheduleName;
import picocli.CommandLine.Option;

/** The options that say how a model learns. */
final class LearningOptions {
    @Option(names = "--epochs", paramLabel = "N", defaultValue = "10", description = "How often to go through all training samples.")
    int epochs;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "128", description = "Samples in one step of the optimizer.")
    int batch;

    @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "adam",
            description = "The rule by which weights change: ${COMPLETION-CANDIDATES}.")
    OptimizerName optimizer;

    @Option(names = "--lr", paramLabel = "X", description = "The learning rate; by default what suits the optimizer: 0.001 for adam.")
    Double rate;

    @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "cosine",
            description = "How the learning rate changes during the run: ${COMPLETION-CANDIDATES}.")
    ScheduleName schedule;

    @Option(names = "--l2", paramLabel = "X", defaultValue = "0",
            description = "A penalty on the squares of the weights, against overfitting; for adamw, its weight decay.")
    double l2;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Where all random numbers begin. The same seed gives the same bits, with any number of threads.")
    long seed;

    void check() {
        atLeastOne("--epochs", epochs);
        atLeastOne("--batch", batch);
        if (rate != null && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw Failure.ofUsage("--lr: a number above 0, got " + rate);
        }
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw Failure.ofUsage("--l2: 0 or more, got " + l2);
        }
    }

    static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw Failure.ofUsage(option + ": 1 or more, got " + value);
        }
    }

    double rate() {
        return rate != null ? rate : optimizer.usualRate();
    }
}
