package dev.ricci.cpu.factor;

import dev.ricci.cpu.host.Pool;
import dev.ricci.cpu.product.Products;

/** Matrix products for the blocked algorithms, shared among a pool's threads. */
record BlockProducts(Pool pool) {
    /** C = C - A B on the calling thread, for a caller that shares out many products. */
    static void subtract(Matrix a, Matrix b, Matrix c) {
        Products.multiplyAlone(c.type(), c.rows(), c.columns(), a.columns(), -1, a.address(), a.rowStride(), a.columnStride(),
                b.address(), b.rowStride(), b.columnStride(), 1, c.address(), c.rowStride());
    }

    /** C = scale A B + keep C; C in rows without gaps, A and B in any way. */
    void multiply(double scale, Matrix a, Matrix b, double keep, Matrix c) {
        if (!c.isEmpty()) {
            Products.multiply(pool, c.type(), c.rows(), c.columns(), a.columns(), scale, a.address(), a.rowStride(), a.columnStride(),
                    b.address(), b.rowStride(), b.columnStride(), keep, c.address(), c.rowStride());
        }
    }
}
