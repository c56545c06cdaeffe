package dev.ricci.cpu.product;

import dev.ricci.backend.DType;

/**
 * One matrix product by addresses, before it is cut.
 *
 * <p>Strides count elements. C's columns lie side by side.
 */
record Product(DType dtype, int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
        double keep, long c, long cRow) {

    /** The same with other matrices of a batch, at these distances in elements. */
    Product at(long aOffset, long bOffset, long cOffset) {
        int bytes = dtype.bytes();
        return new Product(dtype, m, n, k, scale, a + aOffset * bytes, aRow, aCol, b + bOffset * bytes, bRow, bCol,
                keep, c + cOffset * bytes, cRow);
    }

    /** Computes one of the slices of C. */
    void slice(Gemm gemm, Slicing slicing, int part) {
        int row = part / slicing.across() * slicing.rows();
        int col = part % slicing.across() * slicing.cols();
        int rows = Math.min(slicing.rows(), m - row);
        int cols = Math.min(slicing.cols(), n - col);
        int bytes = dtype.bytes();
        multiply(gemm, dtype, rows, cols, k, scale, a + row * aRow * bytes, aRow, aCol, b + col * bCol * bytes, bRow, bCol,
                keep, c + (row * cRow + col) * bytes, cRow);
    }

    static void multiply(Gemm gemm, DType dtype, int m, int n, int k, double scale, long a, long aRow, long aCol,
            long b, long bRow, long bCol, double keep, long c, long cRow) {
        if (dtype == DType.FLOAT32) {
            gemm.float32(m, n, k, scale, a, aRow, aCol, b, bRow, bCol, keep, c, cRow);
        } else {
            gemm.float64(m, n, k, scale, a, aRow, aCol, b, bRow, bCol, keep, c, cRow);
        }
    }
}
