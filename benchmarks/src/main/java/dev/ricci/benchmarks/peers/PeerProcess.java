package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A peer in a process of its own, which does a case so many times when it is told to and says how long it took.
 *
 * <p>It greets with {@code ready VERSION}. Then a line asks: {@code run TIMES CASE}; a line answers: {@code ok SECONDS} or
 * {@code error TEXT}. The clock is the peer's own, so the conversation is not in the time.
 */
final class PeerProcess implements AutoCloseable {
    /** OpenMP's threads go on spinning for some milliseconds after the work. */
    private static final long SPIN_MILLIS = 40;

    private final String name;
    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;
    private final String greeting;

    /** Starts it and waits for its greeting. @throws IOException where it cannot be started */
    PeerProcess(String name, List<String> command) throws IOException {
        this.name = name;
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        from = process.inputReader(StandardCharsets.UTF_8);
        String line = from.readLine();
        greeting = line == null ? "" : line;
    }

    /** Its first line; empty where it ended at once. */
    String greeting() {
        return greeting;
    }

    /** A case with its numbers, like {@code softmax 4096 1024}. */
    Subject work(String caseName) {
        return new Subject() {
            @Override
            public double seconds(long times) {
                return ask("run " + times + " " + caseName);
            }

            @Override
            public long settleMillis() {
                return SPIN_MILLIS;
            }
        };
    }

    private double ask(String line) {
        to.println(line);
        String answer;
        try {
            answer = from.readLine();
        } catch (IOException e) {
            throw new IllegalStateException(name + ": lost while it did '" + line + "'", e);
        }
        if (answer == null || !answer.startsWith("ok ")) {
            throw new IllegalStateException(name + ": '" + line + "' gave " + answer);
        }
        return Double.parseDouble(answer.substring(3));
    }

    /** Ends the process. */
    @Override
    public void close() {
        to.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
