package dev.ricci.benchmarks.harness;

/** Something whose speed is measured. */
@FunctionalInterface
public interface Subject {
    /** Does the work so many times and gives the seconds that all of them took together. */
    double seconds(long times);

    /** Called before a turn, outside the time. */
    default void enter() {}

    /** Called after a turn, outside the time. */
    default void leave() {}

    /** How long threads of its own may go on spinning after a turn, during which nobody else is measured. */
    default long settleMillis() {
        return 0;
    }

    /** Work that repeats itself in a loop of its own, as work of nanoseconds must. */
    @FunctionalInterface
    interface Loop {
        void run(long times);
    }

    /** Work of this JVM that brings its loop. */
    static Subject loop(Loop work) {
        return times -> {
            long start = System.nanoTime();
            work.run(times);
            return (System.nanoTime() - start) * 1e-9;
        };
    }

    /** Work of this JVM of a microsecond or more. */
    static Subject of(Runnable work) {
        return loop(times -> {
            for (long i = 0; i < times; i++) {
                work.run();
            }
        });
    }
}
