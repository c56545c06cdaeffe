package dev.ricci.cpu.loop;

import dev.ricci.backend.Axes;
import dev.ricci.cpu.host.Pool;

/** One element-wise computation, row by row along the inner axis; long rows are cut into pieces that threads share. */
final class RowMap {
    private final Axes axes;
    private final Feed outputs;
    private final Feed inputs;
    private final Kernel kernel;
    private final long inner;
    private final long pieces;
    private final int piece;
    private final int most;

    RowMap(Axes axes, Feed outputs, Feed inputs, Kernel kernel) {
        this.axes = axes;
        this.outputs = outputs;
        this.inputs = inputs;
        this.kernel = kernel;
        this.inner = axes.size(axes.rank() - 1);
        this.piece = (int) Math.min(inner, 16 * Scratch.BLOCK);
        this.pieces = (inner + piece - 1) / piece;
        this.most = outputs.blocks() + inputs.blocks() == 0 ? piece : Math.min(piece, Scratch.BLOCK);
    }

    /** Computes everything; parts have about grain elements or more. */
    void run(Pool pool, long grain) {
        long rows = axes.count(0, axes.rank() - 1);
        if (rows * inner <= 2 * grain) {
            part(0, rows * pieces);
        } else {
            pool.range(rows * pieces, Math.max(1, grain / piece), this::part);
        }
    }

    private void part(long from, long to) {
        Scratch mine = Scratch.mine();
        long[] at = mine.at(axes.operands());
        long scratch = mine.blocks(outputs.blocks() + inputs.blocks());
        Position row = new Position(axes, 0, axes.rank() - 1);
        row.seek(from / pieces);
        if (pieces == 1 && outputs.blocks() + inputs.blocks() == 0) {
            for (long t = from; t < to; t++) {
                kernel.run(row.address(), piece);
                row.next();
            }
            return;
        }
        long p = from % pieces;
        for (long t = from; t < to; t++) {
            long start = p * piece;
            long end = Math.min(inner, start + piece);
            for (long i = start; i < end; i += most) {
                block(row.address(), i, (int) Math.min(most, end - i), at, scratch);
            }
            if (++p == pieces) {
                p = 0;
                row.next();
            }
        }
    }

    private void block(long[] row, long i, int n, long[] at, long scratch) {
        outputs.open(row, i, at, scratch);
        inputs.read(row, i, n, at, outputs.count(), Scratch.block(scratch, outputs.blocks()));
        kernel.run(at, n);
        outputs.write(row, i, n, scratch);
    }
}
