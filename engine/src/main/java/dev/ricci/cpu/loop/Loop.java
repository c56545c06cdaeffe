package dev.ricci.cpu.loop;

/** The loop of one formula over elements in a row; its classes are made by {@link Loops} at run time. */
public interface Loop {
    /**
     * Computes n elements.
     *
     * @param at absolute addresses: of the outputs, where the loop has any, then of the inputs
     * @param parameters the constants of the formula
     * @return the reduction of the n values, where the loop is one, else 0
     */
    double run(long[] at, double[] parameters, int n);
}
