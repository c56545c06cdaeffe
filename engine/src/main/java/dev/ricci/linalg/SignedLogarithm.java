package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;

/**
 * A determinant as sign times exp(logarithm), which cannot overflow.
 *
 * @param sign [..], 1, -1, or 0 for a singular matrix
 * @param logarithm [..], of the absolute value; -infinity for a singular matrix
 */
public record SignedLogarithm(Tensor sign, Tensor logarithm) {
    /**
     * Of a matrix [.., n, n], by LU with partial pivoting; 1 and 0 for n = 0.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static SignedLogarithm of(Tensor a) {
        Matrices.square("signedLogarithm", a);
        try (Scope scope = Scope.open()) {
            Lu lu = Lu.of(a);
            Tensor pivots = lu.pivots();
            Tensor sign = Products.of(pivots.sign()).mul(lu.sign().squeeze(-1));
            return new SignedLogarithm(scope.keep(sign), scope.keep(pivots.abs().log().sum(-1)));
        }
    }
}
