package dev.ricci.cuda.factor;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import dev.ricci.cuda.product.Products;

/** Cholesky, LU, QR and systems of equations by panels and products: all matrices of a batch go through each launch together. */
final class BlockedFactors implements FactorKernels {
    private final Codes codes;
    private final WorkingCopy copy;
    private final Substitution substitution;
    private final BlockedCholesky cholesky;
    private final BlockedLu lu;
    private final BlockedQr qr;

    BlockedFactors(Context context, Codes codes, Products products) {
        this.codes = codes;
        copy = new WorkingCopy(context);
        substitution = new Substitution(context, products);
        cholesky = new BlockedCholesky(context, products, copy, substitution);
        TallPanels tall = new TallPanels(context);
        lu = new BlockedLu(context, products, copy, substitution, tall);
        qr = new BlockedQr(context, products, copy, tall);
    }

    @Override
    public void factor(Factorisation kind, View[] out, View in) {
        try (Scope _ = Scope.open()) {
            View code = codes.allocate(in);
            switch (kind) {
                case CHOLESKY -> cholesky.factor(out[0], in, code);
                case LU -> lu.factor(out, in, code);
                case QR, TRIANGLE, COMPLETE_QR -> qr.factor(kind, out, in, code);
                default -> throw new AssertionError(kind);
            }
            codes.report(kind, code);
        }
    }

    @Override
    public void solve(Solver kind, View out, View a, View b) {
        try (Scope _ = Scope.open()) {
            View code = codes.allocate(a);
            switch (kind) {
                case GENERAL -> lu.solve(out, a, b, code);
                case POSITIVE_DEFINITE -> cholesky.solve(out, a, b, code);
                case LOWER, UPPER -> triangular(kind == Solver.LOWER, out, a, b, code);
            }
            codes.report(kind, code);
        }
    }

    private void triangular(boolean lower, View out, View a, View b, View code) {
        int n = a.size(a.rank() - 1);
        int rights = b.size(b.rank() - 1);
        int right = Work.padded(n);
        Work w = new Work(Work.allocate(a.backend(), a.dtype(), code.size(), n, right + rights).view(), n);
        w.take(a, 0, 0);
        w.take(b, 0, right);
        copy.begin(a.dtype(), code, null, null);
        copy.check(w, right, rights, n, lower ? WorkingCopy.Part.LOWER : WorkingCopy.Part.UPPER, code);
        View t = w.part(0, n, 0, n);
        View x = w.part(0, n, right, rights);
        substitution.checkDiagonal(t, code);
        if (lower) {
            substitution.lower(t, x, false);
        } else {
            substitution.upper(t, x);
        }
        w.give(out, 0, right);
    }
}
