package dev.ricci.backend;

/** A way to write a matrix as a product, with the outputs that {@link Backend#factor} fills; m by n, k = min(m, n), batched. */
public enum Factorisation {
    /** L (n by n, lower) with A = L L^T; A symmetric positive definite, only its lower triangle is read. */
    CHOLESKY,
    /** Q (m by k, orthonormal columns), R (k by n, upper, diagonal of any sign) with A = Q R. */
    QR,
    /** R alone (k by n) of such a QR: half the work where Q is not wanted. */
    TRIANGLE,
    /** U (m by k), S (k, descending), V^T (k by n) with A = U diag(S) V^T. */
    SVD,
    /** Values (n, ascending), vectors (n by n, in columns) of a symmetric A; only its lower triangle is read. */
    SYMMETRIC_EIGEN
}
