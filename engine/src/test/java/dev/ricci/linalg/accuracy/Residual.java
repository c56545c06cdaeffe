package dev.ricci.linalg.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;

/** Errors in units of n eps, as LAPACK's tests count them; below 30 passes. */
final class Residual {
    private static final double MOST = 30;

    private Residual() {}

    /** |A - product| / (|A| n eps), all numbers brought near 1 first. */
    static double of(Dense a, Dense product, DType type) {
        double size = a.largest();
        double scale = size == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(size));
        int n = Math.max(1, Math.max(a.rows(), a.columns()));
        double difference = a.times(scale).minus(product.times(scale)).norm();
        double norm = a.times(scale).norm();
        return difference == 0 ? 0 : difference / ((norm == 0 ? 1 : norm) * n * type.epsilon());
    }

    /** |I - Q^T Q| / (rows eps). */
    static double unorthogonality(Dense q, DType type) {
        return Dense.identity(q.columns()).minus(q.transpose().times(q)).norm() / (Math.max(1, q.rows()) * type.epsilon());
    }

    static void check(double ratio, String what) {
        assertTrue(ratio < MOST, () -> what + ": " + ratio + " n eps");
    }
}
