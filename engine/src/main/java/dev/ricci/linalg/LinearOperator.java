package dev.ricci.linalg;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A linear map known by what it does to vectors: a matrix, a function, or sums and products of such.
 *
 * <p>Iterative methods need no more of a matrix than this, so it may be sparse, structured, or too large to be written down. Gradients do
 * not pass, and tensors with history are refused.
 */
public final class LinearOperator {
    private final int rows;
    private final int columns;
    private final DType dtype;
    private final Backend device;
    private final UnaryOperator<Tensor> forward;
    private final UnaryOperator<Tensor> backward;

    private LinearOperator(int rows, int columns, DType dtype, Backend device, UnaryOperator<Tensor> forward,
            UnaryOperator<Tensor> backward) {
        Check.floating("linearOperator", dtype);
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("linearOperator: rows and columns are 0 or more, got " + rows + " and " + columns);
        }
        this.rows = rows;
        this.columns = columns;
        this.dtype = dtype;
        this.device = device;
        this.forward = forward;
        this.backward = backward;
    }

    /** Of one matrix [m, n], on its device. */
    public static LinearOperator of(Tensor matrix) {
        Inputs.matricesWithoutHistory("linearOperator", matrix);
        Check.rank("linearOperator", matrix.shape(), 2, 2);
        Tensor a = matrix.detach();
        return new LinearOperator(a.size(0), a.size(1), a.dtype(), a.backend(), a::matmul, y -> a.t().matmul(y));
    }

    /**
     * Of functions on the current device.
     *
     * @param forward  from X [columns, r] to A X [rows, r], in the same type, for any r
     * @param backward from Y [rows, r] to A^T Y [columns, r]; null where no method asks for it
     */
    public static LinearOperator of(int rows, int columns, DType dtype, UnaryOperator<Tensor> forward, UnaryOperator<Tensor> backward) {
        return new LinearOperator(rows, columns, dtype, Devices.current(), forward, backward);
    }

    /** Of a function X to A X of blocks [n, r] that is its own transpose, on the current device. */
    public static LinearOperator symmetric(int n, DType dtype, UnaryOperator<Tensor> forward) {
        return of(n, n, dtype, forward, forward);
    }

    /** The diagonal matrix of values [n], on their device. */
    public static LinearOperator diagonal(Tensor values) {
        Check.rank("linearOperator", values.shape(), 1, 1);
        Inputs.withoutHistory("linearOperator", values);
        Tensor column = values.detach().unsqueeze(1);
        int n = values.size(0);
        return new LinearOperator(n, n, values.dtype(), values.backend(), column::mul, column::mul);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public DType dtype() {
        return dtype;
    }

    public Backend device() {
        return device;
    }

    /** A x for a vector [columns], giving [rows], or for a block of vectors [columns, r], giving [rows, r]. */
    public Tensor apply(Tensor x) {
        return run("apply", forward, x, columns, rows);
    }

    /**
     * A^T y for a vector [rows] or a block [rows, r].
     *
     * @throws IllegalArgumentException where the transpose is not known
     */
    public Tensor applyTransposed(Tensor y) {
        if (backward == null) {
            throw new IllegalArgumentException("linearOperator: its transpose is not known, and is asked for; give the function of A^T y"
                    + " when it is made");
        }
        return run("applyTransposed", backward, y, rows, columns);
    }

    private Tensor run(String what, UnaryOperator<Tensor> f, Tensor x, int from, int to) {
        String op = "linearOperator " + what;
        Check.rank(op, x.shape(), 1, 2);
        Check.sameLength(op, "the operator's " + (from == columns ? "columns" : "rows") + " and the vector", from, x.size(0));
        Check.dtype(op, x.dtype(), dtype);
        Check.sameDevice(op, device, x.backend());
        Inputs.withoutHistory(op, x);
        if (x.rank() == 1) {
            return checked(op, f.apply(x.unsqueeze(1)), to, 1).squeeze(1);
        }
        return checked(op, f.apply(x), to, x.size(1));
    }

    private Tensor checked(String op, Tensor made, int length, int vectors) {
        int[] wanted = {length, vectors};
        if (!Arrays.equals(wanted, made.shape()) || made.dtype() != dtype) {
            throw new IllegalArgumentException(op + ": the function gave " + made.dtype() + " of shape " + Arrays.toString(made.shape())
                    + " where " + dtype + " of shape " + Arrays.toString(wanted) + " is wanted");
        }
        if (Inputs.isTracked(made)) {
            throw new IllegalArgumentException(op + ": gradients do not pass through it, and the function uses tensors with history;"
                    + " give it t.detach()");
        }
        return made.detach();
    }

    /** A^T. */
    public LinearOperator transposed() {
        return new LinearOperator(columns, rows, dtype, device, this::applyTransposed, this::apply);
    }

    /** A + B. */
    public LinearOperator add(LinearOperator b) {
        fits("add", b, rows == b.rows && columns == b.columns);
        return new LinearOperator(rows, columns, dtype, device, x -> apply(x).add(b.apply(x)),
                y -> applyTransposed(y).add(b.applyTransposed(y)));
    }

    /** A B: what B gives is given to A. */
    public LinearOperator matmul(LinearOperator b) {
        fits("matmul", b, columns == b.rows);
        return new LinearOperator(rows, b.columns, dtype, device, x -> apply(b.apply(x)),
                y -> b.applyTransposed(applyTransposed(y)));
    }

    /** A times a number. */
    public LinearOperator mul(double factor) {
        return new LinearOperator(rows, columns, dtype, device, x -> apply(x).mul(factor), y -> applyTransposed(y).mul(factor));
    }

    /** A + shift I for a square A. */
    public LinearOperator shifted(double shift) {
        square("linearOperator shifted");
        return new LinearOperator(rows, columns, dtype, device, x -> apply(x).add(x.mul(shift)),
                y -> applyTransposed(y).add(y.mul(shift)));
    }

    /** A^T A, symmetric and positive semidefinite, at two products for each vector. */
    public LinearOperator normal() {
        UnaryOperator<Tensor> twice = x -> applyTransposed(apply(x));
        return new LinearOperator(columns, columns, dtype, device, twice, twice);
    }

    void square(String op) {
        if (rows != columns) {
            throw new IllegalArgumentException(op + ": a square operator, got " + rows + " by " + columns);
        }
    }

    private void fits(String op, LinearOperator b, boolean shapes) {
        if (!shapes) {
            throw new IllegalArgumentException("linearOperator " + op + ": " + rows + " by " + columns + " and " + b.rows + " by "
                    + b.columns + " do not fit");
        }
        Check.dtype("linearOperator " + op, b.dtype, dtype);
        Check.sameDevice("linearOperator " + op, device, b.device);
    }
}
