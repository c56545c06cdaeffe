package dev.ricci.cpu.loop;

/** A loop together with the constants of the formulas that it computes. */
record Kernel(Loop loop, double[] parameters) {
    /** See {@link Loop#run}. */
    double run(long[] at, int n) {
        return loop.run(at, parameters, n);
    }
}
