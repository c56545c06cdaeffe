package dev.ricci.cpu.factor;

/**
 * LU with partial pivoting of a row-major matrix by panels (right-looking; Golub &amp; Van Loan, 3.4): LAPACK factors a panel in one
 * thread, the pool's products bring up to date what stands beside it.
 */
final class PanelLu {
    private static final int NARROW = 64;
    private static final int WIDE = 128;
    private static final int MANY = 1500;

    private final Lapack lapack;
    private final Triangles triangles;
    private final BlockProducts products;
    private final Matrix a;
    private final int[] exchange;

    /** Factors A in place. */
    PanelLu(Lapack lapack, BlockProducts products, Matrix a) {
        this.lapack = lapack;
        this.triangles = new Triangles(lapack, products.pool());
        this.products = products;
        this.a = a;
        this.exchange = new int[Math.min(a.rows(), a.columns())];
        int width = exchange.length < MANY ? NARROW : WIDE;
        for (int from = 0; from < exchange.length; from += width) {
            step(from, Math.min(exchange.length, from + width));
        }
    }

    /** The row that each is exchanged with. */
    int[] exchanges() {
        return exchange;
    }

    private void step(int from, int to) {
        int m = a.rows();
        int n = a.columns();
        try (Workspace w = new Workspace()) {
            Matrix standing = a.part(from, from, m - from, to - from);
            Matrix columns = w.copy(standing.transpose());
            int[] within = lapack.panelLu(columns);
            columns.transpose().copyTo(standing);
            for (int i = 0; i < within.length; i++) {
                exchange[from + i] = from + within[i];
            }
        }
        Exchanges.apply(exchange, from, to, a.part(0, 0, m, from));
        if (to < n) {
            Exchanges.apply(exchange, from, to, a.part(0, to, m, n - to));
            Matrix right = a.part(from, to, to - from, n - to);
            triangles.solve(a.part(from, from, to - from, to - from), Triangles.Form.LOWER_UNIT, right);
            products.multiply(-1, a.part(to, from, m - to, to - from), right, 1, a.part(to, to, m - to, n - to));
        }
    }
}
