package dev.ricci.cpu.product;

import dev.ricci.cpu.host.OpenBlas;

/** The product by OpenBLAS; what its conventions cannot express, as rows and columns both with gaps, goes to another. */
public final class OpenBlasGemm implements Gemm {
    private static final int IMPOSSIBLE = 0;

    private final OpenBlas blas;
    private final Gemm other;

    public OpenBlasGemm(OpenBlas blas, Gemm other) {
        this.blas = blas;
        this.other = other;
    }

    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public void float32(int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
            double keep, long c, long cRow) {
        int lda = leading(m, k, aRow, aCol);
        int ldb = leading(k, n, bRow, bCol);
        int ldc = leading(m, n, cRow, 1);
        if (lda == IMPOSSIBLE || ldb == IMPOSSIBLE || ldc <= 0) {
            other.float32(m, n, k, scale, a, aRow, aCol, b, bRow, bCol, keep, c, cRow);
        } else {
            blas.sgemm(lda < 0, ldb < 0, m, n, k, (float) scale, a, Math.abs(lda), b, Math.abs(ldb), (float) keep, c, ldc);
        }
    }

    @Override
    public void float64(int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
            double keep, long c, long cRow) {
        int lda = leading(m, k, aRow, aCol);
        int ldb = leading(k, n, bRow, bCol);
        int ldc = leading(m, n, cRow, 1);
        if (lda == IMPOSSIBLE || ldb == IMPOSSIBLE || ldc <= 0) {
            other.float64(m, n, k, scale, a, aRow, aCol, b, bRow, bCol, keep, c, cRow);
        } else {
            blas.dgemm(lda < 0, ldb < 0, m, n, k, scale, a, Math.abs(lda), b, Math.abs(ldb), keep, c, ldc);
        }
    }

    /** The leading dimension, negative where the matrix is to be taken as transposed. The stride of an axis of length 1 is free. */
    private static int leading(int rows, int cols, long row, long col) {
        if (col == 1 || cols == 1) {
            long ld = rows == 1 ? cols : row;
            if (ld >= cols && ld <= Integer.MAX_VALUE) {
                return (int) ld;
            }
        }
        if (row == 1 || rows == 1) {
            long ld = cols == 1 ? rows : col;
            if (ld >= rows && ld <= Integer.MAX_VALUE) {
                return (int) -ld;
            }
        }
        return IMPOSSIBLE;
    }
}
