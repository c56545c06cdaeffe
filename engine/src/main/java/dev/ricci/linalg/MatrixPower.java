package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/** A square matrix times itself, so many times. */
public final class MatrixPower {
    private MatrixPower() {}

    /**
     * Of a matrix [.., n, n] by repeated squaring, in 2 log2(exponent) products at most; for a negative exponent, of the inverse. NaN,
     * infinity and overflow go through, as in a product.
     *
     * @param exponent any integer; 0 gives the identity
     * @throws NumericalFailure for a negative exponent where A is singular, or a number is NaN or infinite
     */
    public static Tensor of(Tensor a, int exponent) {
        Inputs.square("matrixPower", a);
        if (exponent == 0) {
            return Triangles.identity(a).broadcastTo(a.shape()).copy();
        }
        return Inputs.scoped(() -> positive(exponent < 0 ? Inverse.of(a) : a, Math.abs((long) exponent)), a);
    }

    private static Tensor positive(Tensor a, long exponent) {
        Tensor result = null;
        Tensor square = a;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = result == null ? square : result.matmul(square);
            }
            if (left > 1) {
                square = square.matmul(square);
            }
        }
        return result;
    }
}
