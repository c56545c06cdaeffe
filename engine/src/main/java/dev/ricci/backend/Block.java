package dev.ricci.backend;

/** A device's handle of a piece of its memory. It must not refer to the {@link Buffer} that holds it. */
public interface Block {
    /** The usable size. */
    long bytes();

    /** Gives the memory back to the device; called exactly once, from any thread. */
    void recycle();
}
