package dev.ricci.cuda.factor;

import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;

/** SVD and symmetric eigenvalues of small matrices by one-sided Jacobi: the kernels of smallSvd.cu and smallEigen.cu. */
final class SmallJacobi {
    /** The numbers of lanes that a matrix in registers may have. */
    private static final int[] LANES = {8, 16, 32};

    private static final int LANES_BLOCK = 128;
    private static final int BLOCK = 256;
    private static final int MOST_BLOCKS = 1 << 20;
    /** Blocks with memory of their own beside the shared one: some for each multiprocessor of the largest device. */
    private static final int MOST_WITH_SCRATCH = 512;
    /** Of the 48 KiB that every device gives; the rest is what the kernels have beside the matrices. */
    private static final int SHARED_BYTES = 43 * 1024;

    private final Family[] svd;
    private final Family[] values;
    private final Family[] eigen;

    SmallJacobi(Context context) {
        svd = families(context, "smallSvd", "smallSvd");
        values = families(context, "smallSvd", "smallSvdValues");
        eigen = families(context, "smallEigen", "smallEigen");
    }

    private static Family[] families(Context context, String file, String entry) {
        Family[] all = new Family[LANES.length + 1];
        for (int i = 0; i < all.length; i++) {
            String size = i < LANES.length ? "_" + LANES[i] : "_block";
            all[i] = new Family(context, file, entry, type -> Family.ending(type) + size);
        }
        return all;
    }

    /** Which of the families takes matrices whose longer side has a length. */
    private static int family(int side) {
        int i = 0;
        while (i < LANES.length && LANES[i] < side) {
            i++;
        }
        return i;
    }

    /** A wide matrix is the transpose of a tall one. */
    void svd(View codes, View u, View s, View vt, View in) {
        if (rows(in) < columns(in)) {
            svd(codes, transposed(vt), s, transposed(u), transposed(in));
        } else {
            svd(svd, new Batch("svd", codes, u, s, vt, in), true, in);
        }
    }

    void singularValues(View codes, View s, View in) {
        View tall = rows(in) < columns(in) ? transposed(in) : in;
        svd(values, new Batch("svd", codes, tall, s, tall, tall), false, tall);
    }

    private void svd(Family[] kernels, Batch batch, boolean vectors, View in) {
        int m = rows(in);
        int n = columns(in);
        int chosen = family(m);
        Arguments a = batch.write(Arguments.start()).int32(m).int32(n);
        int blocks = batch.blocks(1, MOST_BLOCKS);
        if (chosen < LANES.length) {
            svdAddresses(a, batch, vectors);
            kernels[chosen].of(in.dtype()).launch(batch.blocks(LANES_BLOCK / LANES[chosen], MOST_BLOCKS), LANES_BLOCK, 0, a);
            return;
        }
        int most = SHARED_BYTES / in.dtype().bytes();
        int x = m * n;
        int v = vectors ? n * n : 0;
        boolean both = x + v <= most;
        boolean one = x <= most;
        int own = both ? 0 : one ? v : x + v;
        blocks = own == 0 ? blocks : Math.min(blocks, MOST_WITH_SCRATCH);
        View scratch = scratch(in, blocks, own);
        a.int32(one ? 0 : -1).int32(both ? x : one ? -1 : -1 - x).int64(own);
        svdAddresses(a, batch, vectors).addressOrNull(scratch);
        int shared = (both ? x + v : one ? x : 0) * in.dtype().bytes();
        kernels[chosen].of(in.dtype()).launch(blocks, BLOCK, shared, a);
    }

    private static Arguments svdAddresses(Arguments a, Batch batch, boolean vectors) {
        batch.address(a, 0);
        for (int k = 1; k <= 3; k++) {
            if (k == 2 || vectors) {
                batch.address(a, k);
            } else {
                a.pointer(0);
            }
        }
        return batch.address(a, 4);
    }

    /** Without vectors where there is no room for them. */
    void eigen(View codes, View values, View vectors, View in) {
        int n = columns(in);
        int chosen = family(n);
        Batch batch = new Batch("symmetricEigen", codes, values, vectors == null ? in : vectors, in);
        Arguments a = batch.write(Arguments.start()).int32(n);
        if (chosen < LANES.length) {
            eigenAddresses(a, batch, vectors != null);
            eigen[chosen].of(in.dtype()).launch(batch.blocks(LANES_BLOCK / LANES[chosen], MOST_BLOCKS), LANES_BLOCK, 0, a);
            return;
        }
        int bytes = n * n * in.dtype().bytes();
        boolean fits = bytes <= SHARED_BYTES;
        int blocks = batch.blocks(1, fits ? MOST_BLOCKS : MOST_WITH_SCRATCH);
        View scratch = scratch(in, blocks, fits ? 0 : n * n);
        a.int32(fits ? 0 : -1).int64(fits ? 0 : n * n);
        eigenAddresses(a, batch, vectors != null).addressOrNull(scratch);
        eigen[chosen].of(in.dtype()).launch(blocks, BLOCK, fits ? bytes : 0, a);
    }

    private static Arguments eigenAddresses(Arguments a, Batch batch, boolean vectors) {
        batch.address(a, 0);
        batch.address(a, 1);
        if (vectors) {
            batch.address(a, 2);
        } else {
            a.pointer(0);
        }
        return batch.address(a, 3);
    }

    private static View scratch(View like, int blocks, int elements) {
        return elements == 0 ? null : like.backend().allocate(like.dtype(), new int[] {blocks, elements});
    }

    private static View transposed(View v) {
        return v.with(v.layout().transpose());
    }

    private static int rows(View v) {
        return v.size(v.rank() - 2);
    }

    private static int columns(View v) {
        return v.size(v.rank() - 1);
    }
}
