package dev.ricci.cuda.product;

import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import java.util.Arrays;

/**
 * A product by its sizes and strides, in elements: C, m by n, = A, m by k, times B, k by n.
 *
 * <p>Batch axes on which all three step alike are merged, outermost first; where the matrices of an axis meet one B and stand below each
 * other, they are one matrix.
 */
record Geometry(View out, View a, View b, int m, int n, int k, long aRow, long aCol, long bRow, long bCol, long cRow, long cCol,
        int[] size, long[] aBatch, long[] bBatch, long[] cBatch) {
    /** More rows than that are not made of a batch: numbers of tiles and rows stay far from overflow. */
    private static final long MOST_ROWS = 1 << 30;

    static Geometry of(View out, View a, View b) {
        Layout lc = out.layout();
        Layout la = a.layout();
        Layout lb = b.layout();
        int r = lc.rank();
        int most = r - 2;
        int[] size = new int[most];
        long[][] step = {new long[most], new long[most], new long[most]};
        int axes = 0;
        for (int d = 0; d < most; d++) {
            if (lc.size(d) == 1) {
                continue;
            }
            long[] s = {la.stride(d), lb.stride(d), lc.stride(d)};
            int n = lc.size(d);
            boolean one = axes > 0 && (long) size[axes - 1] * n <= Integer.MAX_VALUE;
            for (int v = 0; v < 3 && one; v++) {
                one = step[v][axes - 1] == s[v] * n;
            }
            axes = one ? axes : axes + 1;
            size[axes - 1] = one ? size[axes - 1] * n : n;
            for (int v = 0; v < 3; v++) {
                step[v][axes - 1] = s[v];
            }
        }
        Geometry g = new Geometry(out, a, b, lc.size(r - 2), lc.size(r - 1), la.size(r - 1), la.stride(r - 2), la.stride(r - 1),
                lb.stride(r - 2), lb.stride(r - 1), lc.stride(r - 2), lc.stride(r - 1), Arrays.copyOf(size, axes),
                Arrays.copyOf(step[0], axes), Arrays.copyOf(step[1], axes), Arrays.copyOf(step[2], axes));
        return g.folded();
    }

    int axes() {
        return size.length;
    }

    /** The number of products. */
    long count() {
        long n = 1;
        for (int d : size) {
            n *= d;
        }
        return n;
    }

    /** C transposed is B transposed times A transposed. */
    Geometry transposed() {
        return new Geometry(out, b, a, n, m, k, bCol, bRow, aCol, aRow, cCol, cRow, size, bBatch, aBatch, cBatch);
    }

    private Geometry folded() {
        int last = axes() - 1;
        if (last < 0 || bBatch[last] != 0 || (long) m * size[last] > MOST_ROWS) {
            return this;
        }
        boolean below = aBatch[last] == m * aRow && cBatch[last] == m * cRow;
        boolean rows = m == 1 && aCol == 1 && aBatch[last] >= k && cCol == 1 && cBatch[last] >= n; // a batch of rows
        if (!below && !rows) {
            return this;
        }
        long ar = m == 1 ? aBatch[last] : aRow;
        long cr = m == 1 ? cBatch[last] : cRow;
        return new Geometry(out, a, b, m * size[last], n, k, ar, aCol, bRow, bCol, cr, cCol, Arrays.copyOf(size, last),
                Arrays.copyOf(aBatch, last), Arrays.copyOf(bBatch, last), Arrays.copyOf(cBatch, last)).folded();
    }

    /** Does something for each combination of the first axes, with the distances of A, B and C from their first matrices. */
    void forEach(int outer, At at) {
        long n = 1;
        for (int d = 0; d < outer; d++) {
            n *= size[d];
        }
        for (long i = 0; i < n; i++) {
            long rest = i;
            long da = 0;
            long db = 0;
            long dc = 0;
            for (int d = outer - 1; d >= 0; d--) {
                long x = rest % size[d];
                rest /= size[d];
                da += x * aBatch[d];
                db += x * bBatch[d];
                dc += x * cBatch[d];
            }
            at.run(da, db, dc);
        }
    }

    /** Takes the distances in elements. */
    @FunctionalInterface
    interface At {
        void run(long a, long b, long c);
    }
}
