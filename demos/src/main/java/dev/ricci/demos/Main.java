package dev.ricci.demos;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code ricci} command. */
@Command(name = "ricci", version = "ricci 0.1.0", mixinStandardHelpOptions = true, description = "A tensor engine for the JVM.")
public final class Main implements Runnable {
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
