package dev.ricci.cpu.small;

import dev.ricci.backend.View;

/** A = L L^T by columns (left-looking; Golub &amp; Van Loan, 4.2.5), and the solution of A X = B by it. */
final class SmallCholesky extends Procedure {
    private final int n;
    private final int right;
    private final Stack in;
    private final Stack b;
    private final Stack out;

    /** L of A where b is null, else X. */
    SmallCholesky(Arithmetic x, View out, View a, View b) {
        super(x);
        n = a.size(a.rank() - 1);
        right = b == null ? 0 : b.size(b.rank() - 1);
        in = Stack.matrices(x, a, 1, n);
        this.b = b == null ? null : Stack.matrices(x, b, 1, n);
        this.out = Stack.matrices(x, out, 1, n);
    }

    @Override
    int cells() {
        return n * (n + right) + 1;
    }

    @Override
    void run(Block block) {
        Cells a = block.matrix(n, n);
        Cells solution = block.matrix(n, right);
        long code = block.zero();
        block.read(in, a);
        for (int j = 0; j < n; j++) {
            block.look(a.at(j, j), n - j);
        }
        if (b != null) {
            block.read(b, solution);
            block.look(solution.address(), solution.count());
        }
        block.judge(a, solution);
        factor(a, code);
        block.fail(code);
        if (b == null) {
            for (int j = 1; j < n; j++) {
                packing.fill(a.at(0, j), j, 0);
            }
            block.write(a, out);
        } else {
            Substitution s = new Substitution(x);
            s.solve(a, true, false, solution, 0);
            s.solve(a, false, true, solution, 0);
            block.write(solution, out);
        }
    }

    private void factor(Cells a, long code) {
        Elimination steps = x.elimination();
        for (int j = 0; j < n; j++) {
            steps.subtract(a.at(j, j), a.width(), a.at(j, 0), a.width(), a.step(), a.at(j, 0), a.step(), n - j, j);
            steps.root(a.at(j, j), n - j, code, j + 1);
        }
    }
}
