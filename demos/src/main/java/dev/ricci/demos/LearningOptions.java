package dev.ricci.demos;

import dev.ricci.optim.Optimizers;
import dev.ricci.optim.Schedules;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say how a model learns. */
final class LearningOptions {
    /** Rates that suit networks of this size, where the optimizer's own default is meant for others. */
    private static final Map<String, Double> USUAL_RATES = Map.of("sgd", 0.1, "momentum", 0.05, "nesterov", 0.05, "rmsprop", 1e-3);

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "10", description = "How often to go through all training samples.")
    int epochs;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "128", description = "Samples in one step of the optimizer.")
    int batch;

    @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "adam", completionCandidates = Words.OptimizerNames.class,
            description = "The rule by which weights change: ${COMPLETION-CANDIDATES}.")
    String optimizer;

    @Option(names = "--lr", paramLabel = "X", description = "The learning rate; by default what suits the optimizer, for adam 0.001.")
    Double rate;

    @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "cosine", completionCandidates = Words.ScheduleNames.class,
            description = "How the learning rate changes during the run: ${COMPLETION-CANDIDATES}.")
    String schedule;

    @Option(names = "--l2", paramLabel = "X", defaultValue = "0",
            description = "A penalty on the squares of the weights, against overfitting.")
    double l2;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Where all random numbers begin. The same seed gives the same bits, with any number of threads.")
    long seed;

    void check() {
        atLeastOne("--epochs", epochs);
        atLeastOne("--batch", batch);
        Words.find(() -> Optimizers.named(optimizer));
        Words.find(() -> Schedules.named(schedule, 1));
        if (rate != null && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw Failure.ofUsage("--lr: a number above 0, got " + rate);
        }
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw Failure.ofUsage("--l2: 0 or more, got " + l2);
        }
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw Failure.ofUsage(option + ": 1 or more, got " + value);
        }
    }

    double rate() {
        return rate != null ? rate : USUAL_RATES.getOrDefault(optimizer, Optimizers.named(optimizer).learningRate());
    }
}
