package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/** I + A + A^2 / 2! + A^3 / 3! + ... */
public final class MatrixExponential {
    private MatrixExponential() {}

    /**
     * Of a matrix [.., n, n]: exp(A) = exp(A / 2^s)^(2^s), the inner one by the diagonal Pade approximant of degree 13 (7 in float32),
     * for the least s that keeps its error below rounding (Higham 2005, "The scaling and squaring method for the matrix exponential
     * revisited"), found by the norms of powers of A, which spares squarings that a large but nearly nilpotent A does not need (Al-Mohy
     * &amp; Higham 2009, algorithm 5.1, without its steps for triangular matrices). Each matrix of a batch has its own s. Waits for the
     * device.
     *
     * @throws NumericalFailure for NaN or infinity, and where the result is beyond the type's range
     */
    public static Tensor of(Tensor a) {
        Inputs.square("matrixExponential", a);
        if (a.size() == 0) {
            return a.copy();
        }
        Inputs.largest("matrixExponential", a);
        Tensor result = Inputs.scoped(() -> new Pade(a).exponential(), a);
        Inputs.inRange("matrixExponential: that", result, "take A - c I for a number c, whose exponential is smaller by the factor exp(c)");
        return result;
    }
}
