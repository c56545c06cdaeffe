package dev.ricci.cpu.loop;

import dev.ricci.backend.Axes;
import dev.ricci.cpu.host.Pool;

/**
 * An element-wise computation in which some input is transposed: dense along the last axis but one, not along the last.
 *
 * <p>Such inputs are brought in tiles of {@link #ROWS} by {@link #COLUMNS} elements through scratch memory, so that each cache line of
 * theirs is read once; the loop then runs along the rows of the tile.
 */
final class TileMap {
    private static final int ROWS = 16;
    private static final int COLUMNS = Scratch.BLOCK / ROWS;

    private final Axes axes;
    private final Feed outputs;
    private final Feed inputs;
    private final Kernel kernel;
    private final int rowAxis;
    private final long inner;
    private final long bands;

    TileMap(Axes axes, Feed outputs, Feed inputs, Kernel kernel) {
        this.axes = axes;
        this.outputs = outputs;
        this.inputs = inputs;
        this.kernel = kernel;
        this.rowAxis = axes.rank() - 2;
        this.inner = axes.size(axes.rank() - 1);
        this.bands = (axes.size(rowAxis) + ROWS - 1) / ROWS;
        inputs.tile(axes, rowAxis, COLUMNS);
    }

    /** Moves an axis along which some input that is not dense on the last axis is dense, to the last but one. @return whether there is */
    static boolean arrange(Axes axes, Feed inputs) {
        if (axes.rank() < 2 || axes.size(axes.rank() - 1) < 4) {
            return false;
        }
        for (int d = axes.rank() - 2; d >= 0; d--) {
            if (axes.size(d) >= 4 && inputs.isTransposed(axes, d)) {
                axes.move(d, axes.rank() - 2);
                return true;
            }
        }
        return false;
    }

    /** Computes everything; parts have about grain elements or more. */
    void run(Pool pool, long grain) {
        long tasks = axes.count(0, rowAxis) * bands;
        pool.range(tasks, Math.max(1, grain / (ROWS * inner)), this::part);
    }

    private void part(long from, long to) {
        Scratch mine = Scratch.mine();
        long[] at = mine.at(axes.operands());
        long scratch = mine.blocks(outputs.blocks() + inputs.blocks());
        Position outer = new Position(axes, 0, rowAxis);
        Position row = new Position(axes, rowAxis, rowAxis + 1);
        for (long t = from; t < to; t++) {
            outer.seek(t / bands);
            long first = t % bands * ROWS;
            int rows = (int) Math.min(ROWS, axes.size(rowAxis) - first);
            for (long i = 0; i < inner; i += COLUMNS) {
                int n = (int) Math.min(COLUMNS, inner - i);
                row.seek(outer, first);
                tile(row, i, n, rows, at, scratch);
            }
        }
    }

    private void tile(Position row, long i, int n, int rows, long[] at, long scratch) {
        long blocks = Scratch.block(scratch, outputs.blocks());
        inputs.readTile(row.address(), i, n, rows, blocks);
        for (int r = 0; r < rows; r++) {
            outputs.open(row.address(), i, at, scratch);
            inputs.readRow(row.address(), r, i, n, at, outputs.count(), blocks);
            kernel.run(at, n);
            outputs.write(row.address(), i, n, scratch);
            row.next();
        }
    }
}
