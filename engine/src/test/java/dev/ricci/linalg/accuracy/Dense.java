package dev.ricci.linalg.accuracy;

import java.util.Random;

/** A matrix of doubles in rows, and the few plain loops that samples and residuals need. */
record Dense(int rows, int columns, double[] values) {
    Dense(int rows, int columns) {
        this(rows, columns, new double[rows * columns]);
    }

    static Dense identity(int n) {
        Dense a = new Dense(n, n);
        for (int i = 0; i < n; i++) {
            a.values[i * n + i] = 1;
        }
        return a;
    }

    /** Evenly distributed over (-1, 1). */
    static Dense random(int m, int n, Random r) {
        Dense a = new Dense(m, n);
        for (int i = 0; i < a.values.length; i++) {
            a.values[i] = 2 * r.nextDouble() - 1;
        }
        return a;
    }

    double at(int i, int j) {
        return values[i * columns + j];
    }

    void set(int i, int j, double value) {
        values[i * columns + j] = value;
    }

    Dense transpose() {
        Dense t = new Dense(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                t.values[j * rows + i] = values[i * columns + j];
            }
        }
        return t;
    }

    Dense times(Dense b) {
        Dense c = new Dense(rows, b.columns);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                double a = values[i * columns + k];
                int from = k * b.columns;
                int to = i * b.columns;
                for (int j = 0; a != 0 && j < b.columns; j++) {
                    c.values[to + j] += a * b.values[from + j];
                }
            }
        }
        return c;
    }

    Dense times(double factor) {
        Dense c = new Dense(rows, columns);
        for (int i = 0; i < values.length; i++) {
            c.values[i] = values[i] * factor;
        }
        return c;
    }

    Dense minus(Dense b) {
        Dense c = new Dense(rows, columns);
        for (int i = 0; i < values.length; i++) {
            c.values[i] = values[i] - b.values[i];
        }
        return c;
    }

    /** Each column times its factor. */
    Dense scaleColumns(double[] factors) {
        Dense c = new Dense(rows, columns);
        for (int i = 0; i < values.length; i++) {
            c.values[i] = values[i] * factors[i % columns];
        }
        return c;
    }

    /** The first columns. */
    Dense left(int count) {
        Dense c = new Dense(rows, count);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values, i * columns, c.values, i * count, count);
        }
        return c;
    }

    double largest() {
        double most = 0;
        for (double v : values) {
            most = v == v ? Math.max(most, Math.abs(v)) : v; // NaN stays
        }
        return most;
    }

    /** The largest sum of a column: LAPACK's norm of residuals. */
    double norm() {
        double most = 0;
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += Math.abs(at(i, j));
            }
            if (!(sum <= most)) {
                most = sum;
            }
        }
        return most;
    }

    /** Rounded to float32, as a float32 tensor would hold it. */
    Dense rounded() {
        Dense c = new Dense(rows, columns);
        for (int i = 0; i < values.length; i++) {
            c.values[i] = (float) values[i];
        }
        return c;
    }

    /** An orthogonal matrix, evenly distributed (Stewart 1980): the product of reflectors of random vectors of lengths n, n - 1, ... */
    static Dense orthogonal(int n, Random r) {
        Dense q = identity(n);
        for (int k = n - 1; k >= 0; k--) {
            double[] w = new double[n];
            double square = 0;
            for (int i = k; i < n; i++) {
                w[i] = r.nextGaussian();
                square += w[i] * w[i];
            }
            w[k] += Math.copySign(Math.sqrt(square), w[k]);
            reflect(q, w, k);
        }
        return q;
    }

    /** Q - 2 w (w^T Q) / (w^T w) in rows from k on. */
    private static void reflect(Dense q, double[] w, int k) {
        int n = q.rows;
        double[] product = new double[n];
        double square = 0;
        for (int i = k; i < n; i++) {
            square += w[i] * w[i];
            for (int j = 0; j < n; j++) {
                product[j] += w[i] * q.values[i * n + j];
            }
        }
        for (int i = k; i < n; i++) {
            double factor = 2 * w[i] / square;
            for (int j = 0; j < n; j++) {
                q.values[i * n + j] -= factor * product[j];
            }
        }
    }
}
