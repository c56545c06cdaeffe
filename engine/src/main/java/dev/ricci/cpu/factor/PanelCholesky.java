package dev.ricci.cpu.factor;

/**
 * Cholesky of a row-major matrix by panels (right-looking; Golub &amp; Van Loan, 4.2.9), and of each panel by halves (Gustavson 1997):
 * LAPACK factors blocks on the diagonal so small that they stay in the first-level cache, the pool shares the rows below them.
 */
final class PanelCholesky {
    private static final int SMALLEST = 32;
    private static final int ROWS = 128;
    private static final int FEW = 400;
    private static final int MANY = 1500;

    private final Lapack lapack;
    private final BlockProducts products;
    private final Triangles triangles;
    private final Matrix a;
    private final int n;

    private PanelCholesky(Lapack lapack, BlockProducts products, Matrix a) {
        this.lapack = lapack;
        this.products = products;
        this.triangles = new Triangles(lapack, products.pool());
        this.a = a;
        this.n = a.rows();
    }

    /**
     * The lower triangle of A to L, with zeros above the diagonal. Returns the order of the first leading minor that is not positive,
     * or 0.
     */
    static int factor(Lapack lapack, BlockProducts products, Matrix a) {
        return new PanelCholesky(lapack, products, a).factor();
    }

    private int factor() {
        int width = n < FEW ? 64 : n < MANY ? 128 : 256;
        for (int from = 0; from < n; from += width) {
            int to = Math.min(n, from + width);
            int info = panel(from, to, n);
            if (info != 0) {
                return info;
            }
            update(from, to, n, n);
        }
        a.clearUpper(); // what products have left there
        return 0;
    }

    /** The columns [from, to) of the rows up to one. */
    private int panel(int from, int to, int end) {
        if (to - from <= LowerTriangle.MOST) {
            int info = diagonal(from, to);
            if (info == 0 && to < end) {
                triangles.solveRows(square(from, to), a.part(to, from, end - to, to - from));
            }
            return info;
        }
        int half = half(from, to);
        int info = panel(from, half, end);
        if (info == 0) {
            update(from, half, to, end);
            info = panel(half, to, end);
        }
        return info;
    }

    private int diagonal(int from, int to) {
        if (to - from > SMALLEST) {
            int half = half(from, to);
            int info = diagonal(from, half);
            if (info == 0) {
                Matrix below = a.part(half, from, to - half, half - from);
                triangles.solveRows(square(from, half), below);
                BlockProducts.subtract(below, below.transpose(), square(half, to));
                info = diagonal(half, to);
            }
            return info;
        }
        int info = lapack.panelCholesky(square(from, to));
        return info == 0 ? 0 : from + info;
    }

    /** A middle at a whole number of smallest blocks. */
    private static int half(int from, int to) {
        return from + ((to - from) / 2 + SMALLEST - 1) / SMALLEST * SMALLEST;
    }

    private Matrix square(int from, int to) {
        return a.part(from, from, to - from, to - from);
    }

    /** Takes the columns [from, to) of L from the columns [to, last) of the rows [to, end), as far as the diagonal. */
    private void update(int from, int to, int last, int end) {
        Matrix below = a.part(to, from, end - to, to - from);
        int strips = (end - to + ROWS - 1) / ROWS;
        products.pool().run(strips, i -> {
            int s = strips - 1 - i; // the longest first
            int bottom = Math.min(end - to, (s + 1) * ROWS);
            int wide = Math.min(last - to, bottom);
            Matrix strip = a.part(to + s * ROWS, to, bottom - s * ROWS, wide);
            BlockProducts.subtract(below.rows(s * ROWS, bottom), below.rows(0, wide).transpose(), strip);
        });
    }
}
