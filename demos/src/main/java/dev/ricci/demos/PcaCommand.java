package dev.ricci.demos;

import dev.ricci.backend.Backend;
import dev.ricci.data.Digits;
import dev.ricci.demos.console.Console;
import dev.ricci.demos.console.Interrupts;
import dev.ricci.demos.console.Quantities;
import dev.ricci.demos.pca.PcaChapter;
import dev.ricci.demos.pca.PcaOutcome;
import dev.ricci.demos.pca.PcaRun;
import dev.ricci.demos.report.Report;
import dev.ricci.learn.Pca;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ricci pca}: the principal components of a set of digits. */
@Command(
        name = "pca",
        header = "Find the principal components of digits.",
        description = {
            "Finds the directions along which the training images vary most, and how many of them keep a share of the variance. The "
                    + "images are centred, not scaled.",
            "With --method incremental one batch at a time is on the device; Ctrl-C stops after the current one and keeps what was "
                    + "learnt, a second Ctrl-C ends at once."
        },
        footer = {
            "  ricci pca --variance 0.95",
            "  ricci pca --components 2 --method randomized --report pca.html",
            "  ricci pca --data ~/mnist --method svd --json pca.json",
            "  ricci pca --method incremental --batch 500 --components 20"
        })
final class PcaCommand implements Callable<Integer> {
    @ParentCommand private Main ricci;

    @Mixin private DataOptions data;

    @Mixin private PcaOptions components;

    @Mixin private DeviceChoice device;

    @Mixin private OutputFiles results;

    @Override
    public Integer call() throws IOException {
        Pca pca = components.settings();
        data.check();
        device.check();
        results.check();
        try (Backend backend = device.open()) { // before the data, which may be a download
            return reduce(pca, backend);
        }
    }

    private int reduce(Pca pca, Backend backend) throws IOException {
        Console console = ricci.console();
        Digits digits = data.load(pca.seed(), console);
        int most = Math.min(digits.train().count(), digits.train().rows() * digits.train().columns());
        if (pca.components() > most) {
            throw Failure.ofUsage("--components: " + digits.train().count() + " images of " + digits.train().rows() + " x "
                    + digits.train().columns() + " pixels have at most " + most + " components, got " + pca.components());
        }
        console.line(backend.describe());
        console.line(String.format(Locale.ROOT, "%,d images of %d x %d pixels, by %s ...", digits.train().count(),
                digits.train().rows(), digits.train().columns(), pca.method().name().toLowerCase(Locale.ROOT)));
        PcaOutcome outcome = outcome(pca, new PcaRun(digits.train(), device.dtype()));
        show(console, outcome);
        results.writeJson(json(outcome, backend));
        results.writeReport(report(outcome, backend, pca.seed()));
        results.say(console);
        if (outcome.samples() < digits.train().count()) {
            console.line(String.format(Locale.ROOT, "interrupted after %,d of %,d images", outcome.samples(), digits.train().count()));
            return Interrupts.EXIT_CODE;
        }
        return 0;
    }

    private PcaOutcome outcome(Pca pca, PcaRun run) {
        if (pca.method() != Pca.Method.INCREMENTAL) {
            return run.run(pca);
        }
        Console console = ricci.console();
        try (Interrupts interrupts = Interrupts.watch(console::line)) {
            return run.runInBatches(pca, components.batch(), console, interrupts);
        }
    }

    private static void show(Console console, PcaOutcome o) {
        console.line(String.format(Locale.ROOT, "@|bold %d|@ components keep @|bold %s|@ of the variance (%s)", o.components(),
                Quantities.percent(o.explained()), Quantities.seconds(o.seconds())));
        console.line(String.format(Locale.ROOT, "rebuilt from them, a pixel (0 to 1) is wrong by %.4f (root of the mean square)",
                Math.sqrt(o.error())));
    }

    private Map<String, Object> json(PcaOutcome o, Backend backend) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("device", backend.name());
        json.put("method", o.method());
        json.put("data", data.name());
        json.put("samples", o.samples());
        json.put("features", o.features());
        json.put("components", o.components());
        json.put("explainedVariance", o.ratios());
        json.put("reconstructionError", o.error());
        json.put("seconds", o.seconds());
        return json;
    }

    private Report report(PcaOutcome o, Backend backend, long seed) {
        Report report = new Report("Principal components of digits", String.format(Locale.ROOT,
                "What %,d images of %d pixels have in common, found by %s.", o.samples(), o.features(), o.method()));
        report.figure("components", Integer.toString(o.components()), "of " + o.features() + " pixels");
        report.figure("variance kept", Quantities.percent(o.explained()), "by these together");
        report.figure("time", Quantities.seconds(o.seconds()), "for the fit, by " + o.method());
        report.figure("error", String.format(Locale.ROOT, "%.4f", Math.sqrt(o.error())), "of a pixel from 0 to 1");
        Facts.addTo(report, backend, data.name(), device.dtype(), seed);
        PcaChapter.addTo(report, o);
        return report;
    }
}
