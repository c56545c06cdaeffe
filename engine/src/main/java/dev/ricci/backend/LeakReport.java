package dev.ricci.backend;

import java.util.function.Supplier;

/**
 * With {@code -Dricci.leaks=true}: what is alive at a device's end is printed on the standard error, once, at its close or when the JVM
 * ends without one.
 */
public final class LeakReport implements AutoCloseable {
    private final Supplier<String> alive;
    private final Thread lastWords;

    /** The argument tells what is alive by where it was allocated. */
    public LeakReport(Supplier<String> alive) {
        this.alive = alive;
        lastWords = isWanted() ? new Thread(() -> System.err.println(alive.get()), "ricci-leaks") : null;
        if (lastWords != null) {
            Runtime.getRuntime().addShutdownHook(lastWords);
        }
    }

    /** Whether devices are to note where memory is allocated. */
    public static boolean isWanted() {
        return Boolean.getBoolean("ricci.leaks");
    }

    @Override
    public void close() {
        try {
            if (lastWords != null && Runtime.getRuntime().removeShutdownHook(lastWords)) {
                System.err.println(alive.get());
            }
        } catch (IllegalStateException e) {
            return; // the JVM is ending and the hook runs by itself
        }
    }
}
