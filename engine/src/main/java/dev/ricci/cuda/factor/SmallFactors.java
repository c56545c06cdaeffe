package dev.ricci.cuda.factor;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;

/** Many small matrices at once, each in the registers or the shared memory of a few threads. */
final class SmallFactors implements FactorKernels {
    private final Codes codes;
    private final SmallDirect direct;
    private final SmallJacobi jacobi;

    SmallFactors(Context context, Codes codes) {
        this.codes = codes;
        direct = new SmallDirect(context);
        jacobi = new SmallJacobi(context);
    }

    @Override
    public void factor(Factorisation kind, View[] out, View in) {
        try (Scope _ = Scope.open()) {
            View code = codes.allocate(in);
            switch (kind) {
                case CHOLESKY -> direct.cholesky(code, out[0], in);
                case LU -> direct.lu(code, out[0], out[1], out[2], in);
                case QR, COMPLETE_QR -> direct.qr(code, out[0], out[1], null, in);
                case PIVOTED_QR -> direct.qr(code, out[0], out[1], out[2], in);
                case TRIANGLE -> direct.qr(code, null, out[0], null, in);
                case SVD, JACOBI_SVD -> jacobi.svd(code, out[0], out[1], out[2], in);
                case SINGULAR_VALUES -> jacobi.singularValues(code, out[0], in);
                case SYMMETRIC_EIGEN -> jacobi.eigen(code, out[0], out[1], in);
                case EIGENVALUES -> jacobi.eigen(code, out[0], null, in);
            }
            codes.report(kind, code);
        }
    }

    @Override
    public void solve(Solver kind, View out, View a, View b) {
        try (Scope _ = Scope.open()) {
            View code = codes.allocate(a);
            direct.solve(kind, code, out, a, b);
            codes.report(kind, code);
        }
    }
}
