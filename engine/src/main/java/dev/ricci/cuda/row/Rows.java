package dev.ricci.cuda.row;

import dev.ricci.backend.Axes;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.CudaBlock;

/**
 * The rows of some views along an axis, as the kernels of {@code rows.cuh} take them: where each operand's rows begin, what steps lead
 * from row to row and from element to element, and which version of a kernel is right for that.
 *
 * <p>All views have one shape, but along the axis some may have length 1: one number for each row.
 */
final class Rows {
    static final int BLOCK = 256;
    private static final int MOST_AXES = 8;
    private static final int CHUNK_BYTES = 16;
    private static final int MOST_BLOCKS = 1 << 20;
    /** Fewer blocks than this leave most of a GPU idle; with this many elements or more that matters. */
    private static final int FEW_BLOCKS = 32;

    private static final long MANY_ELEMENTS = 1 << 18;

    private final View[] views;
    private final Axes axes;
    private final long count;
    private final int length;
    private final int elementBytes;
    private final long[] along;
    private final boolean wide;

    Rows(int axis, View... views) {
        this.views = views;
        this.length = length(axis, views);
        this.elementBytes = views[0].dtype().bytes();
        this.along = new long[views.length];
        View[] starts = new View[views.length];
        for (int k = 0; k < views.length; k++) {
            View v = views[k];
            starts[k] = v.with(v.layout().select(axis, 0));
            along[k] = v.size(axis) == 1 ? 0 : v.layout().stride(axis) * v.dtype().bytes();
        }
        this.axes = new Axes(CudaBlock::address, starts);
        this.count = axes.count(0, axes.rank());
        this.wide = isWide(axis);
    }

    private static int length(int axis, View... views) {
        for (View v : views) {
            if (v.size(axis) != 1) {
                return v.size(axis);
            }
        }
        return 1;
    }

    /** Whether every operand that has rows stands in aligned chunks of 16 bytes, none of which a row ends within. */
    private boolean isWide(int axis) {
        boolean good = length * (long) elementBytes % CHUNK_BYTES == 0 && length > 0;
        for (int k = 0; k < views.length; k++) {
            if (views[k].size(axis) == 1) {
                continue;
            }
            good = good && along[k] == elementBytes && axes.base(k) % CHUNK_BYTES == 0;
            for (int d = 0; d < axes.rank(); d++) {
                good = good && axes.step(k, d) % CHUNK_BYTES == 0;
            }
        }
        return good;
    }

    /** Whether the kernels can take them at all. */
    boolean fit() {
        return axes.rank() <= MOST_AXES;
    }

    long count() {
        return count;
    }

    int length() {
        return length;
    }

    long rowBytes() {
        return (long) length * elementBytes;
    }

    /** Whether the elements of the first operand, which is written, are neighbours along the axis. */
    private boolean alongRows() {
        return along[0] == elementBytes || along[0] == 0;
    }

    /** The version that holds these rows in registers, or the streamed one. */
    Version version() {
        return alongRows() ? Version.holding(rowBytes(), views[0].dtype()) : Version.STREAMED;
    }

    /** Of a block that streams: how many rows it takes at a time, a power of two. Threads stand on neighbouring elements. */
    int width() {
        if (alongRows()) {
            return 1;
        }
        int width = length >= 64 ? 32 : length >= 16 ? 64 : BLOCK;
        while (width / 2 >= count && width > 1) {
            width /= 2;
        }
        return width;
    }

    /** Whether so few blocks of so many rows each would work so long that several kernels over everything are faster. */
    boolean tooFew(int rowsInBlock) {
        return (count + rowsInBlock - 1) / rowsInBlock < FEW_BLOCKS && count * length > MANY_ELEMENTS;
    }

    /** Blocks for all rows, so many in each. */
    int blocks(int rowsInBlock) {
        return (int) Math.min((count + rowsInBlock - 1) / rowsInBlock, MOST_BLOCKS);
    }

    /** Where an operand's first row begins. */
    Arguments address(Arguments a, int operand) {
        return a.address(views[operand], axes.base(operand));
    }

    /** The structure {@code Rows} of rows.cuh. */
    Arguments write(Arguments a) {
        int rank = axes.rank();
        a.begin(8).int64(count).int32(rank).int32(length).int32(wide ? 1 : 0).int32(0);
        for (int d = 0; d < rank; d++) {
            a.int64(axes.size(d));
        }
        a.skip(8 * (MOST_AXES - rank));
        for (int k = 0; k < views.length; k++) {
            for (int d = 0; d < rank; d++) {
                a.int64(axes.step(k, d));
            }
            a.skip(8 * (MOST_AXES - rank));
        }
        for (long step : along) {
            a.int64(step);
        }
        return a.end(8);
    }
}
