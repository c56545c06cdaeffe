package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.product.Products;

/**
 * Cholesky of large matrices, and systems solved by it: panels of 32 columns and products (blockedCholesky.cu).
 *
 * <p>Right sides stand as rows below A and come out as (L^-1 B)^T: forward substitution costs no launch of its own.
 */
final class BlockedCholesky {
    private static final int THREADS = 128;
    /** Columns after which all that is left gets its product; inside of them panels see each other alone. */
    private static final int WIDE = 128;
    private static final int LARGE = 1024;
    /** What is left is symmetric: its columns get their products so many at a time, from their diagonal down. */
    private static final int STRIP = 512;

    private final Products products;
    private final WorkingCopy copy;
    private final Substitution substitution;
    private final Family panel;

    BlockedCholesky(Context context, Products products, WorkingCopy copy, Substitution substitution) {
        this.products = products;
        this.copy = copy;
        this.substitution = substitution;
        panel = new Family(context, "blockedCholesky", "blockedCholesky_panel");
    }

    void factor(View out, View in, View codes) {
        int n = in.size(in.rank() - 1);
        Backend device = in.backend();
        Work a = Work.allocate(device, in.dtype(), codes.size(), n, n);
        Work l = Work.allocate(device, in.dtype(), codes.size(), n, n);
        a.take(in, 0, 0);
        copy.begin(in.dtype(), codes, null, null);
        copy.check(a, a.lead(), 0, n, WorkingCopy.Part.LOWER, codes);
        panels(a, l, n, codes);
        copy.result(l, WorkingCopy.Part.LOWER, null, out);
    }

    void solve(View out, View in, View b, View codes) {
        int n = in.size(in.rank() - 1);
        int rights = b.size(b.rank() - 1);
        Backend device = in.backend();
        Work a = Work.allocate(device, in.dtype(), codes.size(), n + rights, n);
        Work l = Work.allocate(device, in.dtype(), codes.size(), n + rights, n);
        a.take(in, 0, 0);
        View transposed = b.with(b.layout().transpose());
        a.take(transposed, n, 0);
        copy.begin(in.dtype(), codes, null, null);
        copy.check(a, a.lead(), 0, n, WorkingCopy.Part.LOWER, codes);
        panels(a, l, n, codes);
        View upper = transposed(l.part(0, n, 0, n));
        substitution.upper(upper, transposed(l.part(n, rights, 0, n)));
        l.give(out.with(out.layout().transpose()), n, 0);
    }

    private static View transposed(View v) {
        return v.with(v.layout().transpose());
    }

    private void panels(Work a, Work l, int n, View codes) {
        for (int from = 0; from < n; from += WIDE) {
            int to = Math.min(from + WIDE, n);
            for (int column = from; column < to; column += Work.SIDE) {
                int next = Math.min(column + Work.SIDE, n);
                int blocks = Math.max(1, (a.rows() - next + THREADS - 1) / THREADS);
                Arguments args = a.write(Arguments.start().address(a.view()).address(l.view())).int32(column).address(codes);
                panel.of(a.view().dtype()).launch(blocks, a.count(), 1, THREADS, 1, 0, args);
                subtract(a, l, column, next, next, to);
            }
            for (int first = to; first < n; first += STRIP) {
                subtract(a, l, from, to, first, n - first < 2 * STRIP ? n : first + STRIP);
                if (n - first < 2 * STRIP) {
                    break;
                }
            }
        }
    }

    /** From A's columns from first to before last, on and below the diagonal, what columns of L from to before to take. */
    private void subtract(Work a, Work l, int from, int to, int first, int last) {
        if (first >= last) {
            return;
        }
        int rows = a.rows() - first;
        View left = l.part(first, rows, from, to - from);
        View right = transposed(l.part(first, last - first, from, to - from));
        try (Scope _ = Scope.open()) {
            products.exact(a.part(first, rows, first, last - first), left, right, -1, 1);
        }
    }
}
