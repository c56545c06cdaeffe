package dev.ricci.cuda.factor;

import dev.ricci.backend.View;

/**
 * Eigenvalues and eigenvectors of one symmetric matrix by one-sided block Jacobi.
 *
 * <p>B = A + shift I is positive definite with a small condition, so that the SVD of B is its eigendecomposition: columns are turned until
 * B J = V S, then V = J diagonalises A, and its eigenvalues are S less the shift. J itself is not needed. Of A itself the rotations
 * would be those of A^2, where eigenvalues of opposite sign are one. The shift is 1.5 times the Frobenius norm of A^4 to the power of
 * 1/4, which is between the 2-norm of A and n^(1/8) of it: errors stay within a few units of the norm.
 */
final class LargeEigen {
    private final Spectrum spectrum;
    private final JacobiSweeps sweeps;

    LargeEigen(Spectrum spectrum, JacobiSweeps sweeps) {
        this.spectrum = spectrum;
        this.sweeps = sweeps;
    }

    /** Values ascending, and vectors in columns where there is a second output; the code becomes that of the matrix. */
    void factor(View[] out, View a, View code) {
        int n = a.size(0);
        View whole = spectrum.symmetric(a, null);
        JacobiState state = spectrum.start(spectrum.largest(whole), code);
        View x = spectrum.symmetric(a, state);
        spectrum.shift(x, n, state);
        sweeps.run(x, null, n, state);
        spectrum.code(state, n, code);
        View vectors = out.length == 1 ? null : out[1].with(out[1].layout().transpose());
        spectrum.write(x, null, out[0], vectors, null, null, false, code, state);
    }
}
