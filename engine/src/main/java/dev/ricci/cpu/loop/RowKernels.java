package dev.ricci.cpu.loop;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Axes;
import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;

/**
 * softmax and its kin, a row at a time while it is in the cache: memory is read once and written once.
 *
 * <p>Rows must stand densely along the axis, in a floating-point type ({@link #fits}); the definitions in {@link Backend} do the rest.
 */
public final class RowKernels {
    private static final long GRAIN = 1 << 14;
    private static final int CHUNK = 4096;
    private static final Formula SHIFTED_EXP = X.sub(Y).exp();
    private static final Formula SCALED = X.mul(Y);
    private static final Formula SHIFTED = X.sub(Y).sub(Z);

    private RowKernels() {}

    /** Whether views are of one floating-point type and dense along the axis. */
    public static boolean fits(int axis, View... views) {
        boolean good = views[0].dtype().isFloat();
        for (View v : views) {
            good = good && v.dtype() == views[0].dtype() && (v.layout().stride(axis) == 1 || v.size(axis) <= 1);
        }
        return good;
    }

    /** See {@link Backend#softmax}; {@link #fits} must hold for out and in. */
    public static void softmax(Pool pool, View out, View in, int axis) {
        DType type = in.dtype();
        Kernel exp = Loops.STANDARD.mapAndReduce(Reduction.SUM, SHIFTED_EXP, type, 0b10);
        Kernel scale = Loops.STANDARD.map(SCALED, type, 0b10);
        rows(pool, type, axis, (row, o, i, n) -> {
            row.number(0, row.max(i, n));
            double sum = row.sum(exp, o, i, n);
            row.number(1, 1 / sum);
            row.map(scale, o, o, n, 1, 1);
        }, out, in);
    }

    /** See {@link Backend#logSoftmax}; {@link #fits} must hold for out and in. */
    public static void logSoftmax(Pool pool, View out, View in, int axis) {
        DType type = in.dtype();
        Kernel exp = Loops.STANDARD.reduce(Reduction.SUM, SHIFTED_EXP, type, 0b10);
        Kernel shift = Loops.STANDARD.map(SHIFTED, type, 0b110);
        rows(pool, type, axis, (row, o, i, n) -> {
            row.number(0, row.max(i, n));
            row.number(1, Math.log(row.sum(exp, 0, i, n)));
            row.map(shift, o, i, n, 0, 1);
        }, out, in);
    }

    /** See {@link Backend#crossEntropy}; {@link #fits} must hold for logits. @throws IllegalArgumentException for a wrong label */
    public static void crossEntropy(Pool pool, View out, View logits, View labels) {
        DType type = logits.dtype();
        int classes = logits.size(1);
        if (out.dtype() != type) {
            throw new AssertionError("crossEntropy: " + out.dtype() + " from " + type);
        }
        Kernel exp = Loops.STANDARD.reduce(Reduction.SUM, SHIFTED_EXP, type, 0b10);
        View wide = out.with(out.layout().unsqueeze(1));
        View label = labels.with(labels.layout().unsqueeze(1));
        rows(pool, type, 1, (row, o, i, n) -> {
            int chosen = Memory.getInt(row.address(2));
            Check.range("crossEntropy", "labels", chosen, chosen, classes);
            double max = row.max(i, n);
            row.number(0, max);
            double value = Math.log(row.sum(exp, 0, i, n)) - (row.element(i, chosen) - max);
            row.set(o, value);
        }, wide, logits, label);
    }

    /** What is done with one row: n elements at address i, the result at o. */
    private interface Work {
        void run(Row row, long o, long i, int n);
    }

    /** Does work for each row along the axis; the second operand gives the rows' length. */
    private static void rows(Pool pool, DType type, int axis, Work work, View... operands) {
        int n = operands[1].size(axis);
        View[] starts = new View[operands.length];
        for (int k = 0; k < starts.length; k++) {
            starts[k] = operands[k].with(operands[k].layout().select(axis, 0));
        }
        if (starts[0].size() == 0) {
            return;
        }
        Axes axes = new Axes(HostBlock::address, starts);
        Kernel max = Loops.STANDARD.reduce(Reduction.MAX, X, type, 0);
        pool.range(axes.count(0, axes.rank()), Math.max(1, GRAIN / Math.max(1, n)), (from, to) -> {
            Position at = new Position(axes, 0, axes.rank());
            Row row = new Row(type, max, at);
            at.seek(from);
            for (long r = from; r < to; r++) {
                work.run(row, at.address()[0], at.address()[1], n);
                at.next();
            }
        });
    }

    /** One thread's rows, and two numbers that loops can read. */
    private static final class Row {
        private final DType type;
        private final Kernel max;
        private final Position position;
        private final long[] at = Scratch.mine().at(4);
        private final long numbers = Scratch.mine().blocks(1);

        Row(DType type, Kernel max, Position position) {
            this.type = type;
            this.max = max;
            this.position = position;
        }

        long address(int operand) {
            return position.address()[operand];
        }

        private long slot(int i) {
            return numbers + i * 8L;
        }

        /** Puts a number where loops read it. */
        void number(int i, double v) {
            set(slot(i), v);
        }

        void set(long address, double v) {
            if (type == DType.FLOAT32) {
                Memory.setFloat(address, (float) v);
            } else {
                Memory.setDouble(address, v);
            }
        }

        double element(long address, long i) {
            return type == DType.FLOAT32 ? Memory.getFloat(address + i * 4) : Memory.getDouble(address + i * 8);
        }

        double max(long in, int n) {
            at[0] = in;
            return max.run(at, n);
        }

        /** The sum of a loop over (in, number 0); what it stores goes to out, unless that is 0. Long rows are added in chunks. */
        double sum(Kernel loop, long out, long in, int n) {
            double sum = 0;
            int first = out == 0 ? 0 : 1;
            for (int i = 0; i < n; i += CHUNK) {
                at[0] = out + (long) i * type.bytes();
                at[first] = in + (long) i * type.bytes();
                at[first + 1] = slot(0);
                sum += loop.run(at, Math.min(CHUNK, n - i));
            }
            return sum;
        }

        /** A loop over (in, number a, number b). */
        void map(Kernel loop, long out, long in, int n, int a, int b) {
            at[0] = out;
            at[1] = in;
            at[2] = slot(a);
            at[3] = slot(b);
            loop.run(at, n);
        }
    }
}
