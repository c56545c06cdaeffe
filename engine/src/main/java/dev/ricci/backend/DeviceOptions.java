package dev.ricci.backend;

/**
 * How a device is opened.
 *
 * @param threads worker threads of the CPU; 0 for all processors
 * @param ordinal which of several devices of one kind, from 0
 */
public record DeviceOptions(int threads, int ordinal) {
    public static final DeviceOptions DEFAULT = new DeviceOptions(0, 0);

    public DeviceOptions {
        if (threads < 0 || threads > 4096) {
            throw new IllegalArgumentException("threads: 0 (all processors) to 4096, got " + threads);
        }
        if (ordinal < 0) {
            throw new IllegalArgumentException("device ordinal: 0 or more, got " + ordinal);
        }
    }
}
