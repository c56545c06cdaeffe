package dev.ricci.cuda.driver;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Failure;
import dev.ricci.backend.Solver;

/**
 * The first matrix on which a factorisation or solver could not succeed, since someone has waited.
 *
 * <p>Kernels leave a code for each matrix of a batch, and {@code factorCodes_report} looks for the first that is not 0. It writes eight
 * numbers, unless an earlier call has: the source, the code, the matrix (low, high), how many there are (low, high), 0, and 1.
 */
public final class NumericalFaults extends FaultBlock {
    NumericalFaults() {
        super(8);
    }

    /** What kernels write for a factorisation. */
    public static int source(Factorisation kind) {
        return kind.ordinal();
    }

    /** What kernels write for a solver. */
    public static int source(Solver kind) {
        return Factorisation.values().length + kind.ordinal();
    }

    /** @throws dev.ricci.backend.NumericalFailure in the words that all devices have */
    @Override
    void raise(int[] told) {
        int solvers = told[0] - Factorisation.values().length;
        Failure failure = solvers < 0
                ? Failure.named(Factorisation.values()[told[0]])
                : Failure.named(Solver.values()[solvers]);
        throw failure.of(told[1], number(told[2], told[3]), number(told[4], told[5]));
    }

    private static long number(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << 32;
    }
}
