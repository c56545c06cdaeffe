package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.View;
import java.util.Arrays;

/** Products of matrices. */
public sealed interface Products permits Tensor {
    Tensor self();

    /** The matrix product over the last two axes, [.., m, k] by [.., k, n]; leading axes broadcast. Types promote. */
    default Tensor matmul(Tensor b) {
        Tensor a = self();
        Check.matmul(a.shape(), b.shape());
        Check.sameDevice("matmul", a.backend(), b.backend());
        DType dtype = a.dtype().promote(b.dtype());
        if (dtype == DType.BOOL) {
            Check.dtype("matmul", dtype, DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64);
        }
        if (b.rank() == 2 && a.rank() > 2 && a.layout().isDense()) { // one large product instead of many small ones
            int[] shape = a.shape();
            shape[shape.length - 1] = b.size(1);
            return a.reshape(-1, b.size(0)).matmul(b).reshape(shape);
        }
        View out = product(dtype, a.to(dtype), b.to(dtype));
        return Tensor.result("matmul", out, (i, g) -> i == 0 ? fit(left(g, a, b), a) : fit(right(g, a, b), b), a, b);
    }

    /** g b^T, laid out in memory as a is: what is later done to both together then reads both in order. */
    private static Tensor left(Tensor g, Tensor a, Tensor b) {
        return isTransposed(a) ? b.matmul(g.t()).t() : g.matmul(b.t());
    }

    /** a^T g, laid out in memory as b is. */
    private static Tensor right(Tensor g, Tensor a, Tensor b) {
        return isTransposed(b) ? g.t().matmul(a).t() : a.t().matmul(g);
    }

    private static boolean isTransposed(Tensor x) {
        return x.layout().stride(x.rank() - 1) > x.layout().stride(x.rank() - 2);
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

    /** The gradient in the shape and type of x: summed over the leading axes along which x was repeated. */
    private static Tensor fit(Tensor g, Tensor x) {
        int[] shape = new int[g.rank()];
        Arrays.fill(shape, 1);
        System.arraycopy(x.shape(), 0, shape, g.rank() - x.rank(), x.rank());
        return Pointwise.sumTo(g, shape).reshape(x.shape()).to(x.dtype());
    }
}
