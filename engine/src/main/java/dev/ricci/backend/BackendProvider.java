package dev.ricci.backend;

import java.util.List;

/** Makes backends of one kind; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {
    /** {@code cpu}, {@code cuda} or {@code emulated}. */
    String name();

    /** The higher, the rather chosen when the user has no wish. */
    int preference();

    /** Whether {@code auto} may choose it; a device for trials and tests may be opened by name only. */
    default boolean isAutomatic() {
        return true;
    }

    /** What was found of the device and, for what was not, why and what to do; never throws. */
    List<Finding> findings();

    /** @throws IllegalStateException when the device cannot be used, with the reason and the remedy */
    Backend open(DeviceOptions options);
}
