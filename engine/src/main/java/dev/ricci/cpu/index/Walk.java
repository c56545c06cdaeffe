package dev.ricci.cpu.index;

/** Goes through the positions of a {@link Grid} and keeps the element in each view. Not to be shared by threads. */
final class Walk {
    private final int[] length;
    private final long[][] strides;
    private final int[] at;
    private final long[] element;

    Walk(int[] length, long[][] strides, long position, long[] origins) {
        this.length = length;
        this.strides = strides;
        this.at = new int[length.length];
        this.element = origins.clone();
        long rest = position;
        for (int i = length.length - 1; i >= 0 && rest > 0; i--) {
            at[i] = (int) (rest % length[i]);
            rest /= length[i];
            for (int v = 0; v < element.length; v++) {
                element[v] += at[i] * strides[v][i];
            }
        }
    }

    /** The element of a view at this position. */
    long at(int view) {
        return element[view];
    }

    /** Goes on to the next position; after the last comes the first again. */
    void next() {
        for (int i = length.length - 1; i >= 0; i--) {
            boolean more = ++at[i] < length[i];
            for (int v = 0; v < element.length; v++) {
                element[v] += more ? strides[v][i] : strides[v][i] * (1 - length[i]);
            }
            if (more) {
                return;
            }
            at[i] = 0;
        }
    }
}
