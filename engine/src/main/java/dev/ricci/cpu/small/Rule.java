package dev.ricci.cpu.small;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;

/** Which batches are worth a vector of matrices at a time: the crossings with the way matrix by matrix, measured. */
final class Rule {
    private static final int LEAST_LANES = 4;
    private static final int LARGEST = 32;
    private static final int LARGEST_FLOAT64_SVD = 24; // at 32 the rotations have eaten the gain: 1.1 times LAPACK

    private Rule() {}

    static boolean takes(Factorisation kind, DType type, int m, int n, int batch) {
        int size = Math.max(m, n);
        return fits(type, batch) && Math.min(m, n) > 0 && switch (kind) {
            case PIVOTED_QR -> false;
            case SVD, SINGULAR_VALUES -> size <= (type == DType.FLOAT64 ? LARGEST_FLOAT64_SVD : LARGEST);
            case JACOBI_SVD -> type == DType.FLOAT64 && size <= LARGEST; // in float32 small values would lose their digits
            case CHOLESKY, QR, TRIANGLE, COMPLETE_QR, LU, SYMMETRIC_EIGEN, EIGENVALUES -> size <= LARGEST;
        };
    }

    static boolean takes(DType type, int n, int right, int batch) {
        return fits(type, batch) && n > 0 && right > 0 && Math.max(n, right) <= LARGEST;
    }

    /** Fewer matrices than lanes cost as much as a whole vector of them. */
    private static boolean fits(DType type, int batch) {
        int lanes = Arithmetic.of(type).lanes();
        return lanes >= LEAST_LANES && batch >= lanes;
    }
}
