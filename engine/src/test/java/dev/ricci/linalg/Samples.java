package dev.ricci.linalg;

import dev.ricci.tensor.Tensor;

/** Matrices of which more is known than their numbers. */
final class Samples {
    private Samples() {}

    /** An element by its row and column, from 0. */
    interface Element {
        double at(int i, int j);
    }

    static Tensor matrix(int m, int n, Element element) {
        double[] a = new double[m * n];
        for (int i = 0; i < a.length; i++) {
            a[i] = element.at(i / n, i % n);
        }
        return Tensor.of(a, m, n);
    }

    static Tensor diagonal(double... values) {
        return matrix(values.length, values.length, (i, j) -> i == j ? values[i] : 0);
    }

    static Tensor hilbert(int n) {
        return matrix(n, n, (i, j) -> 1.0 / (i + j + 1));
    }

    /** The inverse of Hilbert's matrix, in integers: (-1)^(i+j) (i+j-1) C(n+i-1, n-j) C(n+j-1, n-i) C(i+j-2, i-1)^2, counted from 1. */
    static Tensor hilbertInverse(int n) {
        return matrix(n, n, (i, j) -> ((i + j) % 2 == 0 ? 1 : -1) * (i + j + 1.0) * binomial(n + i, n - j - 1) * binomial(n + j, n - i - 1)
                * binomial(i + j, i) * binomial(i + j, i));
    }

    /** C(i + j, i): determinant 1. */
    static Tensor pascal(int n) {
        return matrix(n, n, (i, j) -> binomial(i + j, i));
    }

    /** Kahan's: diag(1, s, s^2, ..) times a triangle of ones on and -c above the diagonal, s^2 + c^2 = 1. */
    static Tensor kahan(int n, double c) {
        double s = Math.sqrt(1 - c * c);
        return matrix(n, n, (i, j) -> Math.pow(s, i) * (i == j ? 1 : i < j ? -c : 0));
    }

    private static double binomial(int n, int k) {
        double b = 1;
        for (int i = 1; i <= k; i++) {
            b = b * (n - k + i) / i; // exact: a binomial coefficient after every step
        }
        return b;
    }
}
