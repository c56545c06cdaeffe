package dev.ricci.linalg;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;

/** How small a singular value must be, relative to the largest, to count as zero. */
final class Tolerance {
    private Tolerance() {}

    /** max(m, n) units in the last place: what rounding leaves of a value that is zero. */
    static double of(Tensor a) {
        return of(Matrices.rows(a), Matrices.columns(a), a.dtype());
    }

    static double of(int rows, int columns, DType dtype) {
        return Math.max(rows, columns) * 2 * dtype.epsilon();
    }

    static void check(String op, double tolerance) {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException(op + ": a tolerance from 0 to below 1, relative to the largest singular value, got "
                    + tolerance);
        }
    }
}
