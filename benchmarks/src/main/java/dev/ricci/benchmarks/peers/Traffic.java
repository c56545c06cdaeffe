package dev.ricci.benchmarks.peers;

import dev.ricci.benchmarks.harness.Subject;

/** Memory that is copied to be as fast as memory can be, and freed at the end. */
public interface Traffic extends Subject, AutoCloseable {
    @Override
    void close();
}
