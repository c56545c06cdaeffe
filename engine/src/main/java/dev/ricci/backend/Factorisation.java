package dev.ricci.backend;

/** A way to write a matrix as a product, with the outputs that {@link Backend#factor} fills; m by n, k = min(m, n), batched. */
public enum Factorisation {
    /** L (n by n, lower) with A = L L^T; A symmetric positive definite, only its lower triangle is read. */
    CHOLESKY,
    /** Q (m by k, orthonormal columns), R (k by n, upper, diagonal of any sign) with A = Q R. */
    QR,
    /** R alone (k by n) of such a QR: half the work where Q is not wanted. */
    TRIANGLE,
    /** Q (m by m, orthogonal), R (m by n, upper trapezoidal) with A = Q R: its last m - k columns are what A does not reach. */
    COMPLETE_QR,
    /** Q (m by k), R (k by n, the absolute diagonal descending), order (n, INT32) with A[:, order] = Q R. */
    PIVOTED_QR,
    /**
     * LU (m by n: U on and above the diagonal, L below, its diagonal of ones left out), order (m, INT32), sign (1, that of the
     * permutation) with A[order] = L U, by partial pivoting. A pivot of zero is no failure: U then holds it.
     */
    LU,
    /** U (m by k), S (k, descending), V^T (k by n) with A = U diag(S) V^T. */
    SVD,
    /**
     * The same by one-sided Jacobi rotations, slower: small values of a matrix whose columns (rows, where it is wide) only differ in size
     * keep their digits (Demmel &amp; Veselic 1992), which {@link #SVD} promises for the largest values alone.
     */
    JACOBI_SVD,
    /** S (k, descending) alone. */
    SINGULAR_VALUES,
    /** Values (n, ascending), vectors (n by n, in columns) of a symmetric A; only its lower triangle is read. */
    SYMMETRIC_EIGEN,
    /** Values (n, ascending) alone, of such an A. */
    EIGENVALUES;

    /** The last axes of each output for a matrix of m rows and n columns. */
    public int[][] shapes(int m, int n) {
        int k = Math.min(m, n);
        return switch (this) {
            case CHOLESKY -> new int[][] {{n, n}};
            case QR -> new int[][] {{m, k}, {k, n}};
            case TRIANGLE -> new int[][] {{k, n}};
            case COMPLETE_QR -> new int[][] {{m, m}, {m, n}};
            case PIVOTED_QR -> new int[][] {{m, k}, {k, n}, {n}};
            case LU -> new int[][] {{m, n}, {m}, {1}};
            case SVD, JACOBI_SVD -> new int[][] {{m, k}, {k}, {k, n}};
            case SINGULAR_VALUES -> new int[][] {{k}};
            case SYMMETRIC_EIGEN -> new int[][] {{n}, {n, n}};
            case EIGENVALUES -> new int[][] {{n}};
        };
    }

    /** The type of an output for a matrix of a type: INT32 for an order, else that of the matrix. */
    public DType dtype(int output, DType matrix) {
        boolean order = this == PIVOTED_QR && output == 2 || this == LU && output == 1;
        return order ? DType.INT32 : matrix;
    }
}
