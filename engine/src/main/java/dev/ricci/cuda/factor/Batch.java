package dev.ricci.cuda.factor;

import dev.ricci.backend.Axes;
import dev.ricci.backend.Check;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.CudaBlock;

/**
 * Where the matrices of a batch begin in several views: what kernels take as {@code Batch} of batch.cuh.
 *
 * <p>The first view has one element a matrix and no other axes. Of the others, those with one axis more are columns, with two matrices.
 */
final class Batch {
    private static final int MOST_AXES = 8;

    private final View[] views;
    private final Axes axes;

    /** Views with the same leading axes, none of which is empty. */
    Batch(String op, View... views) {
        this.views = views;
        int rank = views[0].rank();
        View[] first = new View[views.length];
        for (int k = 0; k < views.length; k++) {
            first[k] = views[k];
            while (first[k].rank() > rank) {
                first[k] = first[k].with(first[k].layout().select(first[k].rank() - 1, 0));
            }
        }
        axes = new Axes(CudaBlock::address, first);
        Check.axes(op, axes.rank(), MOST_AXES);
    }

    /** How many matrices there are. */
    long count() {
        return axes.count(0, axes.rank());
    }

    /** Blocks for all matrices, so many in each; a block takes several turns where that would be too many. */
    int blocks(int together, int most) {
        return (int) Math.min((count() + together - 1) / together, most);
    }

    /** A pointer to where a view's first matrix begins. */
    Arguments address(Arguments a, int view) {
        return a.address(views[view], axes.base(view));
    }

    /** Writes the structure: steps in elements, from matrix to matrix, from row to row, from column to column. */
    Arguments write(Arguments a) {
        int rank = axes.rank();
        a.begin(Long.BYTES).int64(count()).int64(rank);
        for (int d = 0; d < rank; d++) {
            a.int64(axes.size(d));
        }
        a.skip(Long.BYTES * (MOST_AXES - rank));
        for (int k = 0; k < views.length; k++) {
            for (int d = 0; d < rank; d++) {
                a.int64(axes.step(k, d) / views[k].dtype().bytes());
            }
            a.skip(Long.BYTES * (MOST_AXES - rank));
        }
        for (View v : views) {
            a.int64(stride(v, 0));
        }
        for (View v : views) {
            a.int64(stride(v, 1));
        }
        return a.end(Long.BYTES);
    }

    private long stride(View v, int axis) {
        int d = views[0].rank() + axis;
        return d < v.rank() ? v.layout().stride(d) : 0;
    }
}
