package dev.ricci.cpu.loop;

import dev.ricci.backend.DType;

/**
 * A loop together with the constants of the formulas that it computes.
 *
 * @param fixed bit k says that operand k, outputs and inputs counted together, is one element repeated
 */
record Kernel(Loop loop, double[] parameters, DType type, long fixed) {
    /** See {@link Loop#run}. */
    double run(long[] at, int n) {
        return loop.isYoung() ? loop.runYoung(at, parameters, n, type.bytes(), fixed) : loop.run(at, parameters, n);
    }
}
