package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Pool;

/**
 * Running sums, products and extremes along an axis.
 *
 * <p>A line is cut into blocks of one length. Where they are shared out, the total of each block is found first, and each block then
 * runs on from what those before it come to; where they are not, the same sums are made in the same order, so that bits depend on the
 * length of a line alone. FLOAT32 runs in double and is rounded on the way out;
 * integers wrap around, and INT64 goes line by line.
 */
public final class Scan {
    private static final int GRAIN = 1 << 14;
    private static final int BLOCK = 1 << 14;
    private static final int FEW_LINES = 8;

    private Scan() {}

    /** out[i] = the reduction of in[0..i] along axis; out may be in. */
    public static void scan(Pool pool, Reduction r, View out, View in, int axis) {
        if (out.size() == 0) {
            return;
        }
        int n = in.size(axis);
        Grid lines = Grid.without(axis, out.layout(), in.layout());
        RunningColumns columns = RunningColumns.of(r, out, in, axis);
        if (columns != null) {
            columns.run(pool);
            return;
        }
        int toSize = out.dtype().bytes();
        int fromSize = in.dtype().bytes();
        Running running = Running.of(r, out.dtype(), out.layout().stride(axis) * toSize, in.dtype(), in.layout().stride(axis) * fromSize);
        long to = HostBlock.address(out);
        long from = HostBlock.address(in);
        if (DType.computing(out.dtype(), in) == DType.INT64) {
            long outStep = out.layout().stride(axis) * toSize;
            long inStep = in.layout().stride(axis) * fromSize;
            pool.range(lines.size(), Math.max(1, GRAIN / n), (first, end) -> {
                Walk w = lines.walk(first, 0, 0);
                for (long i = first; i < end; i++) {
                    longs(r, n, out.dtype(), to + w.at(0) * toSize, outStep, in.dtype(), from + w.at(1) * fromSize, inStep);
                    w.next();
                }
            });
            return;
        }
        if (n >= 2 * BLOCK && lines.size() < FEW_LINES) {
            Walk w = lines.walk(0, 0, 0);
            for (long i = 0; i < lines.size(); i++) {
                together(pool, running, to + w.at(0) * toSize, from + w.at(1) * fromSize, n);
                w.next();
            }
            return;
        }
        pool.range(lines.size(), Math.max(1, GRAIN / n), (first, end) -> {
            Walk w = lines.walk(first, 0, 0);
            for (long i = first; i < end; i++) {
                alone(running, to + w.at(0) * toSize, from + w.at(1) * fromSize, n);
                w.next();
            }
        });
    }

    private static void together(Pool pool, Running running, long to, long from, int n) {
        int blocks = (n + BLOCK - 1) / BLOCK;
        double[] before = new double[blocks];
        pool.run(blocks - 1, b -> before[b + 1] = running.total(from, b * BLOCK, (b + 1) * BLOCK));
        before[0] = running.start();
        for (int b = 1; b < blocks; b++) {
            before[b] = running.join(before[b - 1], before[b]);
        }
        pool.run(blocks, b -> running.run(to, from, b * BLOCK, Math.min(n, (b + 1) * BLOCK), before[b]));
    }

    private static void alone(Running running, long to, long from, int n) {
        double before = running.start();
        for (int first = 0; first < n; first += BLOCK) {
            int end = Math.min(n, first + BLOCK);
            double total = end < n ? running.total(from, first, end) : 0; // before it is overwritten
            running.run(to, from, first, end, before);
            before = running.join(before, total);
        }
    }

    private static void longs(Reduction r, int n, DType outType, long to, long outStep, DType inType, long from, long inStep) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            long v = Elements.integer(inType, from + i * inStep);
            sum = i == 0 ? v : combine(r, sum, v);
            Elements.set(outType, to + i * outStep, sum);
        }
    }

    private static long combine(Reduction r, long a, long b) {
        return switch (r) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }
}
