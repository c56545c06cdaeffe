package dev.ricci.cpu.small;

import dev.ricci.backend.Solver;
import dev.ricci.backend.View;

/** A X = B for a general A, by elimination with partial pivoting of [A B], or for a triangular one. */
final class SmallSolve extends Procedure {
    private final Solver kind;
    private final int n;
    private final int right;
    private final Stack in;
    private final Stack b;
    private final Stack out;

    SmallSolve(Arithmetic x, Solver kind, View out, View a, View b) {
        super(x);
        this.kind = kind;
        n = a.size(a.rank() - 1);
        right = b.size(b.rank() - 1);
        in = Stack.matrices(x, a, 1, n);
        this.b = Stack.matrices(x, b, 1, n);
        this.out = Stack.matrices(x, out, 1, n);
    }

    @Override
    int cells() {
        return n * (n + right) + 3;
    }

    @Override
    void run(Block block) {
        Cells all = block.matrix(n, n + right);
        Cells a = new Cells(all.address(), n, n, all.width());
        Cells solution = new Cells(all.at(0, n), n, right, all.width());
        long place = block.take(2);
        long code = block.zero();
        block.read(in, a);
        block.read(b, solution);
        look(block, a);
        block.look(solution.address(), solution.count());
        block.judge(all);
        if (kind == Solver.GENERAL) {
            eliminate(all, place, code);
        } else {
            for (int i = 0; i < n; i++) {
                x.elimination().markZero(a.at(i, i), code, i + 1);
            }
        }
        block.fail(code);
        new Substitution(x).solve(a, kind == Solver.LOWER, false, all, n);
        block.write(solution, out);
    }

    private void look(Block block, Cells a) {
        for (int j = 0; j < n; j++) {
            switch (kind) {
                case LOWER -> block.look(a.at(j, j), n - j);
                case UPPER -> block.look(a.at(0, j), j + 1);
                case GENERAL, POSITIVE_DEFINITE -> block.look(a.at(0, j), n);
            }
        }
    }

    private void eliminate(Cells all, long place, long code) {
        Elimination steps = x.elimination();
        for (int j = 0; j < n; j++) {
            steps.largest(all.at(j, j), all.width(), n - j, place);
            steps.pivot(all.at(j, j), n - j, place);
            steps.markZero(all.at(j, j), code, j + 1);
            steps.eliminate(all.at(j, j + 1), all.step(), n + right - j - 1, all.at(j, j), n - j, place);
        }
    }
}
