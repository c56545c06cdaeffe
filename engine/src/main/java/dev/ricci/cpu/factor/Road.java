package dev.ricci.cpu.factor;

import dev.ricci.backend.Solver;

/**
 * One way to compute factorisations: LAPACK's or our own.
 *
 * <p>All matrices are finite, not empty, of one type and row-major ({@link Matrix#isRowMajor}). Inputs are overwritten. A result other
 * than 0 says why there is none.
 */
sealed interface Road permits Lapack, PooledLapack, Portable {
    /** The lower triangle of A to L in place, with zeros above. Returns the order of the first leading minor that is not positive, or 0. */
    int cholesky(Matrix a);

    /** A (m by n) to Q in its first k columns; R is k by n. */
    void qr(Matrix a, Matrix r);

    /** Whether {@link #qr} of such a matrix keeps all threads of the pool at work by itself. */
    default boolean sharesQr(Matrix a) {
        return false;
    }

    /** A (m by n, lost) to the whole Q (m by m) and R (m by n). */
    void completeQr(Matrix a, Matrix q, Matrix r);

    /** A (m by n, lost) to Q (m by k) and R (k by n) of its columns in the order that is returned. */
    int[] pivotedQr(Matrix a, Matrix q, Matrix r);

    /** A (m by n) to L and U in place. Returns the row that each of its min(m, n) rows is exchanged with, one after the other. */
    int[] lu(Matrix a);

    /** R (k by n) of A, which may be laid out in any way and is left as it is. */
    void triangle(Matrix a, Matrix r);

    /** U (m by k), S (k by 1, without gaps), V^T (k by n) of A with m >= n. Returns 0, or a number where it did not converge. */
    int svd(Matrix a, Matrix u, Matrix s, Matrix vt);

    /** S (n by 1, without gaps) alone, of A with m >= n, which is lost. Returns as {@link #svd}. */
    int singularValues(Matrix a, Matrix s);

    /** Eigenvalues (n by 1, without gaps) and vectors of a symmetric A, of which the lower triangle is read. Returns as {@link #svd}. */
    int eigen(Matrix a, Matrix values, Matrix vectors);

    /** Eigenvalues alone. Returns as {@link #svd}. */
    int eigenvalues(Matrix a, Matrix values);

    /** B to the X with A X = B. Returns the place, from 1, of what makes A singular or not positive definite, or 0. */
    int solve(Solver kind, Matrix a, Matrix b);
}
