package dev.ricci.cpu.loop;

import dev.ricci.backend.Axes;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;

/**
 * A reduction whose inner axis is one of those reduced.
 *
 * <p>The elements behind one output are a sequence of units, each a block of the inner axis; a fixed number of units is a part, the
 * work of one thread. Units within a part, and parts of an output, are combined as balanced trees.
 */
final class RowReduce {
    /** How many elements one loop reduces. */
    static final int UNIT = 4096;

    private static final long PART = 1 << 16;

    private final Reduction reduction;
    private final DType type;
    private final DType outType;
    private final Axes axes;
    private final int moving;
    private final int out;
    private final Feed inputs;
    private final Kernel kernel;
    private final long inner;
    private final int unit;
    private final long unitsPerRow;
    private final long units;
    private final long unitsPerPart;
    private final int parts;

    /** The first moving axes stay, the others are reduced; out is the last operand. */
    RowReduce(Loops loops, Reduction r, Formula f, DType type, Axes axes, int moving, View out, View... in) {
        this.reduction = r;
        this.type = type;
        this.outType = out.dtype();
        this.axes = axes;
        this.moving = moving;
        this.out = in.length;
        this.inputs = new Feed(type, in, axes, 0, axes.rank() - 1, true);
        this.kernel = loops.reduce(r, f, type, inputs.repeated(), inputs.narrow());
        this.inner = axes.size(axes.rank() - 1);
        this.unit = (int) Math.min(inner, inputs.blocks() == 0 ? UNIT : Scratch.BLOCK);
        this.unitsPerRow = (inner + unit - 1) / unit;
        this.units = unitsPerRow * axes.count(moving, axes.rank() - 1);
        this.unitsPerPart = Math.max(1, PART / unit);
        this.parts = Math.toIntExact((units + unitsPerPart - 1) / unitsPerPart);
    }

    void run(Pool pool) {
        long outputs = axes.count(0, moving);
        double[] partial = parts == 1 ? null : new double[Math.toIntExact(outputs * parts)];
        long perPart = Math.min(units, unitsPerPart) * unit;
        pool.range(outputs * parts, Math.max(1, PART / 2 / perPart), (from, to) -> work(from, to, partial));
        if (parts > 1) {
            Position p = new Position(axes, 0, moving);
            p.seek(0);
            for (int o = 0; o < outputs; o++, p.next()) {
                store(p.address()[out], tree(partial, o * parts, parts));
            }
        }
    }

    private void work(long from, long to, double[] partial) {
        if (units == 1) {
            shortRows(from, to);
            return;
        }
        Walk walk = new Walk();
        for (long t = from; t < to; t++) {
            long part = t % parts;
            walk.output.seek(t / parts);
            double v = walk.part(part * unitsPerPart, Math.min(units, (part + 1) * unitsPerPart));
            if (parts == 1) {
                store(walk.output.address()[out], v);
            } else {
                partial[(int) t] = v;
            }
        }
    }

    /** Rows that one loop reduces, one after the other. */
    private void shortRows(long from, long to) {
        Position row = new Position(axes, 0, moving);
        row.seek(from);
        long[] at = Scratch.mine().at(axes.operands());
        long scratch = Scratch.mine().blocks(inputs.blocks());
        for (long t = from; t < to; t++, row.next()) {
            inputs.read(row.address(), 0, (int) inner, at, 0, scratch);
            store(row.address()[out], kernel.run(at, (int) inner));
        }
    }

    private double tree(double[] v, int from, int n) {
        if (n == 1) {
            return v[from];
        }
        int half = n / 2;
        return Partial.combine(reduction, type, tree(v, from, half), tree(v, from + half, n - half));
    }

    private void store(long address, double v) {
        Partial.store(type, v, outType, address);
    }

    /** One thread's place in the work. */
    private final class Walk {
        private final Position output = new Position(axes, 0, moving);
        private final Position row = new Position(axes, moving, axes.rank() - 1);
        private final long[] at = Scratch.mine().at(axes.operands());
        private final long scratch = Scratch.mine().blocks(inputs.blocks());
        private long next;

        private double part(long from, long to) {
            row.seek(output, from / unitsPerRow);
            next = from % unitsPerRow;
            return units(to - from);
        }

        private double units(long n) {
            if (n == 1) {
                return one();
            }
            long half = n / 2;
            double a = units(half);
            return Partial.combine(reduction, type, a, units(n - half));
        }

        private double one() {
            long i = next * unit;
            int n = (int) Math.min(unit, inner - i);
            inputs.read(row.address(), i, n, at, 0, scratch);
            double v = kernel.run(at, n);
            if (++next == unitsPerRow) {
                next = 0;
                row.next();
            }
            return v;
        }
    }
}
