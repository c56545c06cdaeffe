package dev.ricci.demos;

import java.util.Arrays;
import picocli.CommandLine.Option;

/** The options that say what learns. */
final class ModelOptions {
    private static final int WIDEST = 65_536;
    private static final int DEEPEST = 64;

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "mlp",
            description = "logistic, a linear model; or mlp, a network of fully connected layers with ReLU.")
    String model;

    @Option(names = "--hidden", paramLabel = "N[,N...]", defaultValue = "128", description = "The widths of the hidden layers of an mlp.")
    String hidden;

    @Option(names = "--dropout", paramLabel = "P", defaultValue = "0",
            description = "The share of hidden units to leave out at random in each training step.")
    double dropout;

    void check() {
        if (!(dropout >= 0 && dropout < 1)) {
            throw Failure.ofUsage("--dropout: 0 up to but not 1, got " + dropout);
        }
        widths();
    }

    /** The widths of the hidden layers: none for the linear model. */
    int[] widths() {
        if (Words.find(() -> Words.MODELS.named(model)).equals(Words.LOGISTIC)) {
            return new int[0];
        }
        String[] words = hidden.split(",", -1);
        if (words.length > DEEPEST) {
            throw Failure.ofUsage("--hidden: at most " + DEEPEST + " layers, got " + words.length);
        }
        return Arrays.stream(words).mapToInt(this::width).toArray();
    }

    private int width(String word) {
        try {
            int width = Integer.parseInt(word.strip());
            if (width >= 1 && width <= WIDEST) {
                return width;
            }
        } catch (NumberFormatException e) {
            // said below, together with numbers out of range
        }
        throw Failure.ofUsage("--hidden: whole numbers from 1 to " + WIDEST + " with commas between, as in 512,256; got '" + hidden + "'");
    }
}
