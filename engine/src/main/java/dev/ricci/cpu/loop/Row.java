package dev.ricci.cpu.loop;

import static dev.ricci.formula.Formula.X;

import dev.ricci.backend.Axes;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;

/** One thread's way through rows, and a few numbers that loops can read beside what the rows hold. */
final class Row {
    private static final long GRAIN = 1 << 14;
    private static final int CHUNK = 4096;
    private static final int MOST_OPERANDS = 8;

    private final DType type;
    private final Kernel max;
    private final Position position;
    private final long[] at = Scratch.mine().at(MOST_OPERANDS);
    private final long[] from = new long[MOST_OPERANDS];
    private int count;
    private int stepping;
    private final long numbers = Scratch.mine().blocks(1);

    private Row(DType type, Kernel max, Position position) {
        this.type = type;
        this.max = max;
        this.position = position;
    }

    /** What is done with one row: n elements at address i, the result at o. */
    interface Work {
        void run(Row row, long o, long i, int n);
    }

    /** Does work for each row along the axis; the second operand gives the rows' length. */
    static void each(Pool pool, DType type, int axis, Work work, View... operands) {
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

    long address(int operand) {
        return position.address()[operand];
    }

    /** Where a number stands that loops read. */
    long slot(int i) {
        return numbers + i * 8L;
    }

    /** Puts a number into its slot. */
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

    /** The next operand of a loop: elements from this address on. */
    Row with(long address) {
        stepping |= 1 << count;
        from[count++] = address;
        return this;
    }

    /** The next operand of a loop: one element for all. */
    Row withOne(long address) {
        from[count++] = address;
        return this;
    }

    /** The next operand of a loop: the number in a slot. */
    Row withNumber(int i) {
        return withOne(slot(i));
    }

    /** Runs a loop over n elements of the operands named, the result's first. */
    void map(Kernel loop, int n) {
        System.arraycopy(from, 0, at, 0, count);
        loop.run(at, n);
        forget();
    }

    /** The sum that a loop gives over n elements of the operands named. Long rows are added in chunks. */
    double sum(Kernel loop, int n) {
        double sum = 0;
        for (int i = 0; i < n; i += CHUNK) {
            for (int k = 0; k < count; k++) {
                at[k] = from[k] + ((stepping >> k & 1) == 0 ? 0 : (long) i * type.bytes());
            }
            sum += loop.run(at, Math.min(CHUNK, n - i));
        }
        forget();
        return sum;
    }

    private void forget() {
        count = 0;
        stepping = 0;
    }
}
