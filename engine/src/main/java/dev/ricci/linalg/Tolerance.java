package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/** How small a singular value must be, relative to the largest, to count as zero. */
final class Tolerance {
    private Tolerance() {}

    /** max(m, n) units in the last place: what rounding leaves of a value that is zero. */
    static double of(Tensor a) {
        return Math.max(Matrices.rows(a), Matrices.columns(a)) * 2 * a.dtype().epsilon();
    }

    static void check(String op, double tolerance) {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException(op + ": a tolerance from 0 to below 1, relative to the largest singular value, got "
                    + tolerance);
        }
    }
}
