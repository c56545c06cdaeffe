package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;

/** Elements chosen by a condition. {@link Comparing} makes masks, and its where takes one of two tensors by them. */
public sealed interface Masking permits Tensor {
    Tensor self();

    /**
     * This with a value wherever a mask (bool), stretched to this shape, is true. The gradient there is 0.
     *
     * @throws IllegalArgumentException where an integer or bool tensor cannot hold the value
     */
    default Tensor maskedFill(Tensor mask, double value) {
        Tensor x = self();
        Check.dtype("maskedFill", mask.dtype(), DType.BOOL);
        Check.stretches("maskedFill", mask.shape(), x.shape());
        boolean whole = value == Math.rint(value) && Math.abs(value) < (x.dtype() == DType.INT64 ? 0x1p63 : 0x1p31);
        boolean fits = x.dtype().isFloat() || (x.dtype() == DType.BOOL ? value == 0 || value == 1 : whole);
        if (!fits) {
            throw new IllegalArgumentException("maskedFill: " + x.dtype() + " does not hold " + value + "; convert by to(DType) first");
        }
        return Pointwise.of(X.select(of(value), Y)).map(mask, x).to(x.dtype());
    }

    /**
     * The elements where a mask (bool) is true, in row-major order, as a vector; both broadcast together. How many there are is read
     * back, so a recording refuses it: use where or maskedFill there, which keep the shape.
     */
    default Tensor maskedSelect(Tensor mask) {
        Tensor x = self();
        Check.dtype("maskedSelect", mask.dtype(), DType.BOOL);
        Check.sameDevice("maskedSelect", x.backend(), mask.backend());
        int[] shape = Check.broadcast("maskedSelect", x.shape(), mask.shape()).clone();
        Tensor chosen = Positions.nonZero("maskedSelect", mask.broadcastTo(shape).view());
        return x.broadcastTo(shape).reshape(-1).gather(chosen, 0);
    }

    /**
     * The indices of the elements that are not 0, in row-major order: int32, as many rows as there are, one column for each axis. Their
     * number is read back, so a recording refuses it.
     */
    default Tensor nonZero() {
        Tensor x = self();
        Tensor flat = Positions.nonZero("nonZero", x.view());
        int[] shape = x.shape();
        View out = x.backend().allocate(DType.INT32, flat.size(0), shape.length);
        long inner = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            Formula along = X.div(of(inner)); // in int32, which leaves the fraction out
            int n = Math.max(1, shape[d]);
            Formula index = d == 0 ? along : along.sub(along.div(of(n)).mul(of(n)));
            x.backend().map(index, out.with(out.layout().select(1, d)), flat.view());
            inner *= n;
        }
        return Tensor.of(out);
    }

    /** The elements of matrices (the last two axes) on and below the k-th diagonal, 0 elsewhere; k > 0 is above the main one. */
    default Tensor tril(int k) {
        Tensor x = self();
        return Pointwise.of(X.select(Y, of(0))).map(triangle("tril", k, X.lessEqual(Y)), x).to(x.dtype());
    }

    /** The elements of matrices on and below the main diagonal, 0 elsewhere. */
    default Tensor tril() {
        return tril(0);
    }

    /** The elements of matrices on and above the main diagonal, 0 elsewhere. */
    default Tensor triu() {
        return triu(0);
    }

    /** The elements of matrices (the last two axes) on and above the k-th diagonal, 0 elsewhere; k > 0 is above the main one. */
    default Tensor triu(int k) {
        Tensor x = self();
        return Pointwise.of(X.select(Y, of(0))).map(triangle("triu", k, Y.lessEqual(X)), x).to(x.dtype());
    }

    /** A comparison of columns with rows + k. */
    private Tensor triangle(String op, int k, Formula keeps) {
        Tensor x = self();
        Check.rank(op, x.shape(), 2, Integer.MAX_VALUE);
        int rows = x.size(-2);
        int columns = x.size(-1);
        int offset = Math.clamp(k, -rows, columns);
        Tensor row = Creating.arange(x.backend(), DType.INT32, rows, offset, 1).unsqueeze(1);
        return Pointwise.of(keeps).map(Creating.arange(x.backend(), columns), row);
    }
}
