package dev.ricci.demos.console;

import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C as a wish to stop soon: the first sets a flag that loops look at, the second ends the process at once.
 *
 * <p>Closing gives Ctrl-C back its usual meaning. Where signals cannot be caught, Ctrl-C keeps its usual meaning throughout.
 */
public final class Interrupts implements AutoCloseable {
    /** The exit code of a process that a person interrupted: 128 and the number of the signal. */
    public static final int EXIT_CODE = 130;

    private static final Signal INTERRUPT = new Signal("INT");

    private final SignalHandler before;
    private volatile boolean requested;

    private Interrupts(Consumer<String> say) {
        before = handle(s -> {
            if (requested) {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            requested = true;
            say.accept("stopping after this step; what was learnt is kept (Ctrl-C again ends at once)");
        });
    }

    /** Begins to catch Ctrl-C; {@code say} gets the one line that answers it. */
    public static Interrupts watch(Consumer<String> say) {
        return new Interrupts(say);
    }

    private static SignalHandler handle(SignalHandler handler) {
        try {
            return Signal.handle(INTERRUPT, handler);
        } catch (IllegalArgumentException e) { // the JVM runs with -Xrs: signals are not ours to catch
            return null;
        }
    }

    /** Whether Ctrl-C was pressed. */
    public boolean requested() {
        return requested;
    }

    @Override
    public void close() {
        if (before != null) {
            handle(before);
        }
    }
}
