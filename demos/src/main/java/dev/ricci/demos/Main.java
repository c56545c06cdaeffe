package dev.ricci.demos;

import dev.ricci.demos.console.Console;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code ricci} command: its subcommands, and where their output goes. */
@Command(
        name = "ricci",
        version = "ricci 0.1.0",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        showDefaultValues = true,
        sortOptions = false,
        sortSynopsis = false,
        headerHeading = "%n",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        description = "A tensor engine for the JVM, shown at work: it learns to read digits and finds their principal components.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ricci demo                             all of it, with a report at the end",
            "  ricci train --hidden 256 --epochs 5    a network that reads digits",
            "  ricci pca --variance 0.95              what digits have in common",
            "  ricci devices                          what this machine has"
        },
        subcommands = {DemoCommand.class, TrainCommand.class, PcaCommand.class, DevicesCommand.class})
public final class Main implements Runnable {
    private final Console console;

    @Spec private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, order = 100, showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "On an error, also show where it happened (or set RICCI_DEBUG=1).")
    private boolean debug;

    Main(Console console) {
        this.console = console;
    }

    public static void main(String[] args) {
        System.exit(execute(Console.system(), System.err, args));
    }

    /**
     * Runs one command line in this process.
     *
     * @return 0 when all went well, 1 when the run failed, 2 for a wrong command line, 130 after Ctrl-C
     */
    static int execute(Console console, PrintStream errors, String... args) {
        Main main = new Main(console);
        ErrorLine errorLine = new ErrorLine(errors, main::isDebugging);
        CommandLine line = new CommandLine(main);
        HelpSections.addTo(line);
        line.setOut(console.writer());
        line.setParameterExceptionHandler(errorLine);
        line.setExecutionExceptionHandler(errorLine);
        try {
            return line.execute(args);
        } catch (Throwable t) { // an Error: no memory left, or a fault of ours
            return errorLine.report(t);
        }
    }

    private boolean isDebugging() {
        return debug || "1".equals(System.getenv("RICCI_DEBUG"));
    }

    Console console() {
        return console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
