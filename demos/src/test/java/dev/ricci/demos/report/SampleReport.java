package dev.ricci.demos.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** A report with every kind of section over made-up numbers; {@code main} writes it, for looking at. */
final class SampleReport {
    private static final String[] CLASSES = IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new);

    private SampleReport() {}

    public static void main(String[] args) throws Exception {
        make().write(Path.of(args[0]));
    }

    static Report make() {
        Random random = new Random(5);
        Axis epoch = new Axis("epoch", Axis.Scale.LINEAR, Axis.Form.PLAIN);
        double[] epochs = range(1, 11, 1);
        Report report = new Report("Handwritten digits, learnt", "A network of 784-128-10 and principal components, on the cpu.");
        report.figure("test accuracy", "97.83 %", "9,783 of 10,000 right").figure("epochs", "10", "4.1 s each")
                .figure("speed", "61.2k", "samples a second").figure("parameters", "102k", "784-128-10");
        report.fact("device", "cpu: 2 cores, AVX-512, OpenBLAS").fact("date", "23 November 2026, 04:20 UTC")
                .fact("seed", "1").fact("batch", "128");
        report.chapter("Training", "The loss is what the optimizer lowers; the accuracy is what we are after.");
        report.add(new LineChart("Loss", "Both curves should fall; a gap that grows is overfitting.", epoch,
                new Axis("cross-entropy", Axis.Scale.LOG, Axis.Form.PLAIN),
                List.of(series("training", epochs, e -> 0.6 * Math.exp(-e / 3) + 0.02),
                        series("validation", epochs, e -> 0.5 * Math.exp(-e / 3) + 0.08))));
        report.add(new LineChart("Accuracy", "The share of digits read right.", epoch,
                new Axis("accuracy", Axis.Scale.LINEAR, Axis.Form.PERCENT),
                List.of(series("training", epochs, e -> 1 - 0.12 * Math.exp(-e / 3)),
                        series("validation", epochs, e -> 0.98 - 0.1 * Math.exp(-e / 3)))));
        report.chapter("What it gets right and wrong", "A hundred test pictures.");
        report.add(new DigitGallery("Digits and predictions", "Wrong ones first.", digits(random)));
        report.add(confusion(random));
        double[] shares = {0.98, 0.97, 0.91, 0.99, 0.93, 0.96, 0.98, 0.97, 0.94, 0.92};
        report.add(new ClassChart("Each class", "Precision and recall.", shares, shares, CLASSES));
        report.chapter("Principal components", "Fewer numbers that keep most of the variance.");
        report.add(scatter(random));
        report.add(scree());
        report.add(new PictureGallery("Components as pictures", "Dark adds ink, light takes it away.",
                List.of(new PictureGallery.Row("first components", digits(random).stream().limit(10).map(Digit::picture).toList(),
                        IntStream.range(0, 10).mapToObj(i -> "component " + (i + 1)).toList()))));
        report.chapter("How performance scales", "Measured just now on this machine.");
        double[] widths = {32, 64, 128, 256, 512, 1024};
        report.add(new LineChart("Network width", "Wider layers use the hardware better.",
                new Axis("hidden units", Axis.Scale.CATEGORIES, Axis.Form.PLAIN),
                new Axis("samples a second", Axis.Scale.LOG, Axis.Form.COUNT),
                List.of(series("cpu", widths, w -> 3e6 / w), series("cuda", widths, w -> 3e7 / (500 + w)))));
        report.add(new LineChart("PCA time", "Randomized wins when few components are wanted.",
                new Axis("samples", Axis.Scale.CATEGORIES, Axis.Form.COUNT),
                new Axis("time", Axis.Scale.LOG, Axis.Form.SECONDS),
                List.of(series("svd", new double[] {1000, 4000, 16000}, n -> n * 1e-4),
                        series("covariance", new double[] {1000, 4000, 16000}, n -> 0.1 + n * 1e-5),
                        series("randomized", new double[] {1000, 4000, 16000}, n -> n * 3e-6))));
        return report;
    }

    private static double[] range(double from, double to, double step) {
        return IntStream.range(0, (int) ((to - from) / step)).mapToDouble(i -> from + i * step).toArray();
    }

    private static Series series(String name, double[] x, DoubleUnaryOperator f) {
        return new Series(name, x, IntStream.range(0, x.length).mapToDouble(i -> f.applyAsDouble(x[i])).toArray());
    }

    private static List<Digit> digits(Random random) {
        List<Digit> digits = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            float[] ink = new float[784];
            double radius = 5 + random.nextDouble() * 5;
            for (int p = 0; p < 784; p++) {
                double r = Math.hypot(p % 28 - 13.5, p / 28 - 13.5) - radius;
                ink[p] = (float) Math.exp(-r * r / 3);
            }
            float[] probabilities = new float[10];
            int label = random.nextInt(10);
            int other = i % 5 == 0 ? random.nextInt(10) : label;
            probabilities[other] += 0.6f + 0.3f * random.nextFloat();
            probabilities[random.nextInt(10)] += 1 - probabilities[other];
            digits.add(new Digit(new Picture(28, 28, ink), label, probabilities));
        }
        return digits;
    }

    private static ConfusionChart confusion(Random random) {
        int[][] counts = new int[10][10];
        for (int t = 0; t < 10; t++) {
            for (int p = 0; p < 10; p++) {
                counts[t][p] = t == p ? 940 + random.nextInt(50) : random.nextInt(4) * random.nextInt(5);
            }
        }
        return new ConfusionChart("Confusion matrix", "Rows are true, columns predicted. 4 and 9 are mixed up most.", counts, CLASSES);
    }

    private static ScatterChart scatter(Random random) {
        float[][] points = new float[2000][3];
        int[] labels = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            labels[i] = i % 10;
            for (int j = 0; j < 3; j++) {
                points[i][j] = (float) (3 * Math.cos(labels[i] * (1.3 + j)) + random.nextGaussian());
            }
        }
        return new ScatterChart("Digits as points", "Each point is one digit; click a class to hide it.", points, labels, CLASSES);
    }

    private static ScreeChart scree() {
        double[] ratios = IntStream.range(0, 200).mapToDouble(i -> 0.04 * Math.exp(-i / 24.0)).toArray();
        return new ScreeChart("Variance explained", "The first 154 components keep 95 % of the variance.", ratios, 154);
    }
}
