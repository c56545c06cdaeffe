package dev.ricci.cuda.factor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Arguments;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.driver.Family;
import dev.ricci.cuda.product.Products;
import dev.ricci.formula.Formula;

/**
 * QR of one matrix with many more rows than columns, nearly all of it in products: CholeskyQR, repeated (Fukaya, Nakatsukasa, Yanagisawa
 * and Yamamoto 2014), its first passes with a shift (the same with Kannan 2020).
 *
 * <p>A pass makes X^T X = L L^T and X L^-T, the first with a shift that no rounding error exceeds; the condition of X falls by the root
 * of the shift, until a pass leaves columns orthonormal to rounding. That asks for a condition below some 1e16, where A may have dependent
 * columns. So X is A with noise of the size of rounding errors, 4 eps of each column (16 of float64): as a random matrix has it, with many
 * more rows than columns, no direction is then smaller than that, every pass succeeds, and nothing need be looked at. A = Q R holds to
 * the noise, which is what rounding costs other methods. All is done in double: float32 needs two passes, float64 four.
 */
final class TallQr {
    private static final int THREADS = 256;
    private static final int COLUMNS = 32;
    private static final int MOST_BLOCKS = 1 << 16;
    /** Rows of a chunk whose squares a block adds up. */
    private static final int CHUNK = 512;
    /** Of the shift, in units of (n + sqrt(m)) eps trace: how much more than rounding errors it is. */
    private static final double SAFETY = 8;

    private final Context context;
    private final Products products;
    private final Family squares;
    private final Family scale;
    private final Family take;
    private final Family giveQ;
    private final Family giveR;

    TallQr(Context context, Products products) {
        this.context = context;
        this.products = products;
        squares = new Family(context, "tallQr", "tallQr_squares");
        scale = new Family(context, "tallQr", "tallQr_scale");
        take = new Family(context, "tallQr", "tallQr_take");
        giveQ = new Family(context, "tallQr", "tallQr_q");
        giveR = new Family(context, "tallQr", "tallQr_r");
    }

    /** Q and R, or R alone where there is one output. */
    void factor(View[] out, View a, View code) {
        Backend device = a.backend();
        int m = a.size(0);
        int n = a.size(1);
        boolean single = a.dtype() == DType.FLOAT32;
        int passes = single ? 2 : 4;
        View exponents = exponents(a, code);
        View x = device.allocate(DType.FLOAT64, m, n);
        double noise = (single ? 0x1p-22 : 0x1p-49) / Math.sqrt(m);
        take.of(a.dtype()).launch(Math.min(m, MOST_BLOCKS), THREADS, 0,
                strided(Arguments.start().address(a), a).address(exponents).address(x).int64(m).int32(n).float64(noise));
        View r = null;
        for (int pass = 1; pass <= passes; pass++) {
            boolean last = pass == passes;
            View l = cholesky(x, pass <= passes / 2);
            r = r == null ? l : product(r, l);
            if (!last || out.length == 2) {
                x = product(x, transposed(inverse(l)));
            }
        }
        View to = out[out.length - 1];
        giveR.of(a.dtype()).launch(n, THREADS, 0,
                strided(Arguments.start().address(r).address(exponents).address(to), to).int32(n).address(code));
        if (out.length == 2) {
            giveQ.of(a.dtype()).launch(Math.min(m, MOST_BLOCKS), THREADS, 0,
                    strided(Arguments.start().address(x).address(out[0]), out[0]).int64(m).int32(n).address(code));
        }
    }

    /** Of each column's length. */
    private View exponents(View a, View code) {
        Backend device = a.backend();
        int m = a.size(0);
        int n = a.size(1);
        View most = device.allocate(a.dtype(), n);
        device.reduce(Reduction.MAX, Formula.X.abs(), most.with(new Layout(a.shape(), new long[] {0, 1}, 0)), a);
        int chunks = (m + CHUNK - 1) / CHUNK;
        View sums = device.allocate(DType.FLOAT64, chunks, n);
        squares.of(a.dtype()).launch((n + COLUMNS - 1) / COLUMNS, chunks, 1, THREADS, 1, 0, strided(Arguments.start().address(a), a)
                .address(most).address(sums).int64(m).int32(n).int64(CHUNK).address(code));
        View exponents = device.allocate(DType.INT32, n);
        scale.of(a.dtype()).launch((n + THREADS - 1) / THREADS, THREADS, 0,
                Arguments.start().address(sums).address(most).address(exponents).int32(n).int32(chunks).address(code));
        return exponents;
    }

    /** L with L L^T = X^T X, shifted or not. */
    private View cholesky(View x, boolean shifted) {
        int m = x.size(0);
        int n = x.size(1);
        View gram = product(transposed(x), x);
        if (shifted) {
            double share = SAFETY * (n + Math.sqrt(m)) * 0x1p-53;
            context.kernel("tallQr", "tallQr_shift").launch(1, THREADS, 0, Arguments.start().address(gram).int32(n).float64(share));
        }
        View l = x.backend().allocate(DType.FLOAT64, n, n);
        x.backend().factor(Factorisation.CHOLESKY, new View[] {l}, gram);
        return l;
    }

    private View inverse(View l) {
        int n = l.size(0);
        View one = l.backend().allocate(DType.FLOAT64, n, n);
        l.backend().map(Formula.of(0), one);
        l.backend().map(Formula.of(1), one.with(new Layout(new int[] {n}, new long[] {n + 1}, 0)));
        View inverse = l.backend().allocate(DType.FLOAT64, n, n);
        l.backend().solve(Solver.LOWER, inverse, l, one);
        return inverse;
    }

    private View product(View a, View b) {
        View out = a.backend().allocate(DType.FLOAT64, a.size(0), b.size(1));
        products.exact(out, a, b, 1, 0);
        return out;
    }

    private static View transposed(View v) {
        return v.with(v.layout().transpose());
    }

    private static Arguments strided(Arguments a, View v) {
        return a.begin(Long.BYTES).int64(v.layout().stride(0)).int64(v.layout().stride(1)).end(Long.BYTES);
    }
}
