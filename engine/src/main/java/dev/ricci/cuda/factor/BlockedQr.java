package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.product.Products;

/**
 * Householder QR of large matrices: panels whose reflectors are applied by two products (blockedQr.cuh).
 *
 * <p>The columns are worked on divided by powers of two, which come back in R: Q is the same, and no square overflows.
 */
final class BlockedQr {
    /** Narrower panels for more rows would read what is right of them too often. */
    private static final int MOST_ROWS = 2048;

    private final Products products;
    private final WorkingCopy copy;
    private final Panels panels;
    private final TallPanels tall;

    BlockedQr(Context context, Products products, WorkingCopy copy, TallPanels tall) {
        this.products = products;
        this.copy = copy;
        this.tall = tall;
        panels = new Panels(context, "blockedQr", "panel", MOST_ROWS);
    }

    /**
     * The reflectors of some panels: their product is I - V Y^T, from panel to panel.
     *
     * @param all whether each panel has its place, or all have the same one
     */
    private record Reflectors(Work v, Work y, boolean all) {
        static Reflectors of(Work a, int k, boolean all) {
            Backend device = a.view().backend();
            DType type = a.view().dtype();
            int columns = all ? k : Work.SIDE;
            return new Reflectors(Work.allocate(device, type, a.count(), a.rows(), columns),
                    Work.allocate(device, type, a.count(), a.rows(), columns), all);
        }

        int place(int column) {
            return all ? column : 0;
        }
    }

    /** Q and R, or R alone. */
    void factor(Factorisation kind, View[] out, View in, View codes) {
        int m = in.size(in.rank() - 2);
        int n = in.size(in.rank() - 1);
        int k = Math.min(m, n);
        boolean triangle = kind == Factorisation.TRIANGLE;
        Work a = Work.allocate(in.backend(), in.dtype(), codes.size(), m, n);
        a.take(in, 0, 0);
        copy.begin(in.dtype(), codes, null, null);
        View exponents = copy.scale(a, codes);
        Reflectors h = Reflectors.of(a, k, !triangle);
        for (int column = 0; column < k; column += panels.width(a, column)) {
            panel(a, column, k, h);
        }
        copy.result(a, WorkingCopy.Part.UPPER, exponents, out[out.length - 1]);
        if (!triangle) {
            int wide = out[0].size(out[0].rank() - 1);
            Work q = Work.allocate(in.backend(), in.dtype(), codes.size(), m, wide);
            copy.identity(q);
            backwards(q, k, h, a);
            q.give(out[0], 0, 0);
        }
    }

    /** A panel, and what is right of it: A - Y (V^T A). */
    private void panel(Work a, int column, int k, Reflectors h) {
        int width = panels.width(a, column);
        int next = column + width;
        int pivots = Math.min(width, k - column);
        if (panels.isTall(a, column)) {
            tall.qr(a, column, pivots, h.v, h.y, h.place(column));
        } else {
            Arguments args = a.write(Arguments.start().address(a.view())).int32(column).int32(pivots).address(h.v.view())
                    .address(h.y.view());
            panels.of(a, column).launch(a.count(), panels.threads(a, column), 0, h.v.write(args, h.place(column)));
        }
        if (next < a.lead() && next < a.columns()) {
            apply(h.v, h.y, h.place(column), width, a, column, next);
        }
    }

    /** Q from ones on the diagonal: the last panel first, which meets nothing but its own columns and those after it. */
    private void backwards(Work q, int k, Reflectors h, Work a) {
        int[] starts = new int[k];
        int count = 0;
        for (int column = 0; column < k; column += panels.width(a, column)) {
            starts[count++] = column;
        }
        while (--count >= 0) {
            int column = starts[count];
            apply(h.y, h.v, column, Math.min(panels.width(a, column), Work.padded(k) - column), q, column, column);
        }
    }

    /** A - right (left^T A), for rows of A from a number on and columns from another on. */
    private void apply(Work left, Work right, int place, int width, Work a, int row, int column) {
        int rows = a.rows() - row;
        int columns = a.lead() - column;
        try (Scope _ = Scope.open()) {
            View part = a.part(row, rows, column, columns);
            View common = a.view().backend().allocate(a.view().dtype(), a.count(), width, columns);
            View l = left.part(row, rows, place, width);
            products.exact(common, l.with(l.layout().transpose()), part, 1, 0);
            products.exact(part, right.part(row, rows, place, width), common, -1, 1);
        }
    }
}
