package dev.ricci.cuda.factor;

import dev.ricci.backend.DType;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.driver.Kernel;

/**
 * The versions of a kernel that holds a panel in the registers of one block (panel.cuh): the taller a panel, the fewer its columns.
 *
 * <p>A thread holds 64 numbers of float32, or 32 of float64. All 512 threads hold 1024 rows of 32 (16) columns, and twice the rows with
 * half the columns; what is taller than a kernel takes goes to {@link TallPanels}.
 */
final class Panels {
    private static final int THREADS = 512;
    private static final int ROWS = 1024;
    private static final int WIDTH_FLOAT32 = 32;
    private static final int WIDTH_FLOAT64 = 16;
    private static final int WARP = 32;

    private final Family[] float32 = new Family[WIDTH_FLOAT32 + 1];
    private final Family[] float64 = new Family[WIDTH_FLOAT32 + 1];
    private final int mostRows;

    /** Kernels whose names end in the number of columns, for panels of so many rows at most; float64 has a file of its own. */
    Panels(Context context, String file, String entry, int mostRows) {
        this.mostRows = mostRows;
        for (int w = WIDTH_FLOAT32; w > 2; w /= 2) {
            float32[w] = new Family(context, file, file + "_" + entry + w);
            float64[w] = new Family(context, file + "Float64", file + "Float64_" + entry + w);
        }
    }

    /** Whether no version takes the panel that begins at a column. */
    boolean isTall(Work a, int column) {
        return a.rows() - column > mostRows;
    }

    /** The columns of the panel that begins at a column and at the row of that number, which is a multiple of them. */
    int width(Work a, int column) {
        int rows = a.rows() - column;
        if (isTall(a, column)) {
            return Work.SIDE;
        }
        int width = (a.view().dtype() == DType.FLOAT64 ? WIDTH_FLOAT64 : WIDTH_FLOAT32) >> (rows <= ROWS ? 0 : rows <= 2 * ROWS ? 1 : 2);
        return Math.min(width, column == 0 ? width : Integer.lowestOneBit(column));
    }

    /** The version for that panel. */
    Kernel of(Work a, int column) {
        DType type = a.view().dtype();
        return (type == DType.FLOAT64 ? float64 : float32)[width(a, column)].of(type);
    }

    /** The threads that hold its rows. */
    int threads(Work a, int column) {
        int held = (a.view().dtype() == DType.FLOAT64 ? WIDTH_FLOAT64 : WIDTH_FLOAT32) * ROWS / THREADS;
        int each = held / width(a, column);
        int threads = (a.rows() - column + each - 1) / each;
        return (threads + WARP - 1) / WARP * WARP;
    }
}
