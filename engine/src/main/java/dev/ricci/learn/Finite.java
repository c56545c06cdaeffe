package dev.ricci.learn;

import dev.ricci.tensor.Tensor;

/** NaN and infinities are found before they spread. */
final class Finite {
    private Finite() {}

    /** Over one number for each column (a mean or a sum): it is finite exactly where the column is, but for overflow. */
    static void check(String op, Tensor perColumn, String what) {
        double[] v = perColumn.toDoubles();
        for (int i = 0; i < v.length; i++) {
            if (!Double.isFinite(v[i])) {
                throw new IllegalArgumentException(op + ": " + what + " " + i + " holds NaN or an infinity; remove or replace such"
                        + " values first, for example by x.isNaN().where(replacement, x)");
            }
        }
    }
}
