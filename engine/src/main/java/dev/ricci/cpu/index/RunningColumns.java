package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import java.util.Arrays;

/**
 * Running sums and the like of lines that lie side by side: some hundred neighbouring lines go on together, an element of each in turn,
 * so that memory is read in its own order. For FLOAT32 and FLOAT64.
 */
final class RunningColumns {
    /** The lines that go on together: their values so far stay in the nearest cache. */
    private static final int TOGETHER = 512;
    /** Fewer lines side by side are taken one by one. */
    private static final int LEAST = 8;

    private final Reduction r;
    private final boolean floats;
    private final Grid outer;
    private final int columns;
    private final int n;
    private final long to;
    private final long from;
    private final long outStep;
    private final long inStep;

    private RunningColumns(Reduction r, View out, View in, int axis, Grid lines) {
        this.r = r;
        floats = out.dtype() == DType.FLOAT32;
        outer = lines.outer();
        columns = lines.length(lines.rank() - 1);
        n = in.size(axis);
        int size = in.dtype().bytes();
        to = HostBlock.address(out);
        from = HostBlock.address(in);
        outStep = out.layout().stride(axis) * size;
        inStep = in.layout().stride(axis) * size;
    }

    /** This where lines lie side by side, else null. */
    static RunningColumns of(Reduction r, View out, View in, int axis) {
        boolean takes = in.dtype() == out.dtype() && (in.dtype() == DType.FLOAT32 || in.dtype() == DType.FLOAT64) && axis < in.rank() - 1;
        Layout l = in.layout();
        if (!takes || l.size(l.rank() - 1) < LEAST) {
            return null;
        }
        Grid lines = Grid.without(axis, out.layout(), l);
        int last = lines.rank() - 1;
        boolean side = last >= 0 && lines.stride(0, last) == 1 && lines.stride(1, last) == 1;
        return side ? new RunningColumns(r, out, in, axis, lines) : null;
    }

    void run(Pool pool) {
        int tiles = (columns + TOGETHER - 1) / TOGETHER;
        int size = floats ? Float.BYTES : Double.BYTES;
        pool.range(outer.size() * tiles, Math.max(1, (1 << 14) / ((long) n * Math.min(columns, TOGETHER))), (first, end) -> {
            double[] values = new double[Math.min(columns, TOGETHER)];
            for (long t = first; t < end; t++) {
                Walk w = outer.walk(t / tiles, 0, 0);
                int start = (int) (t % tiles) * TOGETHER;
                tile(values, Math.min(TOGETHER, columns - start), to + (w.at(0) + start) * size, from + (w.at(1) + start) * size);
            }
        });
    }

    private void tile(double[] values, int width, long target, long source) {
        Arrays.fill(values, r.identity());
        for (int i = 0; i < n; i++) {
            if (floats) {
                floats(values, width, target + i * outStep, source + i * inStep);
            } else {
                doubles(values, width, target + i * outStep, source + i * inStep);
            }
        }
    }

    private void floats(double[] values, int width, long target, long source) {
        if (r == Reduction.SUM) {
            for (int c = 0; c < width; c++) {
                values[c] += Memory.getFloat(Memory.at(source + 4L * c));
                Memory.setFloat(Memory.at(target + 4L * c), (float) values[c]);
            }
            return;
        }
        for (int c = 0; c < width; c++) {
            values[c] = r.combine(values[c], Memory.getFloat(Memory.at(source + 4L * c)));
            Memory.setFloat(Memory.at(target + 4L * c), (float) values[c]);
        }
    }

    private void doubles(double[] values, int width, long target, long source) {
        for (int c = 0; c < width; c++) {
            values[c] = r.combine(values[c], Memory.getDouble(Memory.at(source + 8L * c)));
            Memory.setDouble(Memory.at(target + 8L * c), values[c]);
        }
    }
}
