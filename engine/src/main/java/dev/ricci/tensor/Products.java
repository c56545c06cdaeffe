package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Sums of products. Types promote; int32 and int64 wrap around as int and long do, bool has no products of this kind. */
public sealed interface Products permits Tensor {
    Tensor self();

    /**
     * The matrix product over the last two axes, [.., m, k] by [.., k, n]; leading axes broadcast. A vector is a row on the left and a
     * column on the right, and its axis of length 1 is not in the result: [k] by [k] is of rank 0, [.., m, k] by [k] is [.., m].
     */
    default Tensor matmul(Tensor b) {
        Tensor a = self();
        Check.matmul(a.shape(), b.shape());
        Check.sameDevice("matmul", a.backend(), b.backend());
        DType dtype = Contraction.type("matmul", a, b);
        if (a.rank() == 1) {
            return b.rank() == 1 ? a.dot(b) : a.unsqueeze(0).matmul(b).squeeze(-2);
        }
        if (b.rank() == 1) {
            return a.matmul(b.unsqueeze(1)).squeeze(-1);
        }
        if (b.rank() == 2 && a.rank() > 2 && a.layout().isDense() && rows(a) > 0) { // one large product instead of many small ones
            int[] shape = a.shape();
            shape[shape.length - 1] = b.size(1);
            return a.reshape(rows(a), b.size(0)).matmul(b).reshape(shape);
        }
        View out = product(dtype, a.to(dtype), b.to(dtype));
        return Tensor.result("matmul", out, (i, g) -> i == 0 ? MatmulGradient.left(g, a, b) : MatmulGradient.right(g, a, b), a, b);
    }

    /** Every element of a vector times every element of another: [m] and [n] give [m, n]. Of more axes, that is tensordot(b, 0). */
    default Tensor outer(Tensor b) {
        Check.rank("outer", self().shape(), 1, 1);
        Check.rank("outer", b.shape(), 1, 1);
        return self().unsqueeze(1).mul(b);
    }

    /**
     * The Kronecker product: each element of this replaced by itself times all of b, so that lengths multiply axis by axis. Of tensors
     * of different ranks the shorter shape gets ones in front.
     */
    default Tensor kron(Tensor b) {
        return Kronecker.of(self(), b);
    }

    /**
     * The sum of products over the last axes of this and the first of b, as many of each: 1 is the product of matrices, 0 multiplies
     * everything by everything. The result has the other axes of this, then those of b.
     */
    default Tensor tensordot(Tensor b, int axes) {
        return Tensordot.of(self(), b, axes);
    }

    /** The sum of products over pairs of axes, axes[i] of this with axesOfB[i] of b. The result has the other axes of this, then of b. */
    default Tensor tensordot(Tensor b, int[] axes, int[] axesOfB) {
        return Tensordot.of(self(), b, axes, axesOfB);
    }

    /**
     * The sum of products of elements of all operands by Einstein's convention, as NumPy writes it: one letter for each axis, the same for
     * axes whose indices move together, {@code ik,kj->ij}. Letters that are not in the result are summed over; one that stands twice in
     * an operand walks its diagonal; {@code ...} stands for further axes, which broadcast. Without an arrow the result has the letters that
     * stand once, sorted. Axes of length 1 stretch.
     *
     * <p>Three operands and more are multiplied two at a time, in the order with the fewest multiplications (for up to eight; Pfeifer,
     * Haegeman, Verstraete 2014) or a greedy one (Smith and Gray 2018); two at a time as matrices, without copies where strides allow.
     * The result may be a view of an operand.
     *
     * @throws IllegalArgumentException for an equation that cannot be read or does not fit the operands; the message says where
     */
    static Tensor einsum(String equation, Tensor... operands) {
        if (operands.length == 0) {
            throw new IllegalArgumentException("einsum: '" + equation + "' without operands; give one tensor for each term");
        }
        int[][] shapes = new int[operands.length][];
        boolean tracked = false;
        for (int i = 0; i < shapes.length; i++) {
            Check.sameDevice("einsum", operands[0].backend(), operands[i].backend());
            shapes[i] = operands[i].shape();
            tracked |= operands[i].isTracked();
        }
        EinsumPlan plan = EinsumPlan.of(equation, shapes);
        DType dtype = Contraction.type("einsum", operands);
        DType within = operands.length > 1 ? dtype.computed() : dtype; // nothing in between is rounded to 16 bits
        if (tracked) {
            return plan.run(within, operands).to(dtype);
        }
        try (Scope scope = Scope.open()) { // what is in between goes back at once
            return scope.keep(plan.run(within, operands).to(dtype));
        }
    }

    /** The rows of all matrices of a batch together, 0 where they are none or too many to be counted as those of one. */
    private static int rows(Tensor a) {
        long n = a.size() == 0 ? 0 : a.size() / a.size(-1);
        return n <= Integer.MAX_VALUE ? (int) n : 0;
    }

    private static View product(DType dtype, Tensor a, Tensor b) {
        Backend device = a.backend();
        int[] p = a.shape();
        int[] q = b.shape();
        int m = p[p.length - 2];
        int n = q[q.length - 1];
        if (p.length == 2 && q.length == 2) {
            View out = device.allocate(dtype, m, n);
            device.matmul(out, a.view(), b.view(), 1, 0);
            return out;
        }
        int[] lead = Check.broadcast("matmul (leading axes)", Arrays.copyOf(p, p.length - 2), Arrays.copyOf(q, q.length - 2));
        View out = device.allocate(dtype, matrix(lead, m, n));
        int k = p[p.length - 1];
        device.matmul(out, a.view().broadcast(matrix(lead, m, k)), b.view().broadcast(matrix(lead, k, n)), 1, 0);
        return out;
    }

    private static int[] matrix(int[] lead, int rows, int columns) {
        int[] shape = Arrays.copyOf(lead, lead.length + 2);
        shape[lead.length] = rows;
        shape[lead.length + 1] = columns;
        return shape;
    }
}
