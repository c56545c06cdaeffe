package dev.ricci.cpu.small;

import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Solver;

/** Which batches are worth a vector of matrices at a time: the crossings with the way matrix by matrix, measured. */
final class Rule {
    private static final int LEAST_LANES = 4;

    private Rule() {}

    static boolean takes(Factorisation kind, DType type, int m, int n, int batch) {
        int size = Math.max(m, n);
        return fits(type, batch) && Math.min(m, n) > 0 && switch (kind) {
            case PIVOTED_QR -> false;
            case JACOBI_SVD -> type == DType.FLOAT64 && size <= 32; // in float32 small values would lose their digits
            default -> size <= 32;
        };
    }

    static boolean takes(Solver kind, DType type, int n, int right, int batch) {
        return fits(type, batch) && right > 0 && Math.max(n, right) <= 32;
    }

    private static boolean fits(DType type, int batch) {
        int lanes = Arithmetic.of(type).lanes();
        return lanes >= LEAST_LANES && batch >= lanes / 2;
    }
}
