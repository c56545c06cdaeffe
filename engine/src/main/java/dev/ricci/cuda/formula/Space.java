package dev.ricci.cuda.formula;

import dev.ricci.backend.Axes;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.CudaBlock;

/** Operands of a launch, outputs first: addresses, types, axes and steps, as {@code Space} in space.cuh has them. */
final class Space {
    static final int MOST_AXES = 8;
    static final int OPERANDS = 24;

    private static final int PIECE = 16;

    private final DType type;
    private final View[] views;
    private final int outputs;
    private final Axes axes;
    /** Where an operand stands among those of the axes. */
    private final int first;

    private final long[] at;
    private long types;
    private int wide;
    private int still;

    private Space(DType type, View[] views, int outputs, Axes axes, int first) {
        this.type = type;
        this.views = views;
        this.outputs = outputs;
        this.axes = axes;
        this.first = first;
        at = new long[views.length];
        for (int k = 0; k < views.length; k++) {
            View v = views[k];
            at[k] = axes == null ? CudaBlock.address(v) : axes.base(operand(k));
            types |= (long) v.dtype().ordinal() << 2 * k;
            long inner = axes == null ? v.layout().isDense() ? v.dtype().bytes() : 0 : axes.step(operand(k), axes.rank() - 1);
            if (inner == 0) {
                still |= 1 << k;
            } else if (v.dtype() == type && inner == type.bytes() && isAligned(k)) {
                wide |= 1 << k;
            }
        }
    }

    /** Of operands that are all dense or one element repeated, or null where one is not. */
    static Space line(DType type, View[] views, int outputs) {
        for (int k = 0; k < views.length; k++) {
            Layout l = views[k].layout();
            if (!l.isDense() && (k < outputs || !repeatsOne(l))) {
                return null;
            }
        }
        return new Space(type, views, outputs, null, 0);
    }

    /** Over axes in whose order of operands the views follow one another, beginning anywhere. */
    static Space of(DType type, View[] views, int outputs, Axes axes, int first) {
        return new Space(type, views, outputs, axes, first);
    }

    /** Whether all elements are one. */
    static boolean repeatsOne(Layout l) {
        for (int d = 0; d < l.rank(); d++) {
            if (l.stride(d) != 0 && l.size(d) != 1) {
                return false;
            }
        }
        return true;
    }

    private int operand(int k) {
        return (k + first) % axes.operands();
    }

    private boolean isAligned(int k) {
        long all = at[k];
        for (int d = 0; axes != null && d < axes.rank() - 1; d++) {
            all |= axes.step(operand(k), d);
        }
        return all % PIECE == 0;
    }

    DType type() {
        return type;
    }

    int outputs() {
        return outputs;
    }

    int operands() {
        return views.length;
    }

    int rank() {
        return axes == null ? 1 : axes.rank();
    }

    /** Two bits for each operand. */
    long types() {
        return types;
    }

    /** A bit for each operand whose pieces of 16 bytes are one access. */
    int wide() {
        return wide;
    }

    /** A bit for each operand that stays where it is along the last axis. */
    int still() {
        return still;
    }

    /** The number of pieces over the axes from one on. */
    long pieces(int from) {
        return (axes == null ? 1 : axes.count(from, axes.rank() - 1)) * linePieces();
    }

    private long line() {
        return axes == null ? views[0].size() : axes.size(axes.rank() - 1);
    }

    private long linePieces() {
        int lanes = PIECE / type.bytes();
        return (line() + lanes - 1) / lanes;
    }

    /** As a structure for so many axes at most. */
    void write(Arguments a, int most) {
        int unused = most - rank();
        a.begin(8);
        for (int k = 0; k < views.length; k++) {
            a.address(views[k], at[k]);
        }
        a.skip(8 * (OPERANDS - views.length));
        for (int k = 0; k < views.length; k++) {
            a.skip(8 * unused);
            for (int d = 0; d < rank(); d++) {
                a.int64(axes != null ? axes.step(operand(k), d) : (still >> k & 1) != 0 ? 0 : views[k].dtype().bytes());
            }
        }
        a.skip(8 * most * (OPERANDS - views.length));
        a.int64(pieces(0)).int64(line()).int64(types).int32(wide).int32(outputs).int32(rank()).int32(0);
        a.skip(12 * unused);
        for (int d = 0; d < rank(); d++) {
            long by = d == rank() - 1 ? linePieces() : axes.size(d);
            if (most == 1) {
                a.skip(12); // one axis needs no division
            } else {
                int shift = 64 - Long.numberOfLeadingZeros(by - 1);
                a.int32((int) by).int32((int) (((1L << shift) - by << 32) / by + 1)).int32(shift);
            }
        }
        a.end(8);
    }
}
