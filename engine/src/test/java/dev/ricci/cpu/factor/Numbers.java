package dev.ricci.cpu.factor;

import java.util.Random;

/** Matrices of the tests, as arrays of rows, and the measures by which LAPACK's own tests judge. */
final class Numbers {
    private Numbers() {}

    static double[][] random(int m, int n, long seed) {
        Random r = new Random(seed);
        return make(m, n, (i, j) -> 2 * r.nextDouble() - 1);
    }

    interface Element {
        double at(int i, int j);
    }

    static double[][] make(int m, int n, Element f) {
        double[][] a = new double[m][n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = f.at(i, j);
            }
        }
        return a;
    }

    static double[][] identity(int n) {
        return make(n, n, (i, j) -> i == j ? 1 : 0);
    }

    static double[][] hilbert(int n) {
        return make(n, n, (i, j) -> 1.0 / (i + j + 1));
    }

    /** 2 on the diagonal, -1 beside it: its eigenvalues are 2 - 2 cos(k pi / (n + 1)). */
    static double[][] secondDifference(int n) {
        return make(n, n, (i, j) -> i == j ? 2 : Math.abs(i - j) == 1 ? -1 : 0);
    }

    static double[][] symmetric(int n, long seed) {
        double[][] a = random(n, n, seed);
        return make(n, n, (i, j) -> a[Math.max(i, j)][Math.min(i, j)]);
    }

    static double[][] positiveDefinite(int n, long seed) {
        double[][] a = random(n, n, seed);
        double[][] p = times(a, transpose(a));
        return make(n, n, (i, j) -> p[i][j] + (i == j ? 0.1 : 0));
    }

    /** Columns that shrink from 1 to 10^-powers. */
    static double[][] graded(int m, int n, double powers, long seed) {
        double[][] a = random(m, n, seed);
        return make(m, n, (i, j) -> a[i][j] * Math.pow(10, -powers * j / Math.max(1, n - 1)));
    }

    static double[][] ofRank(int m, int n, int rank, long seed) {
        return times(random(m, rank, seed), random(rank, n, seed + 1));
    }

    static double[][] times(double[][] a, double[][] b) {
        int inner = b.length;
        double[][] c = new double[a.length][inner == 0 ? 0 : b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < inner; k++) {
                for (int j = 0; j < c[i].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    static double[][] transpose(double[][] a) {
        return make(a.length == 0 ? 0 : a[0].length, a.length, (i, j) -> a[j][i]);
    }

    static double[][] minus(double[][] a, double[][] b) {
        return make(a.length, a.length == 0 ? 0 : a[0].length, (i, j) -> a[i][j] - b[i][j]);
    }

    /** Columns times the values. */
    static double[][] scaled(double[][] a, double[] by) {
        return make(a.length, by.length, (i, j) -> a[i][j] * by[j]);
    }

    /** The largest sum of absolute values of a column. */
    static double norm(double[][] a) {
        double most = 0;
        for (int j = 0; a.length > 0 && j < a[0].length; j++) {
            double sum = 0;
            for (double[] row : a) {
                sum += Math.abs(row[j]);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    /** |difference| in units of size n epsilon: below 30 is good, by LAPACK's custom. */
    static double ratio(double[][] difference, double size, int n, double epsilon) {
        return norm(difference) / (Math.max(size, Double.MIN_NORMAL) * Math.max(1, n) * 2 * epsilon);
    }

    /** |Q^T Q - I| in units of n epsilon. */
    static double unorthogonality(double[][] q, double epsilon) {
        double[][] product = times(transpose(q), q);
        return ratio(minus(product, identity(product.length)), 1, q.length, epsilon);
    }
}
