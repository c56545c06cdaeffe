package dev.ricci.cpu.index;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** Where the largest or smallest element of each line stands. */
public final class Argument {
    private static final int GRAIN = 1 << 15;

    private final boolean max;
    private final DType type;
    private final long step;

    private Argument(boolean max, DType type, long step) {
        this.max = max;
        this.type = type;
        this.step = step;
    }

    /** The index along axis of the first MAX or MIN into INT32; of the first NaN where there is one. */
    public static void argument(Pool pool, Reduction r, View out, View in, int axis) {
        if (r != Reduction.MAX && r != Reduction.MIN) {
            throw new IllegalArgumentException("argument: of MAX or MIN, got " + r);
        }
        Check.dtype("argument, out", out.dtype(), DType.INT32);
        if (out.size() == 0) {
            return;
        }
        int n = in.size(axis);
        Check.notEmpty("argument", in.shape(), n);
        int size = in.dtype().bytes();
        Argument a = new Argument(r == Reduction.MAX, in.dtype(), in.layout().stride(axis) * size);
        Grid lines = Grid.without(axis, out.layout(), in.layout());
        long to = HostBlock.address(out);
        long from = HostBlock.address(in);
        if (lines.size() == 1 && n >= 2 * GRAIN) {
            Memory.setInt(to, a.inParts(pool, from, n));
            return;
        }
        pool.range(lines.size(), Math.max(1, GRAIN / n), (first, end) -> {
            Walk w = lines.walk(first, 0, 0);
            for (long i = first; i < end; i++) {
                Memory.setInt(to + w.at(0) * Integer.BYTES, a.first(from + w.at(1) * size, 0, n));
                w.next();
            }
        });
    }

    /** One long line: the first in each part, then the first of those. */
    private int inParts(Pool pool, long line, int n) {
        int parts = (n + GRAIN - 1) / GRAIN;
        int[] found = new int[parts];
        pool.run(parts, p -> found[p] = first(line, p * GRAIN, Math.min(n, (p + 1) * GRAIN)));
        int best = found[0];
        for (int p = 1; p < parts; p++) {
            if (beats(line, found[p], best)) {
                best = found[p];
            }
        }
        return best;
    }

    private double at(long line, long i) {
        return Elements.get(type, line + i * step);
    }

    private boolean beats(long line, int challenger, int holder) {
        if (type == DType.INT64) {
            return beats(longAt(line, challenger), longAt(line, holder));
        }
        double v = at(line, challenger);
        double best = at(line, holder);
        boolean firstNaN = Double.isNaN(v) && !Double.isNaN(best);
        return firstNaN || (max ? v > best : v < best);
    }

    private boolean beats(long v, long best) {
        return max ? v > best : v < best;
    }

    private long longAt(long line, long i) {
        return Memory.getLong(line + i * step);
    }

    /** The first extreme of a stretch of a line. */
    private int first(long line, int start, int end) {
        return type == DType.FLOAT32 ? firstFloat(line, start, end) : type == DType.INT64 ? firstLong(line, start, end)
                : firstAny(line, start, end);
    }

    private int firstFloat(long line, int start, int end) {
        float sign = max ? 1 : -1; // the minimum is the maximum of the negatives
        float best = sign * Memory.getFloat(line + start * step);
        int at = start;
        for (int i = start + 1; i < end && !Float.isNaN(best); i++) {
            float v = sign * Memory.getFloat(line + i * step);
            if (!(v <= best)) {
                best = v;
                at = i;
            }
        }
        return at;
    }

    private int firstLong(long line, int start, int end) {
        int at = start;
        for (int i = start + 1; i < end; i++) {
            at = beats(longAt(line, i), longAt(line, at)) ? i : at;
        }
        return at;
    }

    private int firstAny(long line, int start, int end) {
        double sign = max ? 1 : -1;
        double best = sign * at(line, start);
        int at = start;
        for (int i = start + 1; i < end && !Double.isNaN(best); i++) {
            double v = sign * at(line, i);
            if (!(v <= best)) {
                best = v;
                at = i;
            }
        }
        return at;
    }
}
