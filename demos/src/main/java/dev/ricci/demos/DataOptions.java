package dev.ricci.demos;

import dev.ricci.data.Digits;
import dev.ricci.data.Download;
import dev.ricci.demos.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says what to learn from. */
final class DataOptions {
    private static final String SYNTHETIC = "synthetic";
    private static final String MNIST = "mnist";
    private static final int USUAL_SIZE = 20_000;
    private static final int LARGEST = 1_000_000;

    @Option(names = "--data", paramLabel = "SET", defaultValue = SYNTHETIC,
            description = "synthetic: handwritten-like digits drawn by the seed, or synthetic:N for N of them; mnist: downloaded once "
                    + "into a cache; or a folder with the four IDX files, plain or .gz.")
    private String data;

    /** Finds out before the work begins whether there can be such data. */
    void check() {
        if (data.isBlank()) {
            throw Failure.ofUsage("--data: no name; give synthetic, mnist, or a folder with the four IDX files of digits");
        }
        if (isSynthetic()) {
            size();
        } else if (!isMnist() && !Files.isDirectory(Path.of(data))) {
            String state = Files.exists(Path.of(data)) ? "is not a folder" : "there is no such folder";
            throw Failure.ofUsage("--data: " + data + ": " + state
                    + "; give synthetic, mnist, or a folder with the four IDX files of digits");
        }
    }

    private boolean isSynthetic() {
        return data.equals(SYNTHETIC) || data.startsWith(SYNTHETIC + ":");
    }

    private boolean isMnist() {
        return data.equals(MNIST);
    }

    private int size() {
        if (data.equals(SYNTHETIC)) {
            return USUAL_SIZE;
        }
        String number = data.substring(SYNTHETIC.length() + 1);
        if (!number.matches("\\d{1,7}") || Integer.parseInt(number) < 10 || Integer.parseInt(number) > LARGEST) {
            throw Failure.ofUsage("--data: synthetic:N with N from 10 to " + LARGEST + ", got '" + number + "'");
        }
        return Integer.parseInt(number);
    }

    /** The digits; the test set of a synthetic one is a fifth of the training set. */
    Digits load(long seed, Console console) throws IOException {
        if (isSynthetic()) {
            return Digits.synthetic(size(), Math.max(10, size() / 5), seed);
        }
        return isMnist() ? downloaded(console) : Digits.read(Path.of(data));
    }

    private static Digits downloaded(Console console) throws IOException {
        Path folder = Download.cache(MNIST);
        for (Download file : Download.mnist()) {
            if (!Files.exists(folder.resolve(file.name()))) {
                console.line("downloading " + file.name() + " to " + folder);
            }
            file.into(folder, Download.Progress.NONE);
        }
        return Digits.read(folder);
    }

    /** The data's name for people. */
    String name() {
        return data;
    }
}
