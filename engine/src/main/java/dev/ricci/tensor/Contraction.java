package dev.ricci.tensor;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.formula.Formula;
import java.util.Arrays;

/**
 * Two tensors multiplied and summed over the axes that are not kept.
 *
 * <p>Of the axes, those of one operand alone are the rows and columns of a product of matrices, those that both have and that are summed
 * its inner size, those that both have and that stay its batch. Axes are permuted and made one as views; where strides cannot say that, an
 * operand is copied. Without rows and columns, or without anything to sum, a formula does it in one pass.
 */
final class Contraction {
    private Contraction() {}

    /** The type in which tensors are multiplied. */
    static DType type(String op, Tensor... in) {
        DType dtype = in[0].dtype();
        for (Tensor t : in) {
            dtype = dtype.promote(t.dtype());
        }
        if (dtype == DType.BOOL) {
            Check.dtype(op, dtype, DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64);
        }
        return dtype;
    }

    /** The product over a set of axes that holds all those of one operand alone. */
    static Indexed of(Indexed a, Indexed b, long kept) {
        long both = a.set() & b.set();
        if ((both & ~kept) == 0) {
            return elementwise(a, b);
        }
        boolean rows = (a.set() & ~both) != 0;
        boolean columns = (b.set() & ~both) != 0;
        if (!rows && !columns) {
            return summed(a.tensor().dtype(), a.inMemoryOrder(kept), a.inMemoryOrder(~kept), a, b);
        }
        return matrices(a, b, both & kept, both & ~kept);
    }

    private static Indexed elementwise(Indexed a, Indexed b) {
        int[] order = Indexed.joined(a.axes(), b.inMemoryOrder(b.set() & ~a.set()));
        return new Indexed(a.among(order).mul(b.among(order)), order);
    }

    /** The product of all operands, summed, in one pass: for operands that have about the same axes. */
    static Indexed summed(DType dtype, int[] kept, int[] gone, Indexed... operands) {
        int[] order = Indexed.joined(kept, gone);
        Tensor[] aligned = new Tensor[operands.length];
        int[] shape = new int[order.length];
        Arrays.fill(shape, 1);
        Formula product = X;
        for (int i = 0; i < operands.length; i++) {
            aligned[i] = operands[i].among(order);
            for (int k = 0; k < kept.length; k++) {
                shape[k] = aligned[i].size(k) == 1 ? shape[k] : aligned[i].size(k);
            }
            product = i == 0 ? X : product.mul(input(i));
        }
        int[] result = Arrays.copyOf(shape, kept.length);
        return new Indexed(Pointwise.of(product).sum(dtype, shape, aligned).reshape(result), kept);
    }

    private static Indexed matrices(Indexed a, Indexed b, long batch, long inner) {
        int[] lead = a.inMemoryOrder(batch);
        int[] rows = a.inMemoryOrder(a.set() & ~b.set());
        int[] columns = b.inMemoryOrder(b.set() & ~a.set());
        int[] asInA = a.inMemoryOrder(inner);
        int[] asInB = b.inMemoryOrder(inner);
        boolean first = Arrays.equals(asInA, asInB)
                || copied(a, b, lead, rows, columns, asInA) <= copied(a, b, lead, rows, columns, asInB);
        int[] k = first ? asInA : asInB;
        Tensor product = a.grouped(lead, rows, k).matmul(b.grouped(lead, k, columns));
        int[] shape = Indexed.joined(a.sizes(lead), a.sizes(rows), b.sizes(columns));
        return new Indexed(product.reshape(shape), Indexed.joined(lead, rows, columns));
    }

    private static long copied(Indexed a, Indexed b, int[] lead, int[] rows, int[] columns, int[] inner) {
        return a.copied(lead, rows, inner) + b.copied(lead, inner, columns);
    }

    /** A length that several axes have together. */
    static int length(long n) {
        if (n > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("einsum and tensordot: axes of " + n + " elements together are multiplied as one; "
                    + Integer.MAX_VALUE + " at most: multiply slices of the operands");
        }
        return (int) n;
    }
}
