package dev.ricci.cpu.product;

/**
 * A matrix product on one thread, C = scale A B + keep C, by absolute addresses.
 *
 * <p>A is m by k, B is k by n, C is m by n. Strides count elements, any of A's and B's may be 0 or negative; C's columns lie side
 * by side. Where keep is 0, C is not read. Any of m, n and k may be 0. An implementation may be called by several threads at once.
 */
public interface Gemm {
    String name();

    void float32(int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
            double keep, long c, long cRow);

    void float64(int m, int n, int k, double scale, long a, long aRow, long aCol, long b, long bRow, long bCol,
            double keep, long c, long cRow);
}
