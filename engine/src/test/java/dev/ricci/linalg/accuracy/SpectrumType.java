package dev.ricci.linalg.accuracy;

import dev.ricci.backend.DType;
import java.util.Random;

/**
 * The sixteen types of matrices on which LAPACK tests its singular value decomposition (DCHKBD in its test suite; DLATMS makes them): the
 * shape of the spectrum, and the size of the numbers.
 */
enum SpectrumType {
    ZERO, IDENTITY, DIAGONAL_EVEN, DIAGONAL_GEOMETRIC, DIAGONAL_CLUSTERED, DIAGONAL_LARGE, DIAGONAL_SMALL,
    EVEN, GEOMETRIC, CLUSTERED, EVEN_LARGE, EVEN_SMALL,
    RANDOM, RANDOM_LARGE, RANDOM_SMALL, BIDIAGONAL;

    /** A matrix of this type, rounded to the type of its numbers. */
    Dense matrix(DType type, int m, int n, long seed) {
        Random r = new Random(seed);
        Dense a = switch (this) {
            case ZERO -> new Dense(m, n);
            case IDENTITY -> diagonal(m, n, spectrum(type, Math.min(m, n)));
            case DIAGONAL_EVEN, DIAGONAL_GEOMETRIC, DIAGONAL_CLUSTERED, DIAGONAL_LARGE, DIAGONAL_SMALL ->
                    diagonal(m, n, spectrum(type, Math.min(m, n)));
            case EVEN, GEOMETRIC, CLUSTERED, EVEN_LARGE, EVEN_SMALL ->
                    between(Dense.orthogonal(m, r), spectrum(type, Math.min(m, n)), Dense.orthogonal(n, r));
            case RANDOM, RANDOM_LARGE, RANDOM_SMALL -> Dense.random(m, n, r);
            case BIDIAGONAL -> bidiagonal(type, m, n, r);
        };
        return stored(a.times(size(type)), type);
    }

    /** A symmetric matrix whose eigenvalues have the sizes of this type and any signs. */
    Dense symmetric(DType type, int n, long seed) {
        Random r = new Random(seed);
        Dense a = switch (this) {
            case RANDOM, RANDOM_LARGE, RANDOM_SMALL -> Dense.random(n, n, r);
            case BIDIAGONAL -> bidiagonal(type, n, n, r).transpose(); // tridiagonal, once mirrored
            default -> {
                double[] values = spectrum(type, n);
                for (int i = 0; i < n; i++) {
                    values[i] *= r.nextBoolean() ? 1 : -1;
                }
                boolean dense = ordinal() >= EVEN.ordinal();
                Dense q = dense ? Dense.orthogonal(n, r) : null;
                yield dense ? between(q, values, q.transpose()) : diagonal(n, n, values);
            }
        };
        return stored(mirrored(a).times(size(type)), type);
    }

    /** A symmetric positive definite matrix with this spectrum, none smaller than the square root of eps. */
    Dense positiveDefinite(DType type, int n, long seed) {
        double[] values = spectrum(type, n);
        double least = Math.sqrt(type.epsilon());
        for (int i = 0; i < n; i++) {
            values[i] = Math.max(values[i], least);
        }
        Dense q = Dense.orthogonal(n, new Random(seed));
        return stored(mirrored(between(q, values, q.transpose())).times(size(type)), type);
    }

    private double[] spectrum(DType type, int k) {
        double least = type.epsilon();
        double[] d = new double[k];
        for (int i = 0; i < k; i++) {
            double part = k == 1 ? 0 : i / (k - 1.0);
            d[i] = switch (this) {
                case ZERO -> 0;
                case IDENTITY, RANDOM, RANDOM_LARGE, RANDOM_SMALL, BIDIAGONAL -> 1;
                case DIAGONAL_EVEN, EVEN, EVEN_LARGE, EVEN_SMALL -> 1 - part * (1 - least);
                case DIAGONAL_GEOMETRIC, DIAGONAL_LARGE, DIAGONAL_SMALL, GEOMETRIC -> Math.pow(least, part);
                case DIAGONAL_CLUSTERED, CLUSTERED -> i == 0 ? 1 : least;
            };
        }
        return d;
    }

    /** 1, or the square root of where numbers overflow or underflow. */
    private double size(DType type) {
        boolean single = type == DType.FLOAT32;
        return switch (this) {
            case DIAGONAL_LARGE, EVEN_LARGE, RANDOM_LARGE -> Math.sqrt(single ? Float.MAX_VALUE : Double.MAX_VALUE) / 4;
            case DIAGONAL_SMALL, EVEN_SMALL, RANDOM_SMALL -> Math.sqrt(single ? Float.MIN_NORMAL : Double.MIN_NORMAL) * 4;
            default -> 1;
        };
    }

    private static Dense diagonal(int m, int n, double[] values) {
        Dense a = new Dense(m, n);
        for (int i = 0; i < values.length; i++) {
            a.set(i, i, values[i]);
        }
        return a;
    }

    private static Dense between(Dense u, double[] values, Dense vt) {
        int k = values.length;
        Dense rows = new Dense(k, vt.columns(), java.util.Arrays.copyOf(vt.values(), k * vt.columns()));
        return u.left(k).scaleColumns(values).times(rows);
    }

    /** On and above the diagonal exp of numbers evenly between 2 log eps and -2 log eps. */
    private static Dense bidiagonal(DType type, int m, int n, Random r) {
        double most = -2 * Math.log(type.epsilon());
        Dense a = new Dense(m, n);
        for (int i = 0; i < Math.min(m, n); i++) {
            a.set(i, i, Math.exp(most * (2 * r.nextDouble() - 1)));
            if (i + 1 < n) {
                a.set(i, i + 1, Math.exp(most * (2 * r.nextDouble() - 1)));
            }
        }
        return a;
    }

    private static Dense mirrored(Dense a) {
        Dense s = new Dense(a.rows(), a.rows());
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.rows(); j++) {
                s.set(i, j, a.at(Math.max(i, j), Math.min(i, j)));
            }
        }
        return s;
    }

    private static Dense stored(Dense a, DType type) {
        return type == DType.FLOAT32 ? a.rounded() : a;
    }
}
