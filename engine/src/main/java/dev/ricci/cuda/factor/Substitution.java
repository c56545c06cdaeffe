package dev.ricci.cuda.factor;

import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.product.Products;

/**
 * X with T X = B for triangular matrices of a batch, in place of B: halves of T and a product between them, down to 32 rows.
 *
 * <p>Recursion has as many launches as going from block to block, but most of the work in large products. Views have three axes:
 * matrices, rows, columns.
 */
final class Substitution {
    private static final int THREADS = 64;
    private static final int DIAGONAL_THREADS = 256;

    private final Products products;
    private final Family solve;
    private final Family diagonal;

    Substitution(Context context, Products products) {
        this.products = products;
        solve = new Family(context, "substitution", "substitution_solve");
        diagonal = new Family(context, "substitution", "substitution_diagonal");
    }

    /** The number, from 1, of the first zero on a diagonal becomes the code of a matrix without one. */
    void checkDiagonal(View t, View codes) {
        Arguments a = strided(Arguments.start().address(t), t).int32(t.size(1)).address(codes);
        diagonal.of(t.dtype()).launch(t.size(0), DIAGONAL_THREADS, 0, a);
    }

    /** T is lower triangular; what stands above its diagonal is not read, nor is a diagonal of ones. */
    void lower(View t, View b, boolean ones) {
        int n = t.size(1);
        if (n <= Work.SIDE) {
            Arguments a = strided(Arguments.start().address(t), t).int32(n).int32(ones ? 1 : 0);
            strided(a.address(b), b).int32(b.size(2));
            solve.of(t.dtype()).launch((b.size(2) + THREADS - 1) / THREADS, t.size(0), 1, THREADS, 1, 0, a);
            return;
        }
        int half = half(n);
        lower(square(t, 0, half), rows(b, 0, half), ones);
        View below = rows(b, half, n - half);
        products.exact(below, t.with(t.layout().slice(1, half, n - half, 1).slice(2, 0, half, 1)), rows(b, 0, half), -1, 1);
        lower(square(t, half, n - half), below, ones);
    }

    /** T is upper triangular. */
    void upper(View t, View b) {
        int n = t.size(1);
        if (n <= Work.SIDE) {
            lower(t.with(reversed(reversed(t.layout(), 1), 2)), b.with(reversed(b.layout(), 1)), false);
            return;
        }
        int half = half(n);
        View above = rows(b, 0, half);
        upper(square(t, half, n - half), rows(b, half, n - half));
        products.exact(above, t.with(t.layout().slice(1, 0, half, 1).slice(2, half, n - half, 1)), rows(b, half, n - half), -1, 1);
        upper(square(t, 0, half), above);
    }

    /** About half, by whole blocks. */
    private static int half(int n) {
        return (n / 2 + Work.SIDE - 1) / Work.SIDE * Work.SIDE;
    }

    private static Layout reversed(Layout l, int axis) {
        return l.slice(axis, l.size(axis) - 1, l.size(axis), -1);
    }

    private static View square(View t, int from, int size) {
        return t.with(t.layout().slice(1, from, size, 1).slice(2, from, size, 1));
    }

    private static View rows(View b, int from, int size) {
        return b.with(b.layout().slice(1, from, size, 1));
    }

    private static Arguments strided(Arguments a, View v) {
        return a.begin(Long.BYTES).int64(v.layout().stride(0)).int64(v.layout().stride(1)).int64(v.layout().stride(2)).end(Long.BYTES);
    }
}
