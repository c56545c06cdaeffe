package dev.ricci.cpu.small;

import dev.ricci.backend.View;

/** QR by Householder's reflectors (Golub &amp; Van Loan, 5.2.1), R alone where Q is not wanted. */
final class SmallQr extends Procedure {
    private final int m;
    private final int n;
    private final int k;
    private final int columns;
    private final int height;
    private final Stack in;
    private final Stack q;
    private final Stack r;

    /** Q, if not null, with as many columns as its view has. */
    SmallQr(Arithmetic x, View q, View r, View a) {
        super(x);
        m = a.size(a.rank() - 2);
        n = a.size(a.rank() - 1);
        k = Math.min(m, n);
        columns = q == null ? 0 : q.size(q.rank() - 1);
        height = r.size(r.rank() - 2);
        in = Stack.matrices(x, a, 1, m);
        this.q = q == null ? null : Stack.matrices(x, q, 1, m);
        this.r = Stack.matrices(x, r, 1, height);
    }

    @Override
    int cells() {
        return m * n + height * n + m * columns + k + Math.max(n, columns);
    }

    @Override
    void run(Block block) {
        Reflections steps = x.reflections();
        Cells a = block.matrix(m, n);
        Cells tau = block.matrix(k, 1);
        long squares = block.take(Math.max(n, columns));
        block.read(in, a);
        block.look(a.address(), a.count());
        block.judge(a);
        block.scale(a);
        for (int j = 0; j < k; j++) {
            steps.make(a.at(j, j), m - j, tau.at(j, 0));
            steps.apply(a.at(j, j), m - j, tau.at(j, 0), a.at(j, j + 1), a.step(), n - j - 1, squares);
        }
        Cells upper = block.matrix(height, n);
        packing.fill(upper.address(), upper.count(), 0);
        for (int j = 0; j < n; j++) {
            packing.copy(a.at(0, j), a.width(), upper.at(0, j), a.width(), Math.min(j + 1, k));
        }
        block.unscale(upper.address(), upper.count());
        block.write(upper, r);
        if (q != null) {
            Cells orthogonal = block.matrix(m, columns);
            form(x, a, tau, k, orthogonal, squares);
            block.write(orthogonal, q);
        }
    }

    /** The first columns of Q = H_0 H_1 ..., from the last reflector on. */
    static void form(Arithmetic x, Cells a, Cells tau, int k, Cells q, long squares) {
        x.packing().fill(q.address(), q.count(), 0);
        for (int j = 0; j < q.columns(); j++) {
            x.packing().fill(q.at(j, j), 1, 1);
        }
        for (int j = k - 1; j >= 0; j--) {
            x.reflections().apply(a.at(j, j), a.rows() - j, tau.at(j, 0), q.at(j, j), q.step(), q.columns() - j, squares);
        }
    }
}
