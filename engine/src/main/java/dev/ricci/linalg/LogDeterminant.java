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
public record LogDeterminant(Tensor sign, Tensor logarithm) {
    /**
     * Of a matrix [.., n, n], by LU with partial pivoting; 1 and 0 for n = 0. Gradients pass through the logarithm of a regular
     * matrix.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static LogDeterminant of(Tensor a) {
        Inputs.square("logDeterminant", a);
        try (Scope scope = Scope.open()) {
            LogDeterminant made = of(Lu.of(a.detach()));
            return new LogDeterminant(scope.keep(made.sign), InverseGradient.ofLogarithm(a, scope.keep(made.logarithm)));
        }
    }

    private static LogDeterminant of(Lu lu) {
        Tensor pivots = lu.pivots();
        return new LogDeterminant(Products.plain(pivots.sign()).mul(lu.sign().squeeze(-1)), pivots.abs().log().sum(-1));
    }
}
