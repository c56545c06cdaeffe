package dev.ricci.cpu.small;

import dev.ricci.backend.View;

/** LU with partial pivoting (right-looking; Golub &amp; Van Loan, 3.4.1), each lane with its own exchanges. */
final class SmallLu extends Procedure {
    private final int m;
    private final int n;
    private final Stack in;
    private final Stack lu;
    private final Stack order;
    private final Stack sign;

    SmallLu(Arithmetic x, View[] out, View a) {
        super(x);
        m = a.size(a.rank() - 2);
        n = a.size(a.rank() - 1);
        in = Stack.matrices(x, a, 1, m);
        lu = Stack.matrices(x, out[0], 1, m);
        order = Stack.vectors(x, out[1]);
        sign = Stack.vectors(x, out[2]);
    }

    @Override
    int cells() {
        return m * n + m + 3;
    }

    @Override
    void run(Block block) {
        Elimination steps = x.elimination();
        Cells a = block.matrix(m, n);
        Cells rows = block.matrix(m, 1);
        long place = block.take(2);
        long parity = block.take(1);
        block.read(in, a);
        block.look(a.address(), a.count());
        block.judge(a);
        for (int i = 0; i < m; i++) {
            packing.fill(rows.at(i, 0), 1, i);
        }
        packing.fill(parity, 1, 1);
        for (int j = 0; j < Math.min(m, n); j++) {
            steps.largest(a.at(j, j), a.width(), m - j, place);
            steps.exchange(a.at(j, 0), a.width(), m - j, a.step(), j, place);
            steps.exchange(rows.at(j, 0), a.width(), m - j, a.width(), 1, place);
            steps.flip(parity, place);
            steps.pivot(a.at(j, j), m - j, place);
            steps.eliminate(a.address() + (long) (j + 1) * a.step() + j * a.width(), a.step(), n - j - 1, a.at(j, j), m - j, place);
        }
        block.write(a, lu);
        block.write(rows, order);
        block.write(parity, sign);
    }
}
