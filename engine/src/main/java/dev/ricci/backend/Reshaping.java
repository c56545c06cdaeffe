package dev.ricci.backend;

/** Finds strides for a new shape over a layout with gaps, where there are any (NumPy's rule for reshape without a copy). */
final class Reshaping {
    private Reshaping() {}

    /**
     * Groups of old axes that lie densely within each other are split anew into groups of new axes of the same size.
     *
     * @return the new layout, or null where some new axis would have to run over a gap
     */
    static Layout view(Layout from, int[] to) {
        if (from.size() == 0) {
            return new Layout(to, Layout.dense(to.clone()).strides(), from.offset());
        }
        int[] old = new int[from.rank()];
        long[] step = new long[from.rank()];
        int r = dropOnes(from, old, step);
        long[] strides = new long[to.length];
        int o = 0;
        int n = 0;
        while (o < r && n < to.length) {
            int firstOld = o;
            int firstNew = n;
            long a = old[o++];
            long b = to[n++];
            while (a != b) {
                if (a < b) {
                    a *= old[o++];
                } else {
                    b *= to[n++];
                }
            }
            for (int i = firstOld; i < o - 1; i++) {
                if (step[i] != step[i + 1] * old[i + 1]) {
                    return null;
                }
            }
            long s = step[o - 1];
            for (int i = n - 1; i >= firstNew; i--) {
                strides[i] = s;
                s *= to[i];
            }
        }
        return new Layout(to, strides, from.offset());
    }

    private static int dropOnes(Layout from, int[] shape, long[] strides) {
        int r = 0;
        for (int i = 0; i < from.rank(); i++) {
            if (from.size(i) != 1) {
                shape[r] = from.size(i);
                strides[r++] = from.stride(i);
            }
        }
        return r;
    }
}
