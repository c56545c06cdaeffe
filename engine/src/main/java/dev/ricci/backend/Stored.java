package dev.ricci.backend;

/** A value whose numbers stand in a device's memory, so that a {@link Scope} can keep it. */
public interface Stored {
    View view();
}
