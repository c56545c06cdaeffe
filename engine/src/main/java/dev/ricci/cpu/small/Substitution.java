package dev.ricci.cpu.small;

/** T X = B for triangular T on cells, row after row of X (Golub &amp; Van Loan, 3.1). */
final class Substitution {
    private final Elimination steps;

    Substitution(Arithmetic x) {
        this.steps = x.elimination();
    }

    /** B, in the columns of some cells from one on, to X. A transposed T is the lower triangle read as an upper one. */
    void solve(Cells t, boolean lower, boolean transposed, Cells all, int from) {
        int n = t.rows();
        int count = all.columns() - from;
        long row = transposed ? t.step() : t.width();
        long column = transposed ? t.width() : t.step();
        for (int k = 0; k < n; k++) {
            int i = lower ? k : n - 1 - k;
            int known = lower ? 0 : i + 1;
            long own = all.at(i, from);
            steps.subtract(own, all.step(), all.at(known, from), all.step(), all.width(), t.address() + i * row + known * column, column,
                    count, k);
            steps.divide(own, all.step(), count, t.at(i, i));
        }
    }
}
