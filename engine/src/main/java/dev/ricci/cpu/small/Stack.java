package dev.ricci.cpu.small;

import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;

/** A batch of matrices or vectors in memory, in any layout, that a block of cells is read from or written to. */
final class Stack {
    private final View view;
    private final int leading;
    private final int batch;
    private final Grid grid;
    private final Packing packing;

    private Stack(Arithmetic x, View view, int axes, Grid grid) {
        this.view = view;
        this.leading = view.rank() - axes;
        this.batch = batch(view, leading);
        this.grid = grid;
        this.packing = x.packing();
    }

    /** Matrices whose rows and columns are these many cells apart. */
    static Stack matrices(Arithmetic x, View v, int rowCells, int columnCells) {
        int r = v.rank();
        int bytes = v.dtype().bytes();
        return new Stack(x, v, 2, new Grid(v.size(r - 2), v.size(r - 1), v.layout().stride(r - 2) * bytes,
                v.layout().stride(r - 1) * bytes, rowCells * x.width(), columnCells * x.width(), bytes));
    }

    /** Vectors, as cells one after the other. */
    static Stack vectors(Arithmetic x, View v) {
        int r = v.rank();
        int bytes = v.dtype().bytes();
        return new Stack(x, v, 1, new Grid(v.size(r - 1), 1, v.layout().stride(r - 1) * bytes, 0, x.width(), 0, bytes));
    }

    /** The number of matrices over the leading axes. */
    static int batch(View v, int leading) {
        int batch = 1;
        for (int axis = 0; axis < leading; axis++) {
            batch = Math.multiplyExact(batch, v.size(axis));
        }
        return batch;
    }

    /** The matrices from one on; lanes past the last hold the last once more. */
    void read(Desk desk, int first, long cells, long stage) {
        packing.pack(grid, addresses(desk, first), cells, stage);
    }

    void write(Desk desk, int first, long cells, long stage) {
        long[] to = addresses(desk, first);
        if (view.dtype() == DType.INT32) {
            writeIntegers(to, cells);
        } else {
            packing.unpack(grid, cells, to, stage);
        }
    }

    private void writeIntegers(long[] to, long cells) {
        for (int lane = 0; lane < packing.lanes; lane++) {
            for (int e = 0; e < grid.count; e++) {
                Memory.setInt(to[lane] + grid.elements[e], (int) packing.get(cells + grid.cells[e], lane));
            }
        }
    }

    private long[] addresses(Desk desk, int first) {
        long[] to = desk.addresses(packing.lanes);
        long address = HostBlock.address(view);
        for (int lane = 0; lane < packing.lanes; lane++) {
            to[lane] = address + offset(Math.min(first + lane, batch - 1)) * view.dtype().bytes();
        }
        return to;
    }

    private long offset(int number) {
        long offset = 0;
        int left = number;
        for (int axis = leading - 1; axis >= 0; axis--) {
            int size = view.size(axis);
            offset += (axis == 0 ? left : left % size) * view.layout().stride(axis);
            left = axis == 0 ? 0 : left / size;
        }
        return offset;
    }
}
