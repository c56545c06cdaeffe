package dev.ricci.cuda.formula;

import dev.ricci.backend.Axes;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.CudaBlock;
import java.util.Arrays;

/** Operands of a launch, outputs first: addresses, types, axes and steps, as {@code Space} in space.cuh has them. */
final class Space {
    static final int MOST_AXES = 8;
    static final int OPERANDS = 24;

    private static final int PIECE = 16;

    private final DType type;
    private final View[] views;
    private final int outputs;
    /** The steps of each operand in bytes; null for a line. */
    private final long[][] step;
    private final long[] size;
    private final long[] at;
    /** Four bits for each operand; 16 operands in each. */
    private final long[] types = new long[2];
    private int wide;
    private int still;

    private Space(DType type, View[] views, int outputs, long[] at, long[] size, long[][] step) {
        this.type = type;
        this.views = views;
        this.outputs = outputs;
        this.at = at;
        this.size = size;
        this.step = step;
        for (int k = 0; k < views.length; k++) {
            DType t = views[k].dtype();
            types[k / 16] |= (long) t.ordinal() << 4 * (k % 16);
            long inner = step(k, size.length - 1);
            if (inner == 0) {
                still |= 1 << k;
            } else if (t == type && inner == type.bytes() && isAligned(k)) {
                wide |= 1 << k;
            }
        }
    }

    /** Of operands that are all dense or one element repeated, or null where one is not. */
    static Space line(DType type, View[] views, int outputs) {
        for (int k = 0; k < views.length; k++) {
            Layout l = views[k].layout();
            if (!l.isDense() && (k < outputs || !l.repeatsOne())) {
                return null;
            }
        }
        long[] at = new long[views.length];
        for (int k = 0; k < views.length; k++) {
            at[k] = CudaBlock.address(views[k]);
        }
        return new Space(type, views, outputs, at, new long[] {views[0].size()}, null);
    }

    /** Of operands over their axes; the first view is the operand of that number, those after it follow, around the end. */
    static Space of(DType type, View[] views, int outputs, Axes axes, int first) {
        int n = views.length;
        long[] at = new long[n];
        long[][] step = new long[n][];
        long[] size = new long[axes.rank()];
        for (int k = 0; k < n; k++) {
            int operand = k + first < n ? k + first : k + first - n;
            at[k] = axes.base(operand);
            step[k] = new long[size.length];
            for (int d = 0; d < size.length; d++) {
                step[k][d] = axes.step(operand, d);
            }
        }
        for (int d = 0; d < size.length; d++) {
            size[d] = axes.size(d);
        }
        return new Space(type, views, outputs, at, size, step);
    }

    /**
     * The same elements, walked in tiles where an input is transposed: neighbouring threads then take neighbours along the axis on
     * which that input's elements stand together, two pieces of each line, so that every sector of 32 bytes that is read or written is
     * used whole. Where the sizes cannot be split so, this itself.
     */
    Space tiled() {
        int last = size.length - 1;
        int axis = together(last);
        int line = 2 * PIECE / type.bytes();
        if (axis < 0 || size.length + 2 > MOST_AXES || size[last] % line != 0 || size[axis] % 2 != 0) {
            return this;
        }
        long side = Math.min(PIECE, Long.lowestOneBit(size[axis]));
        long[] cut = Arrays.copyOf(size, size.length + 2);
        cut[axis] /= side;
        cut[last] /= line;
        cut[last + 1] = side;
        cut[last + 2] = line;
        long[][] steps = new long[step.length][];
        for (int k = 0; k < step.length; k++) {
            long[] s = Arrays.copyOf(step[k], cut.length);
            s[last + 1] = step[k][axis];
            s[last + 2] = step[k][last];
            s[axis] *= side;
            s[last] *= line;
            steps[k] = s;
        }
        return new Space(type, views, outputs, at, cut, steps);
    }

    /** An axis on which an input's elements stand together that stand apart on the last one, or -1. */
    private int together(int last) {
        for (int k = outputs; step != null && k < views.length; k++) {
            int bytes = views[k].dtype().bytes();
            for (int d = 0; d < last; d++) {
                if (Math.abs(step[k][d]) == bytes && Math.abs(step[k][last]) > PIECE) {
                    return d;
                }
            }
        }
        return -1;
    }

    private long step(int k, int d) {
        return step != null ? step[k][d] : views[k].layout().isDense() ? views[k].dtype().bytes() : 0;
    }

    private boolean isAligned(int k) {
        long all = at[k];
        for (int d = 0; d < size.length - 1; d++) {
            all |= step[k][d];
        }
        return all % PIECE == 0;
    }

    DType type() {
        return type;
    }

    int outputs() {
        return outputs;
    }

    int rank() {
        return size.length;
    }

    /** Four bits for each of the first 16 operands. */
    long types() {
        return types[0];
    }

    /** Four bits for each of the operands from the 17th on. */
    long moreTypes() {
        return types[1];
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
        long n = linePieces();
        for (int d = from; d < size.length - 1; d++) {
            n *= size[d];
        }
        return n;
    }

    private long linePieces() {
        int lanes = PIECE / type.bytes();
        return (size[size.length - 1] + lanes - 1) / lanes;
    }

    /** As a structure for so many axes at most. */
    void write(Arguments a, int most) {
        int unused = most - size.length;
        a.begin(8);
        for (int k = 0; k < views.length; k++) {
            a.address(views[k], at[k]);
        }
        a.skip(8 * (OPERANDS - views.length));
        for (int k = 0; k < views.length; k++) {
            a.skip(8 * unused);
            for (int d = 0; d < size.length; d++) {
                a.int64(step(k, d));
            }
        }
        a.skip(8 * most * (OPERANDS - views.length));
        a.int64(pieces(0)).int64(size[size.length - 1]);
        a.int64(types[0]).int64(types[1]).int32(wide).int32(outputs).int32(size.length).int32(0);
        a.skip(12 * unused);
        for (int d = 0; d < size.length; d++) {
            divisor(a, d == size.length - 1 ? linePieces() : size[d]);
        }
        a.end(8);
    }

    /** A number below 2^31 as Divisor in space.cuh has it; one axis alone, which may be longer, needs no division. */
    private void divisor(Arguments a, long by) {
        if (size.length == 1) {
            a.skip(12);
        } else {
            int shift = 64 - Long.numberOfLeadingZeros(by - 1);
            a.int32((int) by).int32((int) (((1L << shift) - by << 32) / by + 1)).int32(shift);
        }
    }
}
