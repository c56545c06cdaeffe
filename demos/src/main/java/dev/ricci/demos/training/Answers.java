package dev.ricci.demos.training;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.data.ImageSet;
import dev.ricci.data.Scaling;
import dev.ricci.demos.report.Digit;
import dev.ricci.demos.report.Picture;
import dev.ricci.learn.ConfusionMatrix;
import dev.ricci.nn.Layer;
import dev.ricci.nn.Mode;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a network answers to a set of images: its probability for each class. */
public final class Answers {
    private static final int BATCH = 1000;
    private static final int SHOWN_WRONG = 36;
    private static final int SHOWN_RIGHT = 36;

    private final ImageSet images;
    private final float[][] probabilities;

    private Answers(ImageSet images, float[][] probabilities) {
        this.images = images;
        this.probabilities = probabilities;
    }

    /** Asks the network about all images, scaled as those it learnt from. */
    public static Answers of(Layer network, ImageSet images, Scaling scaling, DType dtype) {
        float[][] all = new float[images.count()][];
        for (int from = 0; from < all.length; from += BATCH) {
            int to = Math.min(all.length, from + BATCH);
            try (Scope _ = Scope.open()) {
                Tensor x = images.slice(from, to).matrix(scaling).to(dtype);
                float[] rows = History.off(() -> network.forward(x, Mode.EVALUATION).softmax(1)).toFloats();
                int classes = rows.length / (to - from);
                for (int i = from; i < to; i++) {
                    all[i] = Arrays.copyOfRange(rows, (i - from) * classes, (i - from + 1) * classes);
                }
            }
        }
        return new Answers(images, all);
    }

    /** How often each class was taken for each. */
    public ConfusionMatrix confusion() {
        int[] truth = IntStream.range(0, images.count()).map(images::label).toArray();
        int[] predicted = IntStream.range(0, images.count()).map(i -> digit(i).predicted()).toArray();
        return ConfusionMatrix.of(truth, predicted, ImageSet.CLASSES);
    }

    /** Some images to show: the wrong ones of which the network is surest, and the first right ones. */
    public List<Digit> shown() {
        Stream<Digit> wrong = all().filter(d -> !d.right()).sorted(Comparator.comparingDouble(Answers::sureness).reversed());
        Stream<Digit> right = all().filter(Digit::right);
        return Stream.concat(wrong.limit(SHOWN_WRONG), right.limit(SHOWN_RIGHT)).toList();
    }

    private Stream<Digit> all() {
        return IntStream.range(0, images.count()).mapToObj(this::digit);
    }

    private static double sureness(Digit d) {
        return d.probabilities()[d.predicted()];
    }

    private Digit digit(int i) {
        byte[] bytes = images.image(i);
        float[] ink = new float[bytes.length];
        for (int p = 0; p < ink.length; p++) {
            ink[p] = (bytes[p] & 0xFF) / 255f;
        }
        return new Digit(new Picture(images.columns(), images.rows(), ink), images.label(i), probabilities[i]);
    }
}
