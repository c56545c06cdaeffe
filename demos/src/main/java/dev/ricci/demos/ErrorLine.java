package dev.ricci.demos;

import dev.ricci.backend.NumericalFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Makes every error one line, {@code ricci: what is wrong; what to do}, and an exit code. */
final class ErrorLine implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int RUN = 1;
    private static final int USAGE = 2;

    private final PrintStream errors;
    private final BooleanSupplier debugging;

    ErrorLine(PrintStream errors, BooleanSupplier debugging) {
        this.errors = errors;
        this.debugging = debugging;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        return report(e);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String message = e.getMessage();
        if (e instanceof UnmatchedArgumentException unmatched) {
            message = unknown(unmatched);
        }
        say(lowered(message) + "; see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
        trace(e);
        return USAGE;
    }

    private static String unknown(UnmatchedArgumentException e) {
        boolean hasCommands = !e.getCommandLine().getSubcommands().isEmpty();
        String kind = e.isUnknownOption() ? "option" : hasCommands ? "command" : "argument";
        List<String> suggestions = e.getSuggestions();
        return "unknown " + kind + " '" + e.getUnmatched().getFirst() + "'"
                + (suggestions.isEmpty() ? "" : ", did you mean " + suggestions.getFirst().replaceFirst("[=, ].*", "") + "?");
    }

    /** Writes the line. */
    int report(Throwable e) {
        say(message(e));
        trace(e);
        return e instanceof Failure f ? f.exitCode() : RUN;
    }

    private static String message(Throwable e) {
        return switch (e) {
            case Failure f -> f.getMessage();
            case OutOfMemoryError o -> "no memory left on the Java heap; take less data, a smaller --batch or narrower layers, or give "
                    + "more: RICCI_JAVA_OPTS=-Xmx8g";
            case NoSuchFileException n -> n.getMessage() + ": there is no such file";
            case AccessDeniedException a -> a.getMessage() + ": access denied; check its permissions";
            case IOException i -> i.getMessage();
            case UncheckedIOException u -> message(u.getCause());
            case IllegalArgumentException i -> i.getMessage();
            case IllegalStateException i -> i.getMessage();
            case NumericalFailure n -> n.getMessage();
            default -> "a fault of ricci itself: " + e + "; run again with --debug and report what it says";
        };
    }

    private void say(String message) {
        errors.println("ricci: " + String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " "));
    }

    private void trace(Throwable e) {
        if (debugging.getAsBoolean()) {
            e.printStackTrace(errors);
        }
    }

    private static String lowered(String message) {
        return message.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + message.substring(1);
    }
}
