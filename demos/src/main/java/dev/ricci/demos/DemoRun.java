package dev.ricci.demos;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.data.Digits;
import dev.ricci.data.ImageSet;
import dev.ricci.data.SyntheticDigits;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.demos.console.Quantities;
import dev.ricci.demos.console.Table;
import dev.ricci.demos.pca.PcaChapter;
import dev.ricci.demos.pca.PcaOutcome;
import dev.ricci.demos.pca.PcaRun;
import dev.ricci.demos.report.Report;
import dev.ricci.demos.scaling.ScalingChapter;
import dev.ricci.demos.scaling.ScalingRun;
import dev.ricci.demos.scaling.Scan;
import dev.ricci.demos.training.DigitData;
import dev.ricci.demos.training.TrainingChapter;
import dev.ricci.demos.training.TrainingOutcome;
import dev.ricci.demos.training.TrainingRun;
import dev.ricci.demos.training.TrainingSettings;
import dev.ricci.learn.Pca;
import dev.ricci.nn.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo on some devices: trains, finds components, measures, and gathers all of it in a report. */
final class DemoRun {
    private static final String DATA = "synthetic";
    private static final long SEED = 1;

    /**
     * How much to do.
     *
     * @param digits  to learn from
     * @param test    to test with
     * @param epochs  of training
     * @param seconds for each measurement of speed; 0 to measure none
     */
    record Effort(int digits, int test, int epochs, double seconds) {
        /** What a person waits for, a minute or two. */
        static final Effort FULL = new Effort(20_000, 4_000, 10, 0.6);

        /** For a device many times slower: about a minute too. */
        static final Effort EMULATED = new Effort(4_000, 800, 5, 0.1);
    }

    private final Effort effort;
    private final List<Backend> devices;
    private final Console console;
    private final Interrupts interrupts;

    /** @param devices open, the preferred first */
    DemoRun(Effort effort, List<Backend> devices, Console console, Interrupts interrupts) {
        this.effort = effort;
        this.devices = devices;
        this.console = console;
        this.interrupts = interrupts;
    }

    /** All of it; after Ctrl-C, what was done until then. */
    Report run() throws IOException {
        Digits digits = Digits.synthetic(effort.digits, effort.test, SEED);
        List<TrainingOutcome> trained = new ArrayList<>();
        List<PcaOutcome> components = new ArrayList<>();
        for (Backend device : devices) {
            Devices.use(device);
            if (trained.isEmpty() || !interrupts.requested()) {
                trained.add(train(device, digits));
            }
            if (!interrupts.requested()) {
                components.add(components(device, digits));
            }
        }
        Devices.use(devices.getFirst());
        if (components.size() > 1) {
            compare(trained, components);
        }
        return report(trained, components, scaling(digits));
    }

    private void compare(List<TrainingOutcome> trained, List<PcaOutcome> components) {
        console.heading("Device against device");
        Table table = new Table("device", "training, digits a second", "test accuracy", "principal components");
        for (int i = 0; i < components.size(); i++) {
            table.row(devices.get(i).name(), Quantities.count(trained.get(i).samplesPerSecond()),
                    Quantities.percent(trained.get(i).testAccuracy()), Quantities.seconds(components.get(i).seconds()));
        }
        table.print(console);
    }

    private TrainingOutcome train(Backend device, Digits digits) throws IOException {
        console.heading("Training a network on " + device.name());
        Network network = Network.of(SyntheticDigits.SIDE * SyntheticDigits.SIDE, ImageSet.CLASSES).withHidden(256, 128);
        TrainingSettings settings = new TrainingSettings(network, effort.epochs, 128, "adam", 1e-3, "cosine", 0, SEED);
        console.line(String.format(Locale.ROOT, "%s, %,d parameters, on %,d drawn digits", settings.shape(), network.parameterCount(),
                effort.digits));
        TrainingOutcome outcome = new TrainingRun(settings, DigitData.of(DATA, digits, SEED), console, interrupts).run();
        console.line("test accuracy @|bold " + Quantities.percent(outcome.testAccuracy()) + "|@, "
                + Quantities.count(outcome.samplesPerSecond()) + " digits a second");
        return outcome;
    }

    private PcaOutcome components(Backend device, Digits digits) {
        console.heading("Principal components on " + device.name());
        PcaOutcome outcome = new PcaRun(digits.train(), DType.FLOAT32).run(Pca.keeping(0.95).by(Pca.Method.COVARIANCE));
        console.line("@|bold " + outcome.components() + "|@ components keep 95 % of the variance of " + outcome.features() + " pixels ("
                + Quantities.seconds(outcome.seconds()) + ")");
        return outcome;
    }

    private List<Scan> scaling(Digits digits) {
        if (effort.seconds == 0 || interrupts.requested()) {
            return List.of();
        }
        console.heading("How performance scales");
        List<Scan> scans = new ScalingRun(devices, digits.train(), effort.seconds, console, interrupts).run();
        scans.forEach(s -> s.print(console));
        return scans;
    }

    private Report report(List<TrainingOutcome> all, List<PcaOutcome> components, List<Scan> scans) {
        TrainingOutcome trained = all.getFirst();
        Report report = new Report("Digits, learnt and measured",
                "A network that learnt to read drawn digits, their principal components, and how fast this machine does it.");
        TrainingChapter.addFigures(report, trained);
        for (int i = 1; i < all.size(); i++) {
            double factor = trained.samplesPerSecond() / all.get(i).samplesPerSecond();
            report.figure(devices.getFirst().name() + " against " + devices.get(i).name(), Quantities.count(factor) + " times",
                    "the speed of training");
        }
        Facts.addTo(report, devices.getFirst(), DATA, DType.FLOAT32, SEED);
        TrainingChapter.addFacts(report, trained.settings());
        TrainingChapter.addTo(report, trained);
        components.stream().findFirst().ifPresent(c -> PcaChapter.addTo(report, c));
        ScalingChapter.addTo(report, scans);
        return report;
    }
}
