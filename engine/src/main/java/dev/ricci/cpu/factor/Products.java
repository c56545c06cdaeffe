package dev.ricci.cpu.factor;

import dev.ricci.backend.DType;
import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.product.Gemm;

/** Matrix products for the blocked algorithms. */
final class Products {
    private final Gemm gemm;

    Products(Pool pool) {
        gemm = new Gemm(pool);
    }

    /** C = scale A B + keep C; C in rows without gaps, A and B in any way. */
    void multiply(double scale, Matrix a, Matrix b, double keep, Matrix c) {
        if (c.isEmpty()) {
            return;
        }
        if (c.type() == DType.FLOAT64) {
            gemm.float64(c.rows(), c.columns(), a.columns(), scale, a.address(), a.rowStride(), a.columnStride(),
                    b.address(), b.rowStride(), b.columnStride(), keep, c.address(), c.rowStride());
        } else {
            gemm.float32(c.rows(), c.columns(), a.columns(), (float) scale, a.address(), a.rowStride(), a.columnStride(),
                    b.address(), b.rowStride(), b.columnStride(), (float) keep, c.address(), c.rowStride());
        }
    }
}
