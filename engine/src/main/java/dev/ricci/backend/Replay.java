package dev.ricci.backend;

/** A recorded piece of work on a device, to be run again on the same memory. */
public interface Replay extends AutoCloseable {
    void run();

    @Override
    void close();
}
