package dev.ricci.bundle;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code ./ricci bundle}: writes the archive and says how to use it. */
@Command(
        name = "ricci bundle",
        usageHelpAutoWidth = true,
        sortOptions = false,
        headerHeading = "%n",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        description = {
            "Makes one archive for Linux x86-64 that runs every test and the benchmarks on a machine without Java and without network,",
            "such as a GPU server, and writes one report file there."
        },
        footerHeading = "%nThen:%n",
        footer = {
            "  scp ricci-bundle-linux-x86_64.tar.gz SERVER:",
            "  ssh SERVER 'tar xf ricci-bundle-linux-x86_64.tar.gz && ricci-bundle/run.sh'"
        })
public final class Bundle implements Callable<Integer> {
    /** More would be slow to copy to a server; what is in it now leaves room. */
    static final long LIMIT = 60L << 20;

    private static final String NAME = "ricci-bundle";
    private static final double MEBI = 1 << 20;

    @Spec private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "This page.")
    private boolean help;

    @Option(names = "--output", paramLabel = "FILE", description = "Where the archive goes; ${DEFAULT-VALUE} if not given.")
    private Path output = Path.of(NAME + "-linux-x86_64.tar.gz");

    @Option(names = "--root", hidden = true, required = true, description = "The folder of the project; the launcher gives it.")
    private Path root;

    Bundle() {}

    public static void main(String[] args) {
        System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /**
     * Runs one command line in this process.
     *
     * @return 0 when the archive stands, 1 when it could not be made, 2 for a wrong command line
     */
    static int execute(PrintWriter out, PrintWriter errors, String... args) {
        CommandLine line = new CommandLine(new Bundle()).setOut(out).setErr(errors);
        line.setParameterExceptionHandler((e, _) -> {
            errors.println("ricci bundle: " + e.getMessage() + "; ricci bundle --help tells what there is");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, _, _) -> {
            errors.println("ricci bundle: " + (e instanceof IOException ? e.toString() : e.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(args);
    }

    @Override
    public Integer call() throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            throw new IllegalStateException("a bundle holds the runtime of the JDK that makes it, so it is made on Linux x86-64, not on "
                    + system);
        }
        Path file = output.toAbsolutePath().normalize();
        if (Files.isDirectory(file) || !Files.isWritable(file.getParent())) {
            throw new IllegalArgumentException("--output: " + output + " cannot be written; name a file in a folder that can");
        }
        JavaRuntime runtime = JavaRuntime.find();
        PrintWriter out = spec.commandLine().getOut();
        Path folder = new Contents(root.toAbsolutePath().normalize(), runtime, out).assemble();
        out.println("archive    packing");
        long size = Archive.write(folder, NAME, file, LIMIT);
        out.println(String.format(Locale.ROOT, "%n%s  %.1f MiB (at most %d)", file, size / MEBI, LIMIT >> 20));
        out.println("  scp " + output + " SERVER:");
        out.println("  ssh SERVER 'tar xf " + file.getFileName() + " && " + NAME + "/run.sh'     (run.sh --help tells more)");
        return CommandLine.ExitCode.OK;
    }
}
