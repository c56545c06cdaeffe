package dev.ricci.cuda.factor;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.product.Products;

/** SVD and symmetric eigenvalues of matrices too large for one block, one matrix after the other. */
final class JacobiFactors implements FactorKernels {
    private final Codes codes;
    private final LargeSvd svd;
    private final LargeEigen eigen;

    JacobiFactors(Context context, Codes codes, Products products) {
        this(context, codes, products, JacobiSweeps.Tuning.USUAL);
    }

    JacobiFactors(Context context, Codes codes, Products products, JacobiSweeps.Tuning tuning) {
        this.codes = codes;
        Spectrum spectrum = new Spectrum(context, products);
        JacobiSweeps sweeps = new JacobiSweeps(context, tuning);
        svd = new LargeSvd(spectrum, sweeps, products);
        eigen = new LargeEigen(spectrum, sweeps);
    }

    @Override
    public void factor(Factorisation kind, View[] out, View in) {
        boolean symmetric = kind == Factorisation.SYMMETRIC_EIGEN || kind == Factorisation.EIGENVALUES;
        if (!symmetric && kind != Factorisation.SVD && kind != Factorisation.SINGULAR_VALUES) {
            throw new AssertionError(kind);
        }
        try (Scope _ = Scope.open()) {
            View code = codes.allocate(in);
            codes.finite(code, in, symmetric);
            EachMatrix.run(out, in, code, symmetric ? eigen::factor : svd::factor);
            codes.report(kind, code);
        }
    }

    @Override
    public void solve(Solver kind, View out, View a, View b) {
        throw new AssertionError(kind);
    }
}
