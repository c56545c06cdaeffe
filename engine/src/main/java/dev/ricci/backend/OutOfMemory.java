package dev.ricci.backend;

/** A device has no memory left for a request; nothing was lost, and work can go on once something has been closed. */
public final class OutOfMemory extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public OutOfMemory(String message) {
        super(message);
    }
}
