package dev.ricci.linalg;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;

/**
 * Matrices whose columns are scaled by powers of two to largest elements from 1 to 2: exact, and nearly the least condition that any
 * scaling of columns gives (van der Sluis 1969).
 *
 * @param matrix [.., m, n]
 * @param factors [.., n], of the columns
 */
record Equilibrated(Tensor matrix, Tensor factors) {
    /** Of finite matrices. */
    static Equilibrated columns(Tensor a) {
        int most = a.dtype() == DType.FLOAT32 ? 126 : 1022; // so that the factor has an inverse
        double[] largest = a.abs().max(-2).toDoubles();
        for (int i = 0; i < largest.length; i++) {
            largest[i] = largest[i] == 0 ? 1 : Math.scalb(1.0, Math.clamp(-Math.getExponent(largest[i]), -most, most));
        }
        Tensor factors = Tensor.of(largest, Matrices.shape(Matrices.batch(a), Matrices.columns(a))).to(a.backend()).to(a.dtype());
        return new Equilibrated(Matrices.scaleColumns(a, factors), factors);
    }
}
