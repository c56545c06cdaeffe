package dev.ricci.train;

/** Counts samples over time. */
final class Stopwatch {
    private final long start = System.nanoTime();
    private long samples;

    void add(int n) {
        samples += n;
    }

    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    /** Samples a second. */
    double rate() {
        return samples / Math.max(seconds(), 1e-9);
    }
}
