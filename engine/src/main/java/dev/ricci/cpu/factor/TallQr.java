package dev.ricci.cpu.factor;

import dev.ricci.backend.Failure;
import dev.ricci.cpu.host.Pool;

/**
 * QR of a tall matrix in parts that need not know of each other (TSQR: Demmel, Grigori, Hoemmen, Langou 2012).
 *
 * <p>Each block of rows is factored alone, then the R of all blocks one above the other; a block's Q times its part of that second Q is
 * the answer. The blocks depend on the shape alone.
 *
 * <p>That product doubles the work on Q, which pays only where a road factors in one thread. Measured on two cores, float32, in blocks
 * and whole by panels that the pool shares, in ms: 5000x200 22.1 and 14.1 (one core: 18.4 and 13.3), 20000x500 616 and 497 (391 and
 * 352), 2000x200 6.7 and 4.3, 5000x64 3.8 and 3.6 (4.5 and 3.6).
 */
final class TallQr {
    private static final int MOST_PARTS = 8;
    private static final long WORTHWHILE = 1 << 17;
    private static final int STRIP = 256;

    private TallQr() {}

    /** A (m by n) to Q in its first min(m, n) columns; R besides. */
    static void of(Road road, Pool pool, BlockProducts products, Matrix a, Matrix r) {
        int parts = parts(a);
        if (parts < 2 || road.sharesQr(a)) {
            road.qr(a, r);
            return;
        }
        int n = a.columns();
        int height = (a.rows() + parts - 1) / parts;
        try (Workspace w = new Workspace()) {
            Matrix stack = w.matrix(a.type(), parts * n, n);
            pool.run(parts, p -> road.qr(block(a, p, height), stack.rows(p * n, (p + 1) * n)));
            road.qr(stack, r);
            pool.run(parts, p -> timesInPlace(products, block(a, p, height), stack.rows(p * n, (p + 1) * n)));
        }
    }

    /** R alone of an A that is read block by block and left as it is. Returns 0, or the code of a number that is not finite. */
    static int triangle(Road road, Pool pool, Matrix a, Matrix r) {
        int parts = parts(a);
        int n = a.columns();
        int height = (a.rows() + parts - 1) / parts;
        int least = Math.min(height, n);
        try (Workspace w = new Workspace()) {
            Matrix stack = parts == 1 ? r : w.matrix(a.type(), parts * least, n);
            boolean[] finite = new boolean[parts];
            pool.run(parts, p -> finite[p] = triangleOfBlock(road, block(a, p, height), stack.rows(p * least, (p + 1) * least)));
            for (boolean f : finite) {
                if (!f) {
                    return Failure.NOT_FINITE;
                }
            }
            if (parts > 1) {
                road.triangle(stack, r);
            }
            return 0;
        }
    }

    private static boolean triangleOfBlock(Road road, Matrix block, Matrix r) {
        boolean finite = Finite.all(block);
        if (finite) {
            road.triangle(block, r);
        }
        return finite;
    }

    /** How many blocks, each at least four times as high as wide where there are several. */
    static int parts(Matrix a) {
        return (long) a.rows() * a.columns() < WORTHWHILE ? 1 : Math.clamp(a.rows() / (4 * a.columns()), 1, MOST_PARTS);
    }

    private static Matrix block(Matrix a, int part, int height) {
        return a.rows(part * height, Math.min(a.rows(), (part + 1) * height));
    }

    private static void timesInPlace(BlockProducts products, Matrix q, Matrix second) {
        try (Workspace w = new Workspace()) {
            Matrix before = w.matrix(q.type(), Math.min(STRIP, q.rows()), q.columns());
            for (int i = 0; i < q.rows(); i += STRIP) {
                Matrix strip = q.rows(i, Math.min(q.rows(), i + STRIP));
                Matrix copy = before.rows(0, strip.rows());
                strip.copyTo(copy);
                products.multiply(1, copy, second, 0, strip);
            }
        }
    }
}
