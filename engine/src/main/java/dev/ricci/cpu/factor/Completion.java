package dev.ricci.cpu.factor;

import java.util.Arrays;

/** Completes orthonormal rows to a basis of the whole space. */
final class Completion {
    private Completion() {}

    /**
     * Fills the rows from a place on. Each comes from the unit vector of which the rows before leave the most, made orthogonal to them
     * twice, which is enough (Kahan; Parlett 1980, 6.9).
     */
    static void complete(Matrix rows, int from) {
        int n = rows.columns();
        double[] left = new double[n];
        Arrays.fill(left, 1);
        for (int i = 0; i < from; i++) {
            take(left, rows, i);
        }
        for (int i = from; i < rows.rows(); i++) {
            Matrix row = rows.rows(i, i + 1);
            row.fill(0);
            row.set(0, largest(left), 1);
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < i; k++) {
                    Vectors.axpy(-Vectors.dot(rows.at(k, 0), row.address(), n), rows.at(k, 0), row.address(), n);
                }
            }
            Vectors.scale(1 / Vectors.norm(row.address(), n), row.address(), n);
            take(left, rows, i);
        }
    }

    private static void take(double[] left, Matrix rows, int i) {
        for (int j = 0; j < left.length; j++) {
            left[j] -= rows.get(i, j) * rows.get(i, j);
        }
    }

    private static int largest(double[] left) {
        int best = 0;
        for (int j = 1; j < left.length; j++) {
            if (left[j] > left[best]) {
                best = j;
            }
        }
        return best;
    }
}
