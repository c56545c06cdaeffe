package dev.ricci.demos;

import dev.ricci.backend.Backend;
import dev.ricci.data.Digits;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.demos.console.Quantities;
import dev.ricci.demos.report.Report;
import dev.ricci.demos.training.DigitData;
import dev.ricci.demos.training.TrainingChapter;
import dev.ricci.demos.training.TrainingJson;
import dev.ricci.demos.training.TrainingOutcome;
import dev.ricci.demos.training.TrainingRun;
import dev.ricci.demos.training.TrainingSettings;
import dev.ricci.nn.Network;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ricci train}: trains a model to read digits, judges it on a test set, and keeps it. */
@Command(
        name = "train",
        header = "Train a network to read digits.",
        description = {
            "Trains a model on images of digits, holds out a twelfth of them to watch the training, and judges it on a test set.",
            "Ctrl-C stops after the current step and keeps what was learnt; a second Ctrl-C ends at once."
        },
        footer = {
            "  ricci train",
            "  ricci train --model logistic --epochs 5",
            "  ricci train --hidden 512,256 --dropout 0.2 --epochs 20 --report report.html",
            "  ricci train --data ~/mnist --save digits.safetensors --json digits.json",
            "  ricci train --data ~/mnist --resume digits.safetensors --epochs 20"
        })
final class TrainCommand implements Callable<Integer> {
    @ParentCommand private Main ricci;

    @Mixin private DataOptions data;

    @Mixin private ModelOptions model;

    @Mixin private LearningOptions learning;

    @Mixin private DeviceChoice device;

    @Mixin private WeightFiles weights;

    @Mixin private OutputFiles results;

    @Override
    public Integer call() throws IOException {
        check();
        try (Backend backend = device.open()) { // before the data, which may be a download
            return train(backend);
        }
    }

    private int train(Backend backend) throws IOException {
        Console console = ricci.console();
        Digits digits = data.load(learning.seed, console);
        DigitData ready = DigitData.of(data.name(), digits, learning.seed);
        if (learning.batch > ready.learning()) {
            throw Failure.ofUsage("--batch: " + learning.batch + " is more than the " + ready.learning() + " training images; take "
                    + ready.learning() + " or less");
        }
        TrainingSettings settings = settings(digits);
        try (Interrupts interrupts = Interrupts.watch(console::line)) {
            console.line(backend.describe());
            console.line(String.format(Locale.ROOT, "%s, %,d parameters; %,d images to learn from, %,d held out, %,d to test with",
                    settings.shape(), settings.network().parameterCount(), ready.learning(),
                    digits.train().count() - ready.learning(), digits.test().count()));
            TrainingOutcome outcome = new TrainingRun(settings, ready, console, interrupts)
                    .resumingFrom(weights.resume)
                    .savingTo(weights.save, WeightFiles.RESCUE)
                    .run();
            console.line("test accuracy @|bold " + Quantities.percent(outcome.testAccuracy()) + "|@");
            results.writeJson(json(outcome, backend));
            if (results.wantsReport()) {
                results.writeReport(report(outcome, backend));
            }
            return finish(console, outcome);
        }
    }

    private void check() {
        data.check();
        model.check();
        learning.check();
        device.check();
        results.check();
        weights.check();
        results.checkNone("--save", weights.save);
    }

    private TrainingSettings settings(Digits digits) {
        Network network = Network.of(digits.train().rows() * digits.train().columns(), 10)
                .withHidden(model.widths())
                .withDropout(model.dropout)
                .withType(device.dtype());
        return new TrainingSettings(network, learning.epochs, learning.batch, learning.optimizer, learning.rate(), learning.schedule,
                learning.l2, learning.seed);
    }

    private int finish(Console console, TrainingOutcome outcome) {
        results.say(console);
        if (weights.save != null || outcome.interrupted()) {
            console.line("weights: @|bold " + weights.kept() + "|@");
        }
        if (outcome.interrupted()) {
            console.line("interrupted after " + outcome.completed() + " of " + learning.epochs + " epochs; go on with the same "
                    + "options and @|bold --resume " + weights.kept() + "|@");
            return Interrupts.EXIT_CODE;
        }
        if (outcome.epochs().isEmpty()) {
            console.line(weights.resume + " had all " + learning.epochs + " epochs already; a larger --epochs goes on");
        }
        return 0;
    }

    private Map<String, Object> json(TrainingOutcome outcome, Backend backend) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("device", backend.name());
        json.put("deviceDetail", backend.describe());
        json.put("threads", device.threads());
        json.put("data", data.name());
        json.putAll(TrainingJson.of(outcome));
        return json;
    }

    private Report report(TrainingOutcome outcome, Backend backend) {
        Report report = new Report("A network that reads digits", outcome.settings().shape() + ", trained for "
                + outcome.epochs().size() + " epochs.");
        TrainingChapter.addFigures(report, outcome);
        Facts.addTo(report, backend, data.name(), device.dtype(), learning.seed);
        TrainingChapter.addFacts(report, outcome.settings());
        TrainingChapter.addTo(report, outcome);
        return report;
    }
}
