package dev.ricci.demos;

import dev.ricci.backend.Backend;
import dev.ricci.data.Digits;
import dev.ricci.demos.console.Console;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ricci pca}: the principal components of a set of digits. */
@Command(
        name = "pca",
        header = "Find the principal components of digits.",
        description = "Finds the directions along which the training images vary most, and how many of them keep a share of the "
                + "variance. "
                + "The images are centred, not scaled.",
        footer = {
            "  ricci pca --variance 0.95",
            "  ricci pca --components 2 --method randomized --report pca.html",
            "  ricci pca --data ~/mnist --method svd --json pca.json"
        })
final class PcaCommand implements Callable<Integer> {
    private static final double USUAL_VARIANCE = 0.95;

    @ParentCommand private Main ricci;

    @ArgGroup(validate = false, heading = "%nData:%n")
    private DataOptions data = new DataOptions();

    @ArgGroup(exclusive = true, heading = "%nComponents:%n")
    private Kept kept = new Kept();

    @Option(names = "--method", paramLabel = "NAME", defaultValue = "covariance", completionCandidates = Words.MethodNames.class,
            description = "svd, the most accurate; covariance, the fastest for many samples; randomized, the fastest for few components.")
    private String method;

    @ArgGroup(validate = false, heading = "%nDevice:%n")
    private DeviceChoice device = new DeviceChoice();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Where the random numbers begin.")
    private long seed;

    @ArgGroup(validate = false, heading = "%nResults:%n")
    private OutputFiles files = new OutputFiles();

    /** How many components to keep: by number or by what they explain. */
    static final class Kept {
        @Option(names = "--components", paramLabel = "K", description = "Keep so many components.")
        private Integer components;

        @Option(names = "--variance", paramLabel = "SHARE",
                description = "Keep as many as explain this share of the variance; 0.95 where nothing else is asked for.")
        private Double variance;
    }

    @Override
    public Integer call() throws IOException {
        Pca pca = settings();
        data.check();
        device.check();
        files.check();
        Console console = ricci.console();
        Digits digits = data.load(seed, console);
        int most = Math.min(digits.train().count(), digits.train().rows() * digits.train().columns());
        if (pca.components() > most) {
            throw Failure.ofUsage("--components: " + digits.train().count() + " images of " + digits.train().rows() + " x "
                    + digits.train().columns() + " pixels have at most " + most + " components, got " + pca.components());
        }
        try (Backend backend = device.open()) {
            console.line(backend.describe());
            console.line(String.format("%,d images of %d x %d pixels, by %s ...", digits.train().count(), digits.train().rows(),
                    digits.train().columns(), method));
            PcaOutcome outcome = new PcaRun(digits.train(), device.dtype()).run(pca);
            show(console, outcome);
            files.writeJson(json(outcome, backend));
            files.writeReport(report(outcome, backend));
        }
        files.say(console);
        return 0;
    }

    private Pca settings() {
        Pca.Method by = Words.find(() -> Words.METHODS.named(method));
        if (kept.components != null) {
            if (kept.components < 1) {
                throw Failure.ofUsage("--components: 1 or more, got " + kept.components);
            }
            return Pca.components(kept.components).by(by).seeded(seed);
        }
        double share = kept.variance != null ? kept.variance : USUAL_VARIANCE;
        if (!(share > 0 && share <= 1)) {
            throw Failure.ofUsage("--variance: a share above 0 and up to 1, as in 0.95, got " + share);
        }
        return Pca.keeping(share).by(by).seeded(seed);
    }

    private static void show(Console console, PcaOutcome o) {
        console.line(String.format("@|bold %d|@ components keep @|bold %s|@ of the variance (%s)", o.components(),
                Quantities.percent(o.explained()), Quantities.seconds(o.seconds())));
        console.line(String.format(Locale.ROOT, "rebuilt from them, a pixel (0 to 1) is wrong by %.4f (root of the mean "
                + "square)",
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

    private Report report(PcaOutcome o, Backend backend) {
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
