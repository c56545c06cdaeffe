package dev.ricci.cpu.loop;

import dev.ricci.backend.Axes;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.Memory;
import dev.ricci.cpu.host.Pool;
import dev.ricci.formula.Formula;

/**
 * A reduction whose inner axis stays: rows are combined into a running row.
 *
 * <p>The inner axis is cut into strips that stay in the cache; where there are many rows, they are cut into parts, each the work of one
 * thread. float32 rows are added {@link #CHUNK} at a time, and the sums of such chunks in double.
 */
final class ColumnReduce {
    private static final long CHUNK = 32;
    private static final long PART = 1 << 16;
    private static final long MOST_PARTS = 64;

    private final Reduction reduction;
    private final DType type;
    private final View outView;
    private final Axes axes;
    private final int moving;
    private final int out;
    private final Feed inputs;
    private final Kernel first;
    private final Kernel next;
    private final long inner;
    private final int strip;
    private final long strips;
    private final long rows;
    private final long rowsPerPart;
    private final long parts;
    private final long chunk;

    /** The first moving axes stay, the inner one last of them, the others are reduced; out is the last operand. */
    ColumnReduce(Loops loops, Reduction r, Formula f, DType type, Axes axes, int moving, View out, View... in) {
        this.reduction = r;
        this.type = type;
        this.outView = out;
        this.axes = axes;
        this.moving = moving;
        this.out = in.length;
        this.inputs = new Feed(type, in, axes, 0, moving - 1);
        this.first = loops.map(f, type, inputs.repeated());
        this.next = loops.accumulate(r, f, in.length, type, inputs.repeated());
        this.inner = axes.size(moving - 1);
        this.strip = (int) Math.min(inner, Scratch.BLOCK);
        this.strips = (inner + strip - 1) / strip;
        this.rows = axes.count(moving, axes.rank());
        this.rowsPerPart = Math.max(up(PART / strip), up((rows + MOST_PARTS - 1) / MOST_PARTS));
        this.parts = (rows + rowsPerPart - 1) / rowsPerPart;
        boolean rounds = type.isFloat() && (r == Reduction.SUM || r == Reduction.PROD);
        this.chunk = rounds ? CHUNK : rows;
    }

    private static long up(long rows) {
        return (rows + CHUNK - 1) / CHUNK * CHUNK;
    }

    void run(Pool pool) {
        long places = axes.count(0, moving - 1) * strips;
        long bytes = parts == 1 ? 0 : places * parts * strip * Double.BYTES;
        long partial = bytes == 0 ? 0 : Memory.allocate(bytes);
        if (partial == 0 && bytes > 0) {
            throw new OutOfMemoryError("reduce: no memory for " + bytes + " bytes of partial results");
        }
        try {
            long perPart = Math.min(rows, rowsPerPart) * strip;
            pool.range(places * parts, Math.max(1, PART / 2 / perPart), (from, to) -> work(from, to, partial));
            if (parts > 1) {
                pool.range(places, Math.max(1, PART / (parts * strip)), (from, to) -> join(from, to, partial));
            }
        } finally {
            Memory.free(partial);
        }
    }

    private int width(long place) {
        return (int) Math.min(strip, inner - place % strips * strip);
    }

    private void work(long from, long to, long partial) {
        Scratch mine = Scratch.mine();
        long[] at = mine.at(axes.operands() + 2);
        long sum = mine.blocks(2 + inputs.blocks());
        Position place = new Position(axes, 0, moving - 1);
        Position row = new Position(axes, moving, axes.rank());
        for (long t = from; t < to; t++) {
            long start = t % parts * rowsPerPart;
            long n = Math.min(rowsPerPart, rows - start);
            place.seek(t / parts / strips);
            row.seek(place, start);
            long total = parts == 1 ? Scratch.block(sum, 1) : partial + t * strip * Double.BYTES;
            add(row, t / parts, n, at, sum, total);
            if (parts == 1) {
                store(place.address()[out], t, sum, total);
            }
        }
    }

    /** Combines n rows of a strip into total, as doubles. */
    private void add(Position row, long place, long n, long[] at, long sum, long total) {
        int width = width(place);
        long i = place % strips * strip;
        for (long done = 0; done < n; done++) {
            boolean fresh = done % chunk == 0;
            inputs.read(row.address(), i, width, at, 1, Scratch.block(sum, 2));
            at[0] = sum;
            at[out + 1] = sum;
            (fresh ? first : next).run(at, width);
            row.next();
            if (done + 1 == n || (done + 1) % chunk == 0) {
                if (done < chunk) {
                    Transfer.copy(type, sum, type.bytes(), Partial.travelling(type), total, Double.BYTES, width);
                } else {
                    combine(sum, total, width);
                }
            }
        }
    }

    private void combine(long sum, long total, int width) {
        for (int j = 0; j < width; j++) {
            double v = type == DType.FLOAT32 ? Memory.getFloat(sum + j * 4L) : Memory.getDouble(sum + j * 8L);
            Memory.setDouble(total + j * 8L, reduction.combine(Memory.getDouble(total + j * 8L), v));
        }
    }

    /** Combines the parts of places in [from, to). */
    private void join(long from, long to, long partial) {
        long sum = Scratch.mine().blocks(2);
        Position place = new Position(axes, 0, moving - 1);
        for (long t = from; t < to; t++) {
            int width = width(t);
            long total = partial + t * parts * strip * Double.BYTES;
            for (long p = 1; p < parts; p++) {
                for (int j = 0; j < width; j++) {
                    double v = Memory.getDouble(total + (p * strip + j) * Double.BYTES);
                    double before = Memory.getDouble(total + j * 8L);
                    Memory.setDouble(total + j * 8L, Partial.combine(reduction, type, before, v));
                }
            }
            place.seek(t / strips);
            store(place.address()[out], t, sum, total);
        }
    }

    /** Rounds the totals of a strip to the computing type and brings them to the output. */
    private void store(long row, long place, long sum, long total) {
        int width = width(place);
        long step = axes.step(out, moving - 1);
        Transfer.copy(Partial.travelling(type), total, Double.BYTES, type, sum, type.bytes(), width);
        Transfer.copy(type, sum, type.bytes(), outView.dtype(), row + place % strips * strip * step, step, width);
    }
}
