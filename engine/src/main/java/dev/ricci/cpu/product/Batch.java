package dev.ricci.cpu.product;

import dev.ricci.backend.Layout;

/** Where the matrices of a batch stand: the leading axes of the three layouts, in row-major order. */
final class Batch {
    private final Layout out;
    private final int axes;
    private final long count;

    Batch(Layout out, int axes) {
        this.out = out;
        this.axes = axes;
        long n = 1;
        for (int i = 0; i < axes; i++) {
            n *= out.size(i);
        }
        count = n;
    }

    long count() {
        return count;
    }

    /** The distance in elements of the matrix at index from the first, in a layout whose leading axes have the sizes of out's. */
    long offset(Layout layout, long index) {
        long distance = 0;
        for (int i = axes - 1; i >= 0; i--) {
            int size = out.size(i);
            distance += index % size * layout.stride(i);
            index /= size;
        }
        return distance;
    }
}
