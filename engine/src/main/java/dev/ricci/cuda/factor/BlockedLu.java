package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.product.Products;
import dev.ricci.formula.Formula;

/**
 * LU with partial pivoting of large matrices, and systems solved by it: panels, rows, products (blockedLu.cuh).
 *
 * <p>Right sides stand as columns beside A and come out as L^-1 P B: forward substitution costs no launch of its own.
 */
final class BlockedLu {
    private static final int MOST_ROWS = 4096;
    private static final int ROWS_THREADS = 256;
    /** Columns after which all that is right of them in a larger matrix gets its products. */
    private static final int WIDE = 128;
    private static final int LARGE = 1024;

    private final Products products;
    private final WorkingCopy copy;
    private final Substitution substitution;
    private final Panels panels;
    private final Panels rows;
    private final TallPanels tall;

    BlockedLu(Context context, Products products, WorkingCopy copy, Substitution substitution, TallPanels tall) {
        this.products = products;
        this.copy = copy;
        this.substitution = substitution;
        this.tall = tall;
        panels = new Panels(context, "blockedLu", "panel", MOST_ROWS);
        rows = new Panels(context, "blockedLu", "rows", MOST_ROWS);
    }

    /** What one factorisation works on. */
    private record State(Work a, int n, View order, View sign, View moves) {
        static State of(Work a, int n) {
            Backend device = a.view().backend();
            return new State(a, n, device.allocate(DType.INT32, a.count(), a.rows()), device.allocate(a.view().dtype(), a.count()),
                    device.allocate(DType.INT32, a.count(), 2 * Work.SIDE, 2));
        }
    }

    void factor(View[] out, View in, View codes) {
        int m = in.size(in.rank() - 2);
        int n = in.size(in.rank() - 1);
        State s = State.of(Work.allocate(in.backend(), in.dtype(), codes.size(), m, n), n);
        s.a.take(in, 0, 0);
        copy.begin(in.dtype(), codes, s.order, s.sign);
        copy.check(s.a, codes);
        run(s, Math.min(m, n));
        s.a.give(out[0], 0, 0);
        in.backend().map(Formula.X, out[1], s.order.with(s.order.layout().reshape(out[1].shape())));
        in.backend().map(Formula.X, out[2], s.sign.with(s.sign.layout().reshape(out[2].shape())));
    }

    void solve(View out, View in, View b, View codes) {
        int n = in.size(in.rank() - 1);
        int rights = b.size(b.rank() - 1);
        int right = Work.padded(n);
        Work a = new Work(Work.allocate(in.backend(), in.dtype(), codes.size(), n, right + rights).view(), n);
        State s = State.of(a, n);
        a.take(in, 0, 0);
        a.take(b, 0, right);
        copy.begin(in.dtype(), codes, s.order, s.sign);
        copy.check(a, right, rights, n, WorkingCopy.Part.ALL, codes);
        run(s, n);
        View u = a.part(0, n, 0, n);
        substitution.checkDiagonal(u, codes);
        substitution.upper(u, a.part(0, n, right, rights));
        a.give(out, 0, right);
    }

    /** Pivots for the first columns; what is right of them is solved with. */
    private void run(State s, int pivots) {
        Work a = s.a;
        for (int from = 0; from < pivots;) {
            int width = panels.width(a, from);
            int wide = a.rows() - from <= LARGE ? width : WIDE;
            int to = Math.min(from + wide, pivots);
            int solved = wide == width ? a.lead() : Math.min(from + wide, a.lead());
            for (int column = from; column < to;) {
                int next = column + panels.width(a, column);
                panel(s, column, Math.min(next, to), solved);
                product(a, column, Math.min(next, to), next, solved);
                column = next;
            }
            beyond(a, from, to, solved);
            from += wide;
        }
    }

    /** Factors a panel's columns, exchanges rows everywhere, and solves for U from the panel's end to before `solved`. */
    private void panel(State s, int column, int to, int solved) {
        Work a = s.a;
        if (panels.isTall(a, column)) {
            tall.lu(a, column, to - column, s.moves, s.order, s.sign);
        } else {
            Arguments args = a.write(Arguments.start().address(a.view())).int32(column).int32(to - column).address(s.moves)
                    .address(s.order).address(s.sign);
            panels.of(a, column).launch(a.count(), panels.threads(a, column), 0, args);
        }
        Arguments args = a.write(Arguments.start().address(a.view()), a.lead()).int32(column).int32(to - column).int32(solved)
                .address(s.moves);
        rows.of(a, column).launch(a.lead() / Work.SIDE, a.count(), 1, ROWS_THREADS, 1, 0, args);
    }

    /** What the pivots' rows take from those below, in the columns from first to before last. */
    private void product(Work a, int from, int to, int first, int last) {
        if (first < last && to < a.rows()) {
            int below = a.rows() - to;
            products.exact(a.part(to, below, first, last - first), a.part(to, below, from, to - from),
                    a.part(from, to - from, first, last - first), -1, 1);
        }
    }

    /** Columns beyond those that a few panels have seen: U's rows, then the product for what is left. */
    private void beyond(Work a, int from, int to, int first) {
        if (first < a.lead()) {
            substitution.lower(a.part(from, to - from, from, to - from), a.part(from, to - from, first, a.lead() - first), true);
            product(a, from, to, first, a.lead());
        }
    }
}
