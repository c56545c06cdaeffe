package dev.ricci.linalg.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import java.util.Map;
import java.util.TreeMap;

/** Errors in units of n eps, as LAPACK's tests count them; below 30 passes. */
final class Residual {
    private static final double MOST = 30;

    /** The largest so far of each "operation, place, type". */
    private static final Map<String, Double> WORST = new TreeMap<>();

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
        WORST.merge(what.replaceAll("^(([^,]+, ){2}[^,]+),.*", "$1"), ratio, Math::max);
        assertTrue(ratio < MOST, () -> what + ": " + ratio + " n eps");
    }

    /** With {@code -Dricci.test.report}, the largest of all, for docs/MEASURED.md. */
    static void report() {
        if (System.getProperty("ricci.test.report") != null) {
            WORST.forEach((what, ratio) -> System.out.printf("%-40s %6.2f n eps%n", what, ratio));
        }
    }
}
