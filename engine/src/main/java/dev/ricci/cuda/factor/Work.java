package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Layout;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.formula.Formula;

/**
 * The matrices of a batch as blocked kernels work on them: row-major, one behind the other, with a lead that 32 divides.
 *
 * @param view    the memory: matrices, rows, lead
 * @param columns how many of the lead's columns belong to the matrices
 */
record Work(View view, int columns) {
    /** Panels begin at multiples of it, or of what divides it. */
    static final int SIDE = 32;

    /** Memory for as many matrices as a batch has, in the scope that is open; nothing is in it yet. */
    static Work allocate(Backend device, DType type, long count, int rows, int columns) {
        return new Work(device.allocate(type, Math.toIntExact(count), rows, padded(columns)), columns);
    }

    static int padded(int n) {
        return (n + SIDE - 1) / SIDE * SIDE;
    }

    int count() {
        return view.size(0);
    }

    int rows() {
        return view.size(1);
    }

    int lead() {
        return view.size(2);
    }

    /** Some rows and columns of all matrices. */
    View part(int row, int rows, int column, int columns) {
        return view.with(view.layout().slice(1, row, rows, 1).slice(2, column, columns, 1));
    }

    /** The part that begins somewhere, in the shape of given matrices. */
    View like(View matrices, int row, int column) {
        int r = matrices.rank();
        long[] strides = new long[r];
        long step = (long) rows() * lead();
        for (int d = r - 3; d >= 0; d--) {
            strides[d] = step;
            step *= matrices.size(d);
        }
        strides[r - 2] = lead();
        strides[r - 1] = 1;
        return view.with(new Layout(matrices.shape(), strides, (long) row * lead() + column));
    }

    /** Copies matrices of any layout to where they shall begin. */
    void take(View matrices, int row, int column) {
        view.backend().map(Formula.X, like(matrices, row, column), matrices);
    }

    /** Copies a part out, into any layout. */
    void give(View matrices, int row, int column) {
        view.backend().map(Formula.X, matrices, like(matrices, row, column));
    }

    /** Writes the structure {@code Work} of panel.cuh; columns is what the kernel takes for the number of columns. */
    Arguments write(Arguments a, int columns) {
        return a.begin(Long.BYTES).int64((long) rows() * lead()).int64(lead()).int32(rows()).int32(columns).end(Long.BYTES);
    }

    /** The same with the number of columns that there are. */
    Arguments write(Arguments a) {
        return write(a, columns);
    }
}
