package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;

/**
 * A loop together with the constants of the formulas that it computes.
 *
 * @param fixed bit k says that operand k, outputs and inputs counted together, is one element repeated
 * @param slow  whether an element takes 100 ns and more
 */
record Kernel(Loop loop, double[] parameters, DType type, long fixed, boolean slow) {
    private static final long GRAIN = 1 << 14;
    private static final long GRAIN_OF_SLOW = 1 << 9;

    /** Fewer elements than this are not worth a second thread. */
    long grain() {
        return slow ? GRAIN_OF_SLOW : GRAIN;
    }

    /** See {@link Loop#run}. */
    double run(long[] at, int n) {
        return loop.isYoung() ? loop.runYoung(at, parameters, n, type.bytes(), fixed) : loop.run(at, parameters, n);
    }
}
