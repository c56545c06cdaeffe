package dev.ricci.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images of the ten digits to learn from and others to test with. */
public record Digits(ImageSet train, ImageSet test) {
    /** The names of the four files of MNIST without a dot: images and labels to learn from, images and labels to test with. */
    static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    /** Handwritten-like digits made from a seed. */
    public static Digits synthetic(int train, int test, long seed) {
        return new Digits(SyntheticDigits.train(train, seed), SyntheticDigits.test(test, seed));
    }

    /**
     * Reads the four files of MNIST, or of a set in the same format, from a folder: by their usual names, with a dot in place of the
     * last dash or not, with {@code .gz} or not.
     *
     * @throws BadFile naming all files that are missing, or the one that is damaged
     */
    public static Digits read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            String state = Files.exists(folder) ? "is not a folder" : "there is no such folder";
            throw new BadFile("digits", folder, state + "; name the folder that holds " + String.join(", ", FILES));
        }
        List<Path> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : FILES) {
            Path file = find(folder, name);
            if (file == null) {
                missing.add(name);
            } else {
                found.add(file);
            }
        }
        if (!missing.isEmpty()) {
            throw new BadFile("digits", folder, "lacks " + String.join(", ", missing) + " (plain or .gz); name the folder in which "
                    + "they are");
        }
        Digits digits = new Digits(ImageSet.read(found.get(0), found.get(1)), ImageSet.read(found.get(2), found.get(3)));
        digits.sameSize(folder);
        return digits;
    }

    /**
     * MNIST: read from the cache, downloaded into it first where it is not there.
     *
     * @throws IOException when it can neither be found nor fetched, with the folder into which to put it by hand
     */
    public static Digits mnist(Download.Progress progress) throws IOException {
        Path folder = Download.cache("mnist");
        for (Download file : Download.mnist()) {
            file.into(folder, progress);
        }
        return read(folder);
    }

    private void sameSize(Path folder) throws BadFile {
        if (train.rows() != test.rows() || train.columns() != test.columns()) {
            throw new BadFile("digits", folder, "images to learn from have " + train.rows() + " x " + train.columns()
                    + " pixels, those to test with " + test.rows() + " x " + test.columns()
                    + "; the two sets do not belong together");
        }
    }

    private static Path find(Path folder, String name) {
        int dash = name.indexOf("-idx");
        for (String n : List.of(name, name.substring(0, dash) + "." + name.substring(dash + 1))) {
            for (String end : List.of("", ".gz")) {
                Path file = folder.resolve(n + end);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        return null;
    }
}
