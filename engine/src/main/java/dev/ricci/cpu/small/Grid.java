package dev.ricci.cpu.small;

/** Where the elements of a matrix stand in memory and where in cells, in the order of memory where that has no gaps. */
final class Grid {
    final int count;

    /** Bytes from the first element. */
    final long[] elements;

    /** Bytes from the first cell. */
    final int[] cells;

    /** Whether the elements stand one after the other. */
    final boolean dense;

    /** All elements of a matrix; steps in bytes. */
    Grid(int rows, int columns, long row, long column, long cellRow, long cellColumn, int bytes) {
        count = rows * columns;
        elements = new long[count];
        cells = new int[count];
        boolean byColumns = Math.abs(row) < Math.abs(column);
        boolean gaps = false;
        for (int e = 0; e < count; e++) {
            int i = byColumns ? e % rows : e / columns;
            int j = byColumns ? e / rows : e % columns;
            elements[e] = i * row + j * column;
            cells[e] = Math.toIntExact(i * cellRow + j * cellColumn);
            gaps |= elements[e] != (long) e * bytes;
        }
        dense = !gaps;
    }
}
