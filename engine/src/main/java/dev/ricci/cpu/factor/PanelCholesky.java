package dev.ricci.cpu.factor;

/**
 * Cholesky of a row-major matrix by panels (right-looking; Golub &amp; Van Loan, 4.2.9): LAPACK factors the block on the diagonal in one
 * thread, the pool shares the rows below it.
 */
final class PanelCholesky {
    private static final int WIDTH = 128;
    private static final int ROWS = 128;

    private PanelCholesky() {}

    /**
     * The lower triangle of A to L, with zeros above the diagonal. Returns the order of the first leading minor that is not positive,
     * or 0.
     */
    static int factor(Lapack lapack, BlockProducts products, Matrix a) {
        int n = a.rows();
        Triangles triangles = new Triangles(lapack, products.pool());
        for (int from = 0; from < n; from += WIDTH) {
            int to = Math.min(n, from + WIDTH);
            Matrix diagonal = a.part(from, from, to - from, to - from);
            diagonal.clearUpper(); // what the strips have left there
            int info = lapack.panelCholesky(diagonal);
            if (info != 0) {
                return from + info;
            }
            Matrix below = a.part(to, from, n - to, to - from);
            triangles.solveRows(diagonal, below);
            int strips = (n - to + ROWS - 1) / ROWS;
            int first = to;
            products.pool().run(strips, i -> {
                int s = strips - 1 - i; // the longest first
                int end = Math.min(n - first, (s + 1) * ROWS);
                Matrix strip = a.part(first + s * ROWS, first, end - s * ROWS, end);
                BlockProducts.subtract(below.rows(s * ROWS, end), below.rows(0, end).transpose(), strip);
            });
        }
        return 0;
    }
}
