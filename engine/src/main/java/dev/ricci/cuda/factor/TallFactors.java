package dev.ricci.cuda.factor;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.product.Products;

/** QR of matrices with many more rows than columns, one after the other. */
final class TallFactors implements FactorKernels {
    private final Codes codes;
    private final TallQr qr;

    TallFactors(Context context, Codes codes, Products products) {
        this.codes = codes;
        qr = new TallQr(context, products);
    }

    @Override
    public void factor(Factorisation kind, View[] out, View in) {
        if (kind != Factorisation.QR && kind != Factorisation.TRIANGLE) {
            throw new AssertionError(kind);
        }
        try (Scope _ = Scope.open()) {
            View code = codes.allocate(in);
            codes.finite(code, in, false);
            EachMatrix.run(out, in, code, qr::factor);
            codes.report(kind, code);
        }
    }

    @Override
    public void solve(Solver kind, View out, View a, View b) {
        throw new AssertionError(kind);
    }
}
