package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** PyTorch in a process of its own. */
public final class TorchPeer implements AutoCloseable {
    private static final String READY = "ready ";
    private static final String LACKS = "lacks ";

    private final Path script;
    private final PeerProcess process;

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
        try {
            process = new PeerProcess("torch", List.of(python, script.toString(), Integer.toString(threads), device));
        } catch (IOException e) {
            Files.deleteIfExists(script);
            throw new IllegalArgumentException("torch: cannot start " + python + "; name a python in which 'import torch' works", e);
        }
        String greeting = process.greeting();
        if (greeting.startsWith(LACKS)) {
            close();
            throw new IllegalStateException(greeting.substring(LACKS.length()));
        }
        if (!greeting.startsWith(READY)) {
            close();
            throw new IllegalArgumentException("torch: " + python + (greeting.isEmpty() ? " ended at once" : ": " + greeting)
                    + "; name a python in which 'import torch' works");
        }
    }

    /** PyTorch's version and device. */
    public String version() {
        return process.greeting().substring(READY.length());
    }

    /** One of the cases of {@code torch_peer.py} with its numbers, like {@code softmax 4096 1024}. */
    public Subject work(String name) {
        return process.work(name);
    }

    /** Ends the process. */
    @Override
    public void close() throws IOException {
        process.close();
        Files.deleteIfExists(script);
    }
}
