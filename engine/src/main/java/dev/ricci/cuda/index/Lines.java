package dev.ricci.cuda.index;

import dev.ricci.backend.Axes;
import dev.ricci.backend.Check;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.CudaBlock;

/** Where the lines along an axis begin in several views, or the elements of all their axes: what kernels take as {@code Lines}. */
final class Lines {
    private static final int MOST_AXES = 8;
    /** Fewer lines side by side than this are not worth being taken together. */
    private static final int SIDE_BY_SIDE = 32;

    private final View[] views;
    private final long[] base;
    private final long[] size;
    private final long[][] step;
    private final int rank;
    private long count;

    private Lines(String op, View[] views, int rank) {
        Check.axes(op, rank, MOST_AXES);
        this.views = views;
        this.rank = rank;
        base = new long[views.length];
        size = new long[rank];
        step = new long[views.length][];
        for (int v = 0; v < step.length; v++) {
            step[v] = new long[rank];
        }
    }

    /** The lines along an axis of views that agree on all others, in the order that suits the first. */
    static Lines along(String op, int axis, View... views) {
        View[] first = new View[views.length];
        for (int v = 0; v < views.length; v++) {
            first[v] = views[v].with(views[v].layout().select(axis, 0));
        }
        return of(op, first);
    }

    /** Every element of views of one shape, in the order that suits the first. */
    static Lines of(String op, View... views) {
        Axes axes = new Axes(CudaBlock::address, views);
        Lines l = new Lines(op, views, axes.rank());
        l.count = axes.count(0, axes.rank());
        for (int d = 0; d < l.rank; d++) {
            l.size[d] = axes.size(d);
            for (int v = 0; v < views.length; v++) {
                l.step[v][d] = axes.step(v, d);
            }
        }
        for (int v = 0; v < views.length; v++) {
            l.base[v] = axes.base(v);
        }
        return l;
    }

    /** Every element of views of one shape in row-major order. */
    static Lines inOrder(String op, View... views) {
        Layout shape = views[0].layout();
        int[] kept = new int[Math.max(1, shape.rank())];
        int rank = 0;
        for (int d = 0; d < shape.rank(); d++) {
            if (shape.size(d) != 1) {
                boolean joins = rank > 0;
                for (View v : views) {
                    joins = joins && v.layout().stride(kept[rank - 1]) == v.layout().stride(d) * shape.size(d);
                }
                kept[joins ? rank - 1 : rank++] = d;
            }
        }
        Lines l = new Lines(op, views, Math.max(1, rank));
        l.count = shape.size();
        long rest = l.count;
        for (int d = 0; d < l.rank; d++) {
            long inside = 1;
            for (int e = rank == 0 ? 0 : kept[d] + 1; e < shape.rank(); e++) {
                inside *= shape.size(e);
            }
            l.size[d] = inside == 0 ? 0 : rest / inside;
            rest = inside;
            for (int v = 0; v < views.length; v++) {
                l.step[v][d] = rank == 0 ? 0 : views[v].layout().stride(kept[d]) * views[v].dtype().bytes();
            }
        }
        for (int v = 0; v < views.length; v++) {
            l.base[v] = CudaBlock.address(views[v]);
        }
        return l;
    }

    long count() {
        return count;
    }

    /** Whether neighbours of the first view are of neighbouring lines rather than of one, whose elements are a step (in bytes) apart. */
    boolean sideBySide(long along) {
        long across = Math.abs(step[0][rank - 1]);
        return size[rank - 1] >= SIDE_BY_SIDE && across != 0 && across < Math.abs(along);
    }

    /** Whether all steps of a view are multiples of a number of bytes, and its address too. */
    boolean isMultiple(int view, int bytes) {
        boolean all = base[view] % bytes == 0;
        for (long s : step[view]) {
            all &= s % bytes == 0;
        }
        return all;
    }

    /**
     * Takes the elements of the innermost axis together in packs of some bytes, where the first so many views let it and the others
     * do not move along it.
     *
     * @return whether it could
     */
    boolean widen(int bytes, int dense) {
        int last = rank - 1;
        int element = views[0].dtype().bytes();
        boolean can = bytes > element && size[last] * element % bytes == 0;
        for (int v = 0; v < views.length; v++) {
            long wanted = v < dense ? element : 0;
            can = can && step[v][last] == wanted && (v >= dense || base[v] % bytes == 0);
            for (int d = 0; can && v < dense && d < last; d++) {
                can = step[v][d] % bytes == 0;
            }
        }
        if (can) {
            count /= bytes / element;
            size[last] /= bytes / element;
            for (int v = 0; v < dense; v++) {
                step[v][last] = bytes;
            }
        }
        return can;
    }

    /** Writes the structure. Steps are in elements. */
    Arguments write(Arguments a) {
        return write(a, 1);
    }

    /** Writes the structure. Steps of the first two views are in units of so many elements. */
    Arguments write(Arguments a, int pack) {
        a.begin(Long.BYTES).int64(count).int64(rank);
        row(a, size, 1);
        for (int v = 0; v < views.length; v++) {
            row(a, step[v], views[v].dtype().bytes() * (v < 2 ? pack : 1));
        }
        return a.end(Long.BYTES);
    }

    private void row(Arguments a, long[] numbers, int unit) {
        for (long n : numbers) {
            a.int64(n / unit);
        }
        if (rank < MOST_AXES) {
            a.skip((MOST_AXES - rank) * Long.BYTES);
        }
    }

    /** How many elements after the start of a view its first line begins: other than 0 where axes are walked backwards. */
    long shift(int view) {
        return (base[view] - CudaBlock.address(views[view])) / views[view].dtype().bytes();
    }

    /** A pointer to where a view's first line begins. */
    Arguments address(Arguments a, int view) {
        return a.address(views[view], base[view]);
    }
}
