package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.backend.OutOfMemory;
import dev.ricci.cpu.host.Memory;
import java.util.ArrayList;
import java.util.List;

/** Memory for the time of one call, freed when closed. */
final class Workspace implements AutoCloseable {
    private final List<Long> blocks = new ArrayList<>();
    private final List<Runnable> deliveries = new ArrayList<>();

    /** Uninitialised bytes. */
    long bytes(long count) {
        long at = Memory.allocate(Math.max(count, 1));
        if (at == 0) {
            throw new OutOfMemory("factor: the system has no " + count + " bytes more to work in; free tensors, or take a smaller batch");
        }
        blocks.add(at);
        return at;
    }

    /** The values one after another, as Fortran takes its integers: by address. */
    long ints(int... values) {
        long at = bytes(4L * values.length);
        for (int i = 0; i < values.length; i++) {
            Memory.setInt(at + 4L * i, values[i]);
        }
        return at;
    }

    /** An uninitialised matrix in rows without gaps. */
    Matrix matrix(DType type, int rows, int columns) {
        return new Matrix(type, bytes((long) rows * columns * type.bytes()), rows, columns, Math.max(1, columns), 1);
    }

    /** A copy in rows without gaps. */
    Matrix copy(Matrix from) {
        return copy(from, from.type());
    }

    /** A copy in rows without gaps, converted. */
    Matrix copy(Matrix from, DType type) {
        Matrix to = matrix(type, from.rows(), from.columns());
        from.copyTo(to);
        return to;
    }

    Matrix identity(DType type, int n) {
        Matrix m = matrix(type, n, n);
        m.fill(0);
        for (int i = 0; i < n; i++) {
            m.set(i, i, 1);
        }
        return m;
    }

    /** The matrix itself where it is row-major; else one that {@link #deliver} copies into it. */
    Matrix output(Matrix wanted) {
        return wanted.isRowMajor() ? wanted : delivered(wanted);
    }

    /** The same for a column that must stand without gaps. */
    Matrix outputColumn(Matrix wanted) {
        return wanted.rowStride() == 1 ? wanted : delivered(wanted);
    }

    private Matrix delivered(Matrix wanted) {
        Matrix made = matrix(wanted.type(), wanted.rows(), wanted.columns());
        deliveries.add(() -> made.copyTo(wanted));
        return made;
    }

    /** Copies all outputs to where they were wanted. */
    void deliver() {
        deliveries.forEach(Runnable::run);
    }

    @Override
    public void close() {
        blocks.forEach(Memory::free);
        blocks.clear();
    }
}
