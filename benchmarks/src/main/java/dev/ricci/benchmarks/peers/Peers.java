package dev.ricci.benchmarks.peers;

import java.io.IOException;
import java.util.Optional;

/** The peers in processes of their own that a run has. */
public record Peers(Optional<TorchPeer> torch, Optional<JavaPeers> java) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        java.ifPresent(JavaPeers::close);
        if (torch.isPresent()) {
            torch.get().close();
        }
    }
}
