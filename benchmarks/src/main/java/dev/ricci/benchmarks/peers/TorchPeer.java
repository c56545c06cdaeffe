package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * PyTorch in a process of its own, which does a case so many times when it is told to and says how long it took.
 *
 * <p>A line asks: {@code run TIMES CASE}; a line answers: {@code ok SECONDS} or {@code error TEXT}. The clock is PyTorch's own, so
 * the conversation is not in the time.
 */
public final class TorchPeer implements AutoCloseable {
    /** OpenMP's threads go on spinning for some milliseconds after the work. */
    private static final long SPIN_MILLIS = 40;

    private final Path script;
    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;
    private final String version;

    /**
     * Starts it.
     *
     * @param python a Python that can import torch
     * @param threads for PyTorch's own pool
     * @param device cpu or cuda
     * @throws IllegalArgumentException when that Python does not run or has no torch
     * @throws IllegalStateException when its torch cannot use the device
     */
    public TorchPeer(String python, int threads, String device) throws IOException {
        script = Files.createTempFile("ricci-torch", ".py");
        try (InputStream source = TorchPeer.class.getResourceAsStream("torch_peer.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        process = start(python, threads, device);
        to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        from = process.inputReader(StandardCharsets.UTF_8);
        String greeting = from.readLine();
        if (greeting != null && greeting.startsWith("lacks ")) {
            close();
            throw new IllegalStateException(greeting.substring("lacks ".length()));
        }
        if (greeting == null || !greeting.startsWith("ready ")) {
            close();
            throw new IllegalArgumentException("torch: " + python + (greeting == null ? " ended at once" : ": " + greeting)
                    + "; name a python in which 'import torch' works");
        }
        version = greeting.substring("ready ".length());
    }

    private Process start(String python, int threads, String device) throws IOException {
        try {
            return new ProcessBuilder(python, script.toString(), Integer.toString(threads), device)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Files.deleteIfExists(script);
            throw new IllegalArgumentException("torch: cannot start " + python + "; name a python in which 'import torch' works", e);
        }
    }

    /** PyTorch's version and device. */
    public String version() {
        return version;
    }

    /** One of the cases of {@code torch_peer.py} with its numbers, like {@code softmax 4096 1024}. */
    public Subject work(String name) {
        return new Subject() {
            @Override
            public double seconds(long times) {
                return ask("run " + times + " " + name);
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
            throw new IllegalStateException("torch: lost while it did '" + line + "'", e);
        }
        if (answer == null || !answer.startsWith("ok ")) {
            throw new IllegalStateException("torch: '" + line + "' gave " + answer);
        }
        return Double.parseDouble(answer.substring(3));
    }

    /** Ends the process. */
    @Override
    public void close() throws IOException {
        to.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(script);
    }
}
