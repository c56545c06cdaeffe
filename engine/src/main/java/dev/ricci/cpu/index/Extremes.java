package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.host.VectorApi;

/**
 * Running extremes along an axis and where they stand.
 *
 * <p>What is known of the elements so far is the place of their extreme: so a long line is cut in parts, whose own extremes are found
 * first.
 */
public final class Extremes {
    private static final int GRAIN = 1 << 13;
    private static final int PART = 1 << 14;
    /** With so many lines each is the work of one thread. */
    private static final int MANY_LINES = 8;

    private static final boolean VECTORS = VectorApi.present();

    private final boolean max;
    private final DType type;
    private final int n;
    private final long step;
    private final long valueStep;
    private final long positionStep;

    private Extremes(boolean max, View values, View positions, View in, int axis) {
        this.max = max;
        type = in.dtype();
        n = in.size(axis);
        step = in.layout().stride(axis) * type.bytes();
        valueStep = values.layout().stride(axis) * type.bytes();
        positionStep = positions.layout().stride(axis) * Integer.BYTES;
    }

    /** See {@link dev.ricci.backend.Backend#extremes}; values have the type of in. */
    public static void extremes(Pool pool, Reduction r, View values, View positions, View in, int axis) {
        if (in.size() == 0) {
            return;
        }
        Extremes e = new Extremes(r == Reduction.MAX, values, positions, in, axis);
        Grid lines = Grid.without(axis, values.layout(), positions.layout(), in.layout());
        int size = in.dtype().bytes();
        long to = HostBlock.address(values);
        long where = HostBlock.address(positions);
        long from = HostBlock.address(in);
        boolean cut = lines.size() < MANY_LINES && e.n >= 2 * PART && pool.threads() > 1; // in one pass it gives the same
        pool.range(lines.size(), cut ? lines.size() : Math.max(1, GRAIN / e.n), (first, end) -> {
            Walk w = lines.walk(first, 0, 0, 0);
            for (long i = first; i < end; i++) {
                long source = from + w.at(2) * size;
                long target = to + w.at(0) * size;
                long places = where + w.at(1) * Integer.BYTES;
                if (cut) {
                    e.inParts(pool, target, places, source);
                } else {
                    e.part(target, places, source, 0, e.n, 0);
                }
                w.next();
            }
        });
    }

    private void inParts(Pool pool, long to, long where, long from) {
        int parts = (n + PART - 1) / PART;
        int[] best = new int[parts];
        pool.run(parts, p -> best[p] = part(0, 0, from, p * PART, Math.min(n, (p + 1) * PART), p * PART));
        int[] start = new int[parts];
        for (int p = 1; p < parts; p++) {
            start[p] = better(from, best[p - 1], start[p - 1]) ? best[p - 1] : start[p - 1];
        }
        pool.run(parts, p -> part(to, where, from, p * PART, Math.min(n, (p + 1) * PART), start[p]));
    }

    private boolean better(long from, int place, int than) {
        if (!type.isFloat()) {
            long flip = max ? 0 : -1; // the complement turns the order round
            return (Elements.integer(type, from + place * step) ^ flip) > (Elements.integer(type, from + than * step) ^ flip);
        }
        double sign = max ? 1 : -1;
        double v = Elements.get(type, from + than * step) * sign;
        return !(Elements.get(type, from + place * step) * sign <= v) && v == v;
    }

    /** Goes on from the extreme so far, which stands at start; writes nothing where to is 0. @return where the extreme stands then */
    private int part(long to, long where, long from, int first, int end, int start) {
        return type == DType.FLOAT32 ? floats(to, where, from, first, end, start)
                : type.isFloat() ? reals(to, where, from, first, end, start)
                : integers(to, where, from, first, end, start);
    }

    private int floats(long to, long where, long from, int first, int end, int start) {
        if (VECTORS && step == Float.BYTES && valueStep == Float.BYTES && positionStep == Integer.BYTES) {
            return VectorExtremes.floats(max, to, where, from, first, end, start);
        }
        float sign = max ? 1 : -1; // the minimum is the maximum of the negatives
        float best = sign * Memory.getFloat(Memory.at(from + start * step));
        int at = start;
        for (int i = first; i < end; i++) {
            float v = sign * Memory.getFloat(Memory.at(from + i * step));
            if (!(v <= best) && best == best) {
                best = v;
                at = i;
            }
            if (to != 0) {
                Memory.setFloat(Memory.at(to + i * valueStep), sign * best);
                Memory.setInt(Memory.at(where + i * positionStep), at);
            }
        }
        return at;
    }

    private int reals(long to, long where, long from, int first, int end, int start) {
        double sign = max ? 1 : -1;
        double best = sign * Elements.get(type, from + start * step);
        int at = start;
        for (int i = first; i < end; i++) {
            double v = sign * Elements.get(type, from + i * step);
            if (!(v <= best) && best == best) {
                best = v;
                at = i;
            }
            if (to != 0) {
                Elements.set(type, to + i * valueStep, sign * best);
                Memory.setInt(Memory.at(where + i * positionStep), at);
            }
        }
        return at;
    }

    private int integers(long to, long where, long from, int first, int end, int start) {
        long flip = max ? 0 : -1;
        long best = Elements.integer(type, from + start * step) ^ flip;
        int at = start;
        for (int i = first; i < end; i++) {
            long v = Elements.integer(type, from + i * step) ^ flip;
            if (v > best) {
                best = v;
                at = i;
            }
            if (to != 0) {
                Elements.set(type, to + i * valueStep, best ^ flip);
                Memory.setInt(Memory.at(where + i * positionStep), at);
            }
        }
        return at;
    }
}
