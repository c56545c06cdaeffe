package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;

/**
 * How the eigenvalues at one end of a symmetric operator's spectrum are found: by the block Lanczos method with thick restarts (Wu &amp;
 * Simon 2000) and full reorthogonalisation.
 *
 * <p>A space grows by A times its newest block; when it is full the best vectors in it are kept and it grows again. Waits for the device
 * once a cycle. Of equal eigenvalues as many are sure to be found as the block has vectors.
 *
 * @param block     vectors that A is applied to at once, 1 or more
 * @param space     vectors kept, two blocks at least beside the values asked for; 0 for twice these and ten blocks
 * @param tolerance the residual |A v - l v| of each pair relative to the largest |l|, 0 or more; where it is below what rounding leaves,
 *                  that counts
 * @param cycles    restarts at most, 1 or more
 * @param seed      of the first vectors
 */
public record Lanczos(int block, int space, double tolerance, int cycles, long seed) {
    /** Blocks of 4, a residual of 1e-10, 300 cycles, seed 0. */
    public static final Lanczos DEFAULT = new Lanczos(4, 0, 1e-10, 300, 0);

    static final String NAME = "lanczos";

    public Lanczos {
        if (block < 1 || space < 0 || !(tolerance >= 0) || cycles < 1) {
            throw new IllegalArgumentException(NAME + ": block and cycles are 1 or more, space and tolerance 0 or more, got " + block + ", "
                    + cycles + ", " + space + " and " + tolerance);
        }
    }

    public Lanczos inBlocksOf(int vectors) {
        return new Lanczos(vectors, space, tolerance, cycles, seed);
    }

    public Lanczos keeping(int vectors) {
        return new Lanczos(block, vectors, tolerance, cycles, seed);
    }

    public Lanczos within(double residual) {
        return new Lanczos(block, space, residual, cycles, seed);
    }

    public Lanczos atMost(int restarts) {
        return new Lanczos(block, space, tolerance, restarts, seed);
    }

    /**
     * The k largest eigenvalues (by sign, not by magnitude) in ascending order, and their vectors in columns [n, k].
     *
     * @throws IllegalArgumentException where the operator is not symmetric, or k is not from 1 to n
     * @throws NumericalFailure where the cycles do not suffice, or a number is NaN or infinite
     */
    public SymmetricEigen largest(LinearOperator a, int k) {
        check(a, k);
        try (Scope scope = Scope.open()) {
            SymmetricEigen found = new LanczosCycles(this, a, k).run();
            return new SymmetricEigen(scope.keep(found.values()), scope.keep(found.vectors()));
        }
    }

    /** The k smallest, as {@link #largest}; those of a positive definite operator lie close together, and take many cycles. */
    public SymmetricEigen smallest(LinearOperator a, int k) {
        try (Scope scope = Scope.open()) {
            SymmetricEigen found = largest(a.mul(-1), k);
            return new SymmetricEigen(scope.keep(found.values().neg().flip(0).copy()), scope.keep(found.vectors().flip(1).copy()));
        }
    }

    private void check(LinearOperator a, int k) {
        a.square(NAME);
        if (k < 1 || k > a.rows()) {
            throw new IllegalArgumentException(NAME + ": 1 to " + a.rows() + " eigenvalues, got " + k);
        }
        if (space > 0 && space < a.rows() && space < k + 2L * block) {
            throw new IllegalArgumentException(NAME + ": a space of " + (k + 2L * block) + " vectors or more for " + k
                    + " values in blocks of " + block + ", got " + space);
        }
    }
}
