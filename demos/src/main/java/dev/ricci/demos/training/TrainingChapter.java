package dev.ricci.demos.training;

import dev.ricci.demos.console.Quantities;
import dev.ricci.demos.report.Axis;
import dev.ricci.demos.report.ClassChart;
import dev.ricci.demos.report.ConfusionChart;
import dev.ricci.demos.report.DigitGallery;
import dev.ricci.demos.report.LineChart;
import dev.ricci.demos.report.Report;
import dev.ricci.demos.report.Series;
import dev.ricci.learn.ConfusionMatrix;
import dev.ricci.train.EpochResult;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The chapters of a report about a training run: how it learnt, and what it gets right and wrong. */
public final class TrainingChapter {
    private static final Axis EPOCH = new Axis("epoch", Axis.Scale.LINEAR, Axis.Form.PLAIN);

    private TrainingChapter() {}

    /** Adds the chapters. */
    public static void addTo(Report report, TrainingOutcome o) {
        if (!o.epochs().isEmpty()) {
            curves(report, o.epochs());
        }
        results(report, o);
    }

    /** Adds the large numbers at the top of the page. */
    public static void addFigures(Report report, TrainingOutcome o) {
        TrainingSettings s = o.settings();
        report.figure("test accuracy", Quantities.percent(o.testAccuracy()), "digits never trained on");
        report.figure("epochs", Integer.toString(o.epochs().size()), Quantities.seconds(o.seconds()) + " of training");
        report.figure("speed", Quantities.count(o.samplesPerSecond()), "digits a second");
        report.figure("parameters", Quantities.count(s.network().parameterCount()), s.shape());
    }

    /** Adds how it was trained to the facts under these. */
    public static void addFacts(Report report, TrainingSettings s) {
        report.fact("optimizer", s.optimizer() + ", rate " + s.rate() + ", " + s.schedule());
        report.fact("batch", Integer.toString(s.batch()));
    }

    private static void curves(Report report, List<EpochResult> epochs) {
        report.chapter("How it learnt", "Each epoch goes once through all training digits in a new order. Some digits are held out and "
                + "never trained on: they show whether what was learnt holds for new ones.");
        report.add(new LineChart("Loss", "What the optimizer lowers: how surprised the network is by the right answers. Where the "
                + "curve of the digits held out turns up while the other falls, it begins to learn by heart.",
                EPOCH, new Axis("cross-entropy", Axis.Scale.LOG, Axis.Form.PLAIN),
                List.of(series("training", epochs, EpochResult::loss), series("held out", epochs, EpochResult::validationLoss))));
        report.add(new LineChart("Accuracy", "The share of digits read right. The line of the training digits is counted while they "
                + "are learnt, so it begins lower.",
                EPOCH, new Axis("accuracy", Axis.Scale.LINEAR, Axis.Form.PERCENT),
                List.of(series("training", epochs, EpochResult::accuracy), series("held out", epochs, EpochResult::validationAccuracy))));
    }

    private static Series series(String name, List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
        return new Series(name, epochs.stream().mapToDouble(EpochResult::epoch).toArray(), epochs.stream().mapToDouble(value).toArray());
    }

    private static void results(Report report, TrainingOutcome o) {
        ConfusionMatrix c = o.confusion();
        String[] classes = IntStream.range(0, c.classes()).mapToObj(Integer::toString).toArray(String[]::new);
        report.chapter("What it gets right and wrong", String.format(Locale.ROOT,
                "All that follows is about test digits, which had no part in the training. %.2f %% of them are read right.",
                100 * o.testAccuracy()));
        report.add(new DigitGallery("Digits and answers", "Under each digit, what the network takes it for, how sure it is, and its "
                + "probability for each class from 0 to 9. The wrong ones come first, the surest of them ahead.",
                o.digits()));
        report.add(new ConfusionChart("Confusion matrix", "Row: what a digit is. Column: what it was taken for. " + mostConfused(c),
                counts(c), classes));
        report.add(new ClassChart("Class by class", "Precision: of those taken for a class, the share that belong to it. Recall: of "
                + "those in a class, the share that were found.",
                IntStream.range(0, c.classes()).mapToDouble(c::precision).toArray(),
                IntStream.range(0, c.classes()).mapToDouble(c::recall).toArray(), classes));
    }

    private static int[][] counts(ConfusionMatrix c) {
        int[][] counts = new int[c.classes()][c.classes()];
        for (int t = 0; t < c.classes(); t++) {
            for (int p = 0; p < c.classes(); p++) {
                counts[t][p] = Math.toIntExact(c.count(t, p));
            }
        }
        return counts;
    }

    /** The pair of classes with the most mistakes, in words. */
    static String mostConfused(ConfusionMatrix c) {
        int truth = 0;
        int predicted = 0;
        long most = 0;
        for (int t = 0; t < c.classes(); t++) {
            for (int p = 0; p < c.classes(); p++) {
                if (t != p && c.count(t, p) > most) {
                    most = c.count(t, p);
                    truth = t;
                    predicted = p;
                }
            }
        }
        return most == 0 ? "There is no mistake at all."
                : "The most frequent mistake: a " + truth + " read as a " + predicted + ", " + (most == 1 ? "once." : most + " times.");
    }
}
