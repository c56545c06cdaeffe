package dev.ricci.ops;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Linear algebra as it stands in textbooks, over rows of double: the definitions of {@link LinalgCases}. */
final class PlainMatrices {
    private PlainMatrices() {}

    /** A function of each matrix of a batch. */
    static Grid each(UnaryOperator<double[][]> f, Grid g) {
        return each((a, _) -> f.apply(a), g, g);
    }

    /** A function of each pair of matrices of two batches with the same leading axes. */
    static Grid each(BinaryOperator<double[][]> f, Grid a, Grid b) {
        int r = a.shape().length;
        int count = Grid.size(Arrays.copyOf(a.shape(), r - 2));
        double[][] sample = f.apply(new double[a.shape()[r - 2]][a.shape()[r - 1]], new double[b.shape()[r - 2]][b.shape()[r - 1]]);
        int[] shape = a.shape().clone();
        shape[r - 2] = sample.length;
        shape[r - 1] = sample.length > 0 ? sample[0].length : b.shape()[r - 1];
        double[] out = new double[Grid.size(shape)];
        for (int i = 0; i < count; i++) {
            double[][] y = f.apply(rows(a, i), rows(b, i));
            for (int row = 0; row < y.length; row++) {
                System.arraycopy(y[row], 0, out, (i * y.length + row) * y[row].length, y[row].length);
            }
        }
        return new Grid(shape, out);
    }

    private static double[][] rows(Grid g, int matrix) {
        int m = g.shape()[g.shape().length - 2];
        int n = g.shape()[g.shape().length - 1];
        double[][] a = new double[m][];
        for (int i = 0; i < m; i++) {
            a[i] = Arrays.copyOfRange(g.values(), (matrix * m + i) * n, (matrix * m + i + 1) * n);
        }
        return a;
    }

    static double[][] identity(int n) {
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 1;
        }
        return a;
    }

    static double[][] plusTransposed(double[][] a) {
        double[][] y = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                y[i][j] = a[i][j] + a[j][i];
            }
        }
        return y;
    }

    /** A + (8 + 2 n) I. */
    static double[][] regular(double[][] a) {
        return onDiagonal(a, 8 + 2.0 * a.length);
    }

    /** A + 8 I, of any shape. */
    static double[][] tall(double[][] a) {
        return onDiagonal(a, 8);
    }

    private static double[][] onDiagonal(double[][] a, double c) {
        double[][] y = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
        for (int i = 0; i < y.length && i < y[0].length; i++) {
            y[i][i] += c;
        }
        return y;
    }

    /** A A^T + 4 I. */
    static double[][] positive(double[][] a) {
        double[][] y = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                y[i][j] = dot(a[i], a[j], a[i].length) + (i == j ? 4 : 0);
            }
        }
        return y;
    }

    private static double dot(double[] a, double[] b, int n) {
        double s = 0;
        for (int k = 0; k < n; k++) {
            s += a[k] * b[k];
        }
        return s;
    }

    /** The triangle on and below the diagonal, or on and above it. */
    static double[][] part(double[][] a, boolean lower) {
        double[][] y = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                y[i][j] = i == j || i > j == lower ? a[i][j] : 0;
            }
        }
        return y;
    }

    static double[][] cholesky(double[][] a) {
        double[][] l = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j] - dot(l[i], l[j], j);
                l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
            }
        }
        return l;
    }

    /** By elimination without exchanges, for matrices that need none. */
    static double[][] solve(double[][] a, double[][] b) {
        double[][] u = onDiagonal(a, 0);
        double[][] x = Arrays.stream(b).map(double[]::clone).toArray(double[][]::new);
        int n = a.length;
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = u[i][k] / u[k][k];
                subtract(u[i], u[k], factor);
                subtract(x[i], x[k], factor);
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int j = k + 1; j < n; j++) {
                subtract(x[k], x[j], u[k][j]);
            }
            for (int c = 0; c < x[k].length; c++) {
                x[k][c] /= u[k][k];
            }
        }
        return x;
    }

    private static void subtract(double[] from, double[] what, double factor) {
        for (int c = 0; c < from.length; c++) {
            from[c] -= factor * what[c];
        }
    }

    /** Of c A, by elimination without exchanges. */
    static double determinant(double[][] a, double c) {
        double[][] u = onDiagonal(a, 0);
        double product = 1;
        for (int k = 0; k < a.length; k++) {
            for (int i = k + 1; i < a.length; i++) {
                subtract(u[i], u[k], u[i][k] / u[k][k]);
            }
            product *= c * u[k][k];
        }
        return product;
    }

    /** R of the matrix with 8 added along the diagonal, by modified Gram-Schmidt; its diagonal is positive. */
    static double[][] triangle(double[][] x) {
        double[][] q = transposed(tall(x));
        int n = q.length;
        double[][] r = new double[n][n];
        for (int k = 0; k < n; k++) {
            r[k][k] = Math.sqrt(dot(q[k], q[k], q[k].length));
            for (int i = 0; i < q[k].length; i++) {
                q[k][i] /= r[k][k];
            }
            for (int j = k + 1; j < n; j++) {
                r[k][j] = dot(q[k], q[j], q[k].length);
                subtract(q[j], q[k], r[k][j]);
            }
        }
        return r;
    }

    private static double[][] transposed(double[][] a) {
        double[][] y = new double[a.length == 0 ? 0 : a[0].length][a.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < a.length; j++) {
                y[i][j] = a[j][i];
            }
        }
        return y;
    }

    /** By the normal equations, for well conditioned matrices. */
    static double[][] leastSquares(double[][] a, double[][] b) {
        double[][] t = transposed(a);
        double[][] bt = transposed(b);
        double[][] gram = new double[t.length][t.length];
        double[][] right = new double[t.length][bt.length];
        for (int i = 0; i < t.length; i++) {
            for (int j = 0; j < t.length; j++) {
                gram[i][j] = dot(t[i], t[j], a.length);
            }
            for (int j = 0; j < bt.length; j++) {
                right[i][j] = dot(t[i], bt[j], a.length);
            }
        }
        return solve(gram, right);
    }

    /** Descending, by rotations that make columns orthogonal (Hestenes 1958). */
    static double[][] singularValues(double[][] a) {
        double[][] columns = a.length >= a[0].length ? transposed(a) : onDiagonal(a, 0);
        for (int sweep = 0; sweep < 40; sweep++) {
            for (int i = 0; i < columns.length; i++) {
                for (int j = i + 1; j < columns.length; j++) {
                    rotate(columns[i], columns[j]);
                }
            }
        }
        return Arrays.stream(columns).mapToDouble(c -> -Math.sqrt(dot(c, c, c.length))).sorted().mapToObj(s -> new double[] {-s})
                .toArray(double[][]::new);
    }

    private static void rotate(double[] x, double[] y) {
        double angle = 0.5 * Math.atan2(2 * dot(x, y, x.length), dot(x, x, x.length) - dot(y, y, y.length));
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        for (int k = 0; k < x.length; k++) {
            double first = c * x[k] + s * y[k];
            y[k] = c * y[k] - s * x[k];
            x[k] = first;
        }
    }

    /** Ascending, of a symmetric matrix: the singular values of one shifted to be positive definite, shifted back. */
    static double[][] eigenvalues(double[][] a) {
        double shift = 8.0 * a.length;
        double[][] s = singularValues(onDiagonal(a, shift));
        double[][] w = new double[a.length][];
        for (int i = 0; i < w.length; i++) {
            w[i] = new double[] {s[a.length - 1 - i][0] - shift};
        }
        return w;
    }
}
