package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.cpu.host.HostBlock;
import dev.ricci.cpu.host.Memory;

/** A float32 or float64 matrix, or an INT32 column, somewhere in memory: the address of its first element, and strides in elements. */
record Matrix(DType type, long address, int rows, int columns, long rowStride, long columnStride) {
    /** The matrix with this number, counted row-major over the leading axes. */
    static Matrix of(View v, int number) {
        int r = v.rank();
        long at = HostBlock.address(v) + offset(v, r - 2, number) * v.dtype().bytes();
        return new Matrix(v.dtype(), at, v.size(r - 2), v.size(r - 1), v.layout().stride(r - 2), v.layout().stride(r - 1));
    }

    /** The vector with this number, as a matrix of one column. */
    static Matrix column(View v, int number) {
        int r = v.rank();
        long at = HostBlock.address(v) + offset(v, r - 1, number) * v.dtype().bytes();
        return new Matrix(v.dtype(), at, v.size(r - 1), 1, v.layout().stride(r - 1), 1);
    }

    private static long offset(View v, int leading, int number) {
        long offset = 0;
        int left = number;
        for (int axis = leading - 1; axis >= 0; axis--) {
            offset += left % v.size(axis) * v.layout().stride(axis);
            left /= v.size(axis);
        }
        return offset;
    }

    /** The address of an element. */
    long at(int row, int column) {
        return address + (row * rowStride + column * columnStride) * type.bytes();
    }

    double get(int row, int column) {
        long at = at(row, column);
        return type == DType.FLOAT64 ? Memory.getDouble(at) : Memory.getFloat(at);
    }

    void set(int row, int column, double value) {
        long at = at(row, column);
        if (type == DType.FLOAT64) {
            Memory.setDouble(at, value);
        } else {
            Memory.setFloat(at, (float) value);
        }
    }

    /** Fills an INT32 column. */
    void set(int... column) {
        for (int i = 0; i < rows; i++) {
            Memory.setInt(at(i, 0), column[i]);
        }
    }

    Matrix transpose() {
        return new Matrix(type, address, columns, rows, columnStride, rowStride);
    }

    Matrix part(int row, int column, int height, int width) {
        return new Matrix(type, at(row, column), height, width, rowStride, columnStride);
    }

    /** The rows from one to before another. */
    Matrix rows(int from, int to) {
        return part(from, 0, to - from, columns);
    }

    /** Whether each row stands without gaps and rows do not overlap: what LAPACK and our products write to. */
    boolean isRowMajor() {
        return columnStride == 1 && rowStride >= Math.max(1, columns) && rowStride <= Integer.MAX_VALUE;
    }

    boolean isEmpty() {
        return rows == 0 || columns == 0;
    }

    /** The largest absolute value; 0 for no elements. */
    double largest() {
        double most = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                most = Math.max(most, Math.abs(get(i, j)));
            }
        }
        return most;
    }

    void fill(double value) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                set(i, j, value);
            }
        }
    }

    void scale(double factor) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                set(i, j, get(i, j) * factor);
            }
        }
    }

    /** Sets all elements to zero; the rows stand without gaps. */
    void clear() {
        for (int i = 0; i < rows; i++) {
            Memory.fill(at(i, 0), (long) columns * type.bytes(), (byte) 0);
        }
    }

    /** Sets everything above the diagonal to zero; the rows stand without gaps. */
    void clearUpper() {
        for (int i = 0; i < rows && i < columns - 1; i++) {
            Memory.fill(at(i, i + 1), (long) (columns - i - 1) * type.bytes(), (byte) 0);
        }
    }

    /** Sets everything below the diagonal to zero; the rows stand without gaps. */
    void clearLower() {
        for (int i = 1; i < rows; i++) {
            Memory.fill(at(i, 0), (long) Math.min(i, columns) * type.bytes(), (byte) 0);
        }
    }

    /** Copies into a matrix of the same shape, of either type. */
    void copyTo(Matrix to) {
        if (type == to.type && columnStride == 1 && to.columnStride == 1) {
            boolean dense = rowStride == columns && to.rowStride == columns;
            int lines = dense ? Math.min(rows, 1) : rows;
            long length = (long) columns * type.bytes() * (dense ? rows : 1);
            for (int i = 0; i < lines; i++) {
                Memory.copy(at(i, 0), to.at(i, 0), length);
            }
        } else if (type == to.type && rowStride == 1 && to.rowStride == 1 && columns > 0) {
            transpose().copyTo(to.transpose());
        } else {
            Tiles.copy(this, to);
        }
    }
}
