package dev.ricci.cuda.factor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import java.util.Arrays;
import java.util.Random;

/** Residuals and orthogonality in units of n eps, as LAPACK's own tests count them; all arithmetic in double. */
record Judge(String what, DType type, int m, int n) {
    /** What LAPACK's tests take as right. */
    private static final double MOST = 30;

    double epsilon() {
        return type == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
    }

    static double[] normal(long seed, int count) {
        Random random = new Random(seed);
        double[] x = new double[count];
        Arrays.setAll(x, i -> (float) random.nextGaussian());
        return x;
    }

    /** Matrix number b of a batch. */
    static double[] one(double[] batch, int b, int elements) {
        return Arrays.copyOfRange(batch, b * elements, (b + 1) * elements);
    }

    /** m by k times k by n. */
    static double[] product(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += a[i * k + p] * b[p * n + j];
                }
            }
        }
        return c;
    }

    static double[] transposed(double[] a, int m, int n) {
        double[] t = new double[m * n];
        for (int i = 0; i < m * n; i++) {
            t[i % n * m + i / n] = a[i];
        }
        return t;
    }

    /** The sum of absolute values of the largest row. */
    static double norm(double[] a, int rows, int columns) {
        double most = 0;
        for (int i = 0; i < rows; i++) {
            most = Math.max(most, Arrays.stream(a, i * columns, (i + 1) * columns).map(Math::abs).sum());
        }
        return most;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] d = a.clone();
        Arrays.setAll(d, i -> a[i] - b[i]);
        return d;
    }

    /** Whether a product is the matrix. */
    void residual(double[] a, double[] product) {
        double scale = norm(a, m, n) * Math.max(m, n) * epsilon();
        double apart = norm(difference(a, product), m, n);
        assertTrue(apart <= MOST * scale, () -> what + ": residual " + apart / scale);
    }

    /** Whether q, of so many rows and columns, has orthonormal columns. */
    void orthonormal(double[] q, int rows, int columns) {
        double[] gram = product(transposed(q, rows, columns), q, columns, rows, columns);
        for (int i = 0; i < columns; i++) {
            gram[i * columns + i] -= 1;
        }
        double apart = norm(gram, columns, columns);
        assertTrue(apart <= MOST * rows * epsilon(), () -> what + ": orthogonality " + apart / (rows * epsilon()));
    }

    /** Whether x solves a x = b: |b - a x| against |a| |x| n eps. */
    void solved(double[] a, double[] x, double[] b, int sides) {
        double apart = norm(difference(b, product(a, x, n, n, sides)), n, sides);
        double scale = norm(a, n, n) * norm(x, n, sides) * n * epsilon();
        assertTrue(apart <= MOST * scale, () -> what + ": residual " + apart / scale);
    }

    void descending(double[] values) {
        for (int i = 1; i < values.length; i++) {
            int at = i;
            assertTrue(values[i] <= values[i - 1], () -> what + ": not descending: " + Arrays.toString(values) + " at " + at);
        }
    }
}
