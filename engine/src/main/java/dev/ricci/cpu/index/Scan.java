package dev.ricci.cpu.index;

import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/**
 * Running sums, products and extremes along an axis, each line in order.
 *
 * <p>FLOAT32 runs in double and is rounded on the way out, so that a long running sum stays accurate; integers wrap around.
 */
public final class Scan {
    private static final int GRAIN = 1 << 14;

    private Scan() {}

    /** out[i] = the reduction of in[0..i] along axis; out may be in. */
    public static void scan(Pool pool, Reduction r, View out, View in, int axis) {
        if (out.size() == 0) {
            return;
        }
        int n = in.size(axis);
        Grid lines = Grid.without(axis, out.layout(), in.layout());
        long to = HostBlock.address(out);
        long from = HostBlock.address(in);
        Line line = new Line(r, out.dtype(), out.layout().stride(axis) * out.dtype().bytes(),
                in.dtype(), in.layout().stride(axis) * in.dtype().bytes(), n);
        DType computing = DType.computing(out.dtype(), in);
        pool.range(lines.size(), Math.max(1, GRAIN / n), (first, end) -> {
            Walk w = lines.walk(first, 0, 0);
            for (long i = first; i < end; i++) {
                long target = to + w.at(0) * out.dtype().bytes();
                long source = from + w.at(1) * in.dtype().bytes();
                if (computing == DType.INT64) {
                    line.longs(target, source);
                } else if (computing == DType.INT32) {
                    line.integers(target, source);
                } else {
                    line.reals(target, source);
                }
                w.next();
            }
        });
    }

    private record Line(Reduction r, DType outType, long outStep, DType inType, long inStep, int n) {
        void reals(long to, long from) {
            double sum = r.identity();
            for (int i = 0; i < n; i++) {
                sum = r.combine(sum, Elements.get(inType, from + i * inStep));
                Elements.set(outType, to + i * outStep, sum);
            }
        }

        void integers(long to, long from) {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                long a = from + i * inStep;
                int v = inType == DType.BOOL ? Memory.getByte(a) : Memory.getInt(a);
                sum = i == 0 ? v : combine(sum, v);
                if (outType == DType.BOOL) {
                    Memory.setByte(to + i * outStep, (byte) (sum != 0 ? 1 : 0));
                } else {
                    Memory.setInt(to + i * outStep, sum);
                }
            }
        }

        void longs(long to, long from) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                long v = Elements.integer(inType, from + i * inStep);
                sum = i == 0 ? v : combine(sum, v);
                Elements.set(outType, to + i * outStep, sum);
            }
        }

        private int combine(int a, int b) {
            return switch (r) {
                case SUM -> a + b;
                case PROD -> a * b;
                case MAX -> Math.max(a, b);
                case MIN -> Math.min(a, b);
            };
        }

        private long combine(long a, long b) {
            return switch (r) {
                case SUM -> a + b;
                case PROD -> a * b;
                case MAX -> Math.max(a, b);
                case MIN -> Math.min(a, b);
            };
        }
    }
}
