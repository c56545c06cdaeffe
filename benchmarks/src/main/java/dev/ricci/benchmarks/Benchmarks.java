package dev.ricci.benchmarks;

import dev.ricci.benchmarks.harness.Report;
import dev.ricci.benchmarks.peers.JavaPeers;
import dev.ricci.benchmarks.peers.Peers;
import dev.ricci.benchmarks.peers.TorchPeer;
import dev.ricci.benchmarks.soak.Soak;
import dev.ricci.benchmarks.suites.Bench;
import dev.ricci.benchmarks.suites.Suite;
import dev.ricci.data.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ./ricci bench}: runs the suites that are named, or JMH. */
@Command(
        name = "ricci bench",
        usageHelpAutoWidth = true,
        sortOptions = false,
        customSynopsis = {
            "ricci bench [SUITE...] [--device NAME] [--torch PYTHON] [--threads N]",
            "            [--only TEXT] [--quick] [--json FILE]",
            "ricci bench jmh [JMH args]",
            "ricci bench soak [MINUTES]"
        },
        headerHeading = "%n",
        descriptionHeading = "%n",
        parameterListHeading = "%nSuites:%n",
        optionListHeading = "%nOptions:%n",
        description = {
            "Measures the engine beside peers and ceilings: both sides take turns within one run, and what counts is their ratio.",
            "A ratio above 1 means that ricci is faster. The floor is what the machine needs by counting bytes or operations."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ricci bench                       everything of the CPU, about ten minutes",
            "  ricci bench products step         two suites",
            "  ricci bench step --torch python3  with PyTorch as a peer",
            "  ricci bench gpu --torch python3   a GPU, beside PyTorch on the same one",
            "  ricci bench overhead bytes        what can be counted without a GPU",
            "  ricci bench jmh Small -prof gc    JMH, with allocation; bench jmh -h",
            "  ricci bench soak 10               ten minutes; fails where memory grows"
        })
public final class Benchmarks implements Callable<Integer> {
    private static final String EVERYTHING = "all";
    private static final List<String> KINDS = List.of("cpu", "cuda", "emulated");

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SUITE", arity = "0..*",
            description = {
                "products     matrix products against OpenBLAS",
                "elementwise  formulas against a copy of the same bytes",
                "rows         softmax and sums against memory and PyTorch",
                "step         a training step against PyTorch",
                "language     every family of operations at three sizes against PyTorch and ND4J",
                "linalg       SVD, eigen, QR and their kin against LAPACK called directly, PyTorch, ND4J and EJML",
                "scaling      more threads against one",
                "overhead     the host's own cost of an operation on a GPU, on the emulated device",
                "bytes        the bytes that each kernel moves, counted on the emulated device",
                "gpu          a GPU against cuBLAS, its own memory, PyTorch and the CPU",
                "all          all that are for the device, as without a name"
            })
    private List<String> names = List.of(EVERYTHING);

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "This page.")
    private boolean help;

    @Option(names = "--device", paramLabel = "NAME",
            description = {
                "cpu, cuda (cuda:1 is the second GPU) or emulated; the suite's own if not given, which for most is the cpu."
            })
    private String device;

    @Option(names = "--torch", paramLabel = "PYTHON", description = "A Python that has PyTorch, which then runs beside ours as a process.")
    private String python;

    @Option(names = "--java-peers", description = "ND4J and EJML run beside ours in a JVM of their own (suites language, linalg).")
    private boolean javaPeers;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of both sides; all processors if not given.")
    private int threads;

    @Option(names = "--quick", description = "Tiny sizes and short turns: shows in seconds what is measured; its figures mean nothing.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "TEXT",
            description = "Only rows whose first column holds this text, or one of several: 'svd|qr'.")
    private String only = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Also write all figures there.")
    private Path json;

    Benchmarks() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        if (args.length > 0 && args[0].equals("soak")) {
            System.exit(soak(writer(System.out), args));
        }
        System.exit(execute(writer(System.out), writer(System.err), args));
    }

    /** A place that takes ASCII only would show a question mark for the sign of a microsecond. */
    static PrintWriter writer(PrintStream to) {
        boolean shown = to.charset().newEncoder().canEncode('µ');
        return new PrintWriter(to, true) {
            @Override
            public void write(String text, int from, int length) {
                super.write(shown ? text : text.replace('µ', 'u'), from, length);
            }
        };
    }

    private static int soak(PrintWriter out, String... args) {
        try {
            return Soak.run(out, Duration.ofSeconds((long) (60 * Double.parseDouble(args.length > 1 ? args[1] : "10"))));
        } catch (NumberFormatException e) {
            System.err.println("ricci bench: soak takes a number of minutes, as in ricci bench soak 10; got '" + args[1] + "'");
            return CommandLine.ExitCode.USAGE;
        }
    }

    /**
     * Runs one command line in this process.
     *
     * @return 0 when all was measured, whether targets are met or not; 1 when something failed; 2 for a wrong command line
     */
    static int execute(PrintWriter out, PrintWriter errors, String... args) {
        CommandLine line = new CommandLine(new Benchmarks()).setOut(out).setErr(errors);
        line.setParameterExceptionHandler((e, _) -> {
            errors.println("ricci bench: " + e.getMessage() + "; ricci bench --help tells what there is");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, _, _) -> {
            errors.println("ricci bench: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(args);
    }

    @Override
    public Integer call() throws IOException {
        List<Suite> chosen = chosen();
        check();
        String where = device == null ? chosen.getFirst().device() : device;
        List<Suite> suites = on(where, chosen);
        suites.forEach(Suite::prepare);
        Report report = new Report(spec.commandLine().getOut(), !quick);
        int all = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        try (Peers peers = new Peers(torch(report, all, kind(where)), java(all));
                Bench bench = new Bench(where, all, peers, quick, only, report)) {
            head(report, bench, peers);
            for (Suite s : suites) {
                report.suite(s.name(), s.title(), s.columns());
                s.run(bench);
            }
        }
        if (json != null) {
            Json.write(json, report.json());
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Suite> chosen() {
        for (String name : names) {
            if (!name.equals(EVERYTHING) && Suite.ALL.stream().noneMatch(s -> s.name().equals(name))) {
                throw wrong("there is no suite '" + name + "'");
            }
        }
        return Suite.ALL.stream().filter(s -> names.contains(EVERYTHING) || names.contains(s.name())).toList();
    }

    private static String kind(String device) {
        int colon = device.indexOf(':');
        return colon < 0 ? device : device.substring(0, colon);
    }

    /** Those that are for the device; one that was named and is not for it is a mistake. */
    private List<Suite> on(String device, List<Suite> chosen) {
        if (!KINDS.contains(kind(device))) {
            throw wrong("--device: there is no device '" + device + "' to measure; choose " + String.join(", ", KINDS));
        }
        List<Suite> suitable = new ArrayList<>();
        for (Suite s : chosen) {
            Optional<String> refusal = s.refusal(kind(device), quick);
            if (refusal.isEmpty()) {
                suitable.add(s);
            } else if (names.contains(s.name())) {
                throw wrong(refusal.get());
            }
        }
        return suitable;
    }

    /** What would fail only after minutes otherwise. */
    private void check() {
        if (threads < 0 || threads > 4096) {
            throw wrong("--threads: 1 to 4096, got " + threads);
        }
        if (json != null && (Files.isDirectory(json) || !Files.isDirectory(json.toAbsolutePath().getParent()))) {
            throw wrong("--json: " + json + " cannot be written; name a file in a folder that exists");
        }
    }

    private Optional<TorchPeer> torch(Report report, int all, String kind) throws IOException {
        try {
            return python == null ? Optional.empty() : Optional.of(new TorchPeer(python, all, kind.equals("cuda") ? kind : "cpu"));
        } catch (IllegalStateException e) {
            report.fact("torch", "left out: " + e.getMessage());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw wrong("--torch: " + e.getMessage());
        }
    }

    private Optional<JavaPeers> java(int all) throws IOException {
        try {
            return javaPeers ? Optional.of(new JavaPeers(all)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw wrong("--java-peers: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void head(Report report, Bench bench, Peers peers) {
        report.fact("date", LocalDate.now(ZoneOffset.UTC).toString());
        report.fact("device", bench.device().describe());
        report.fact("threads", bench.threads());
        report.fact("java", Runtime.version().toString());
        if (python == null) {
            report.fact("torch", "left out; name a Python that has it: --torch PYTHON");
        }
        peers.torch().ifPresent(t -> report.fact("torch", t.version()));
        peers.java().ifPresent(j -> report.fact("java peers", j.version()));
        report.fact("load", Math.round(100 * ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()) / 100.0);
        if (quick) {
            report.fact("quick", true);
        }
    }
}
