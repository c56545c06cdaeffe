package dev.ricci.cpu.product;

import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Pool;

/** Products of views, as {@link dev.ricci.backend.Backend#matmul} defines them: batched, with any strides. */
public final class Products {
    private Products() {}

    /** What large products run on: openblas, vector or scalar. */
    public static String library() {
        return Choice.library();
    }

    /** out = scale a b + keep out over the last two axes; out is not read where keep is 0. Shapes and types have been checked. */
    public static void matmul(Pool pool, View out, View a, View b, double scale, double keep) {
        matmul(null, pool, out, a, b, scale, keep);
    }

    /** The same by a given Gemm; null chooses. */
    public static void matmul(Gemm gemm, Pool pool, View out, View a, View b, double scale, double keep) {
        Layout c = out.layout();
        if (c.size() == 0) {
            return;
        }
        int r = c.rank();
        int k = a.size(r - 1);
        if (k == 0) {
            Rescaling.rescale(pool, out, keep);
        } else if (out.dtype() == DType.INT32) {
            IntProduct.matmul(pool, out, a, b, scale, keep);
        } else if (out.dtype() == DType.INT64) {
            LongProduct.matmul(pool, out, a, b, scale, keep);
        } else if (c.stride(r - 1) == 1 || c.size(r - 1) == 1) {
            floating(gemm, pool, out, a, b, scale, keep);
        } else if (c.stride(r - 2) == 1 || c.size(r - 2) == 1) { // C transposed is B transposed times A transposed
            floating(gemm, pool, transposed(out), transposed(b), transposed(a), scale, keep);
        } else {
            Rescaling.throughCopy(pool, out, keep, copy -> floating(gemm, pool, copy, a, b, scale, 0));
        }
    }

    /** C = scale A B + keep C by addresses, as {@link Gemm} takes them: for matrices that are no tensor's. */
    public static void multiply(Pool pool, DType dtype, int m, int n, int k, double scale, long a, long aRow, long aCol,
            long b, long bRow, long bCol, double keep, long c, long cRow) {
        Gemm gemm = Choice.of(m, n, k, aRow, aCol, bCol);
        Product all = new Product(dtype, m, n, k, scale, a, aRow, aCol, b, bRow, bCol, keep, c, cRow);
        Slicing slicing = Slicing.of(gemm, m, n, k);
        pool.run(slicing.count(), part -> all.slice(gemm, slicing, part));
    }

    /** The same on the calling thread, as a whole: for a caller that shares out many products. */
    public static void multiplyAlone(DType dtype, int m, int n, int k, double scale, long a, long aRow, long aCol,
            long b, long bRow, long bCol, double keep, long c, long cRow) {
        Product.multiply(Choice.of(m, n, k, aRow, aCol, bCol), dtype, m, n, k, scale, a, aRow, aCol, b, bRow, bCol, keep, c, cRow);
    }

    private static View transposed(View v) {
        return v.with(v.layout().transpose());
    }

    /** Products whose C has columns side by side. Tiny ones go straight to the Gemm and allocate nothing. */
    private static void floating(Gemm given, Pool pool, View out, View a, View b, double scale, double keep) {
        Layout lc = out.layout();
        Layout la = a.layout();
        Layout lb = b.layout();
        int r = lc.rank();
        int m = lc.size(r - 2);
        int n = lc.size(r - 1);
        int k = la.size(r - 1);
        if (r == 2) {
            Gemm gemm = given != null ? given : Choice.of(m, n, k, la.stride(0), la.stride(1), lb.stride(1));
            if ((long) m * n * k < Slicing.WORTH) {
                Product.multiply(gemm, out.dtype(), m, n, k, scale, HostBlock.address(a), la.stride(0), la.stride(1),
                        HostBlock.address(b), lb.stride(0), lb.stride(1), keep, HostBlock.address(out), lc.stride(0));
                return;
            }
        }
        batched(given, pool, out, a, b, scale, keep);
    }

    private static void batched(Gemm given, Pool pool, View out, View a, View b, double scale, double keep) {
        Layout lc = out.layout();
        Layout la = a.layout();
        Layout lb = b.layout();
        int axes = lc.rank() - 2;
        long rows = lc.size(axes);
        // Where all matrices of an axis meet one B and stand below each other, they are one matrix.
        while (axes > 0 && lb.stride(axes - 1) == 0 && la.stride(axes - 1) == rows * la.stride(la.rank() - 2)
                && lc.stride(axes - 1) == rows * lc.stride(lc.rank() - 2) && rows * lc.size(axes - 1) <= Integer.MAX_VALUE) {
            axes--;
            rows *= lc.size(axes);
        }
        Batch batch = new Batch(lc, axes);
        int r = lc.rank();
        int m = (int) rows;
        int n = lc.size(r - 1);
        int k = la.size(r - 1);
        Gemm gemm = given != null ? given : Choice.of(m, n, k, la.stride(r - 2), la.stride(r - 1), lb.stride(r - 1));
        Slicing slicing = Slicing.of(gemm, m, n, k);
        Product first = new Product(out.dtype(), m, n, k, scale, HostBlock.address(a), la.stride(r - 2), la.stride(r - 1),
                HostBlock.address(b), lb.stride(r - 2), lb.stride(r - 1), keep, HostBlock.address(out), lc.stride(r - 2));
        long work = Math.max(1, (long) slicing.rows() * slicing.cols() * k);
        pool.range(batch.count() * slicing.count(), Math.max(1, Slicing.WORTH / work), (from, to) -> {
            for (long i = from; i < to; i++) {
                long item = i / slicing.count();
                int part = (int) (i % slicing.count());
                Product p = item == 0 ? first : first.at(batch.offset(la, item), batch.offset(lb, item), batch.offset(lc, item));
                p.slice(gemm, slicing, part);
            }
        });
    }
}
