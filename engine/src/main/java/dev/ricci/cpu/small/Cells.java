package dev.ricci.cpu.small;

/** A matrix of cells, column after column. */
record Cells(long address, int rows, int columns, long width) {
    /** The address of a cell. */
    long at(int row, int column) {
        return address + ((long) column * rows + row) * width;
    }

    /** The distance of columns. */
    long step() {
        return rows * width;
    }

    int count() {
        return rows * columns;
    }
}
