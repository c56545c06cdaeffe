package dev.ricci.backend;

/** What is known of A when A X = B is solved. */
public enum Solver {
    /** Nothing: LU with partial pivoting. */
    GENERAL,
    /** Symmetric positive definite: Cholesky; only the lower triangle is read. */
    POSITIVE_DEFINITE,
    /** Lower triangular. */
    LOWER,
    /** Upper triangular. */
    UPPER
}
