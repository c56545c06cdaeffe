package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Pool;

/**
 * Linear recurrences along an axis: out[i] = in[i] + factor[i - 1] out[i - 1], in double.
 *
 * <p>A few long lines are cut in parts: each is first run from 0, which gives what it adds and what it multiplies by, and then from what
 * the part before it ends with. The parts depend on the shape only.
 */
public final class Recurrence {
    private static final int GRAIN = 1 << 13;
    private static final int PART = 1 << 14;
    /** With so many lines each is the work of one thread. */
    private static final int MANY_LINES = 8;

    private final DType type;
    private final int n;
    private final long outStep;
    private final long factorStep;
    private final long inStep;

    private Recurrence(View out, View factor, View in, int axis) {
        type = out.dtype();
        n = in.size(axis);
        outStep = out.layout().stride(axis) * type.bytes();
        factorStep = factor.layout().stride(axis) * type.bytes();
        inStep = in.layout().stride(axis) * type.bytes();
    }

    /** All of one floating-point type; see {@link dev.ricci.backend.Backend#recurrence}. */
    public static void recurrence(Pool pool, View out, View factor, View in, int axis) {
        if (out.size() == 0) {
            return;
        }
        Recurrence r = new Recurrence(out, factor, in, axis);
        Grid lines = Grid.without(axis, out.layout(), factor.layout(), in.layout());
        int size = r.type.bytes();
        long to = HostBlock.address(out);
        long by = HostBlock.address(factor);
        long from = HostBlock.address(in);
        boolean cut = lines.size() < MANY_LINES && r.n >= 2 * PART;
        if (cut) {
            Walk w = lines.walk(0, 0, 0, 0);
            for (long i = 0; i < lines.size(); i++) {
                r.inParts(pool, to + w.at(0) * size, by + w.at(1) * size, from + w.at(2) * size);
                w.next();
            }
            return;
        }
        pool.range(lines.size(), Math.max(1, GRAIN / r.n), (first, end) -> {
            Walk w = lines.walk(first, 0, 0, 0);
            for (long i = first; i < end; i++) {
                r.part(to + w.at(0) * size, by + w.at(1) * size, from + w.at(2) * size, 0, r.n, 0);
                w.next();
            }
        });
    }

    private void inParts(Pool pool, long to, long by, long from) {
        int parts = (n + PART - 1) / PART;
        double[] factor = new double[parts];
        double[] sum = new double[parts];
        pool.run(parts, p -> {
            double f = 1;
            double s = 0;
            for (int i = p * PART; i < Math.min(n, (p + 1) * PART); i++) {
                double a = i == 0 ? 0 : Elements.get(type, by + (i - 1) * factorStep);
                f *= a;
                s = Elements.get(type, from + i * inStep) + a * s;
            }
            factor[p] = f;
            sum[p] = s;
        });
        double[] start = new double[parts];
        for (int p = 1; p < parts; p++) {
            start[p] = sum[p - 1] + factor[p - 1] * start[p - 1];
        }
        pool.run(parts, p -> part(to, by, from, p * PART, Math.min(n, (p + 1) * PART), start[p]));
    }

    /** The elements from first to before end of a line, after one of this value. */
    private void part(long to, long by, long from, int first, int end, double before) {
        double s = before;
        for (int i = first; i < end; i++) {
            double a = i == 0 ? 0 : Elements.get(type, by + (i - 1) * factorStep);
            s = Elements.get(type, from + i * inStep) + a * s;
            Elements.set(type, to + i * outStep, s);
        }
    }
}
