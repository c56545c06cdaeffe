package dev.ricci.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.Main;

/** Runs the JMH benchmarks; the arguments are JMH's own (a regular expression, {@code -h} for the rest). */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) throws IOException {
        Main.main(args);
    }
}
