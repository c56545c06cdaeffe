package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.function.Executable;

/** Sample matrices, and comparisons of tensors. */
final class Near {
    private Near() {}

    /** What is said of numbers on which work cannot succeed: by the call itself, or by the next wait for a device. */
    static String failed(Executable work) {
        return assertThrows(NumericalFailure.class, () -> {
            work.execute();
            Devices.current().finish();
        }).getMessage();
    }

    static Tensor random(int... shape) {
        return new Generator(7).normal(DType.FLOAT64, shape);
    }

    /** Symmetric, its eigenvalues 1 or more. */
    static Tensor positiveDefinite(int n) {
        Tensor a = random(n, n);
        return a.matmul(a.t()).add(Tensor.eye(DType.FLOAT64, n));
    }

    /** 2 on the diagonal, -1 beside it: eigenvalues 2 - 2 cos(k pi / (n + 1)), determinant n + 1. */
    static Tensor secondDifference(int n) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            a[i * n + i] = 2;
            if (i > 0) {
                a[i * n + i - 1] = -1;
                a[(i - 1) * n + i] = -1;
            }
        }
        return Tensor.of(a, n, n);
    }

    static void assertNear(Tensor wanted, Tensor got, double tolerance) {
        assertArrayEquals(wanted.shape(), got.shape());
        assertEquals(wanted.dtype(), got.dtype());
        assertArrayEquals(wanted.toDoubles(), got.toDoubles(), tolerance);
    }

    /** The columns of q are orthonormal. */
    static void assertOrthonormal(Tensor q, double tolerance) {
        Tensor product = q.t().matmul(q);
        assertNear(Tensor.eye(q.dtype(), q.size(-1)).broadcastTo(product.shape()), product, tolerance);
    }
}
