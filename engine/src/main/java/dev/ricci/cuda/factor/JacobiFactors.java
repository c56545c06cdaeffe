package dev.ricci.cuda.factor;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.Layout;
import dev.ricci.backend.Scope;
import dev.ricci.backend.Solver;
import dev.ricci.backend.View;
import dev.ricci.cuda.driver.Context;
import java.util.Arrays;

/** SVD and symmetric eigenvalues of matrices too large for one block, one matrix after the other. */
final class JacobiFactors implements FactorKernels {
    private final Codes codes;
    private final LargeSvd svd;
    private final LargeEigen eigen;

    JacobiFactors(Context context, Codes codes) {
        this(context, codes, 1);
    }

    /** With so many passes over a pair of blocks in each round. */
    JacobiFactors(Context context, Codes codes, int passes) {
        this.codes = codes;
        Spectrum spectrum = new Spectrum(context);
        JacobiSweeps sweeps = new JacobiSweeps(context, passes);
        svd = new LargeSvd(spectrum, sweeps);
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
            for (int[] at = new int[code.rank()]; at != null; at = next(at, code.shape())) {
                try (Scope _ = Scope.open()) {
                    int[] place = at;
                    View[] mine = Arrays.stream(out).map(v -> matrix(v, place)).toArray(View[]::new);
                    if (symmetric) {
                        eigen.factor(mine, matrix(in, at), matrix(code, at));
                    } else {
                        svd.factor(mine, matrix(in, at), matrix(code, at));
                    }
                }
            }
            codes.report(kind, code);
        }
    }

    /** One matrix of a batch. */
    private static View matrix(View v, int[] at) {
        Layout l = v.layout();
        for (int i : at) {
            l = l.select(0, i);
        }
        return v.with(l);
    }

    /** The next place in a shape, the last axis first, or null. */
    private static int[] next(int[] at, int[] shape) {
        int[] to = at.clone();
        for (int d = shape.length - 1; d >= 0; d--) {
            if (++to[d] < shape[d]) {
                return to;
            }
            to[d] = 0;
        }
        return null;
    }

    @Override
    public void solve(Solver kind, View out, View a, View b) {
        throw new AssertionError(kind);
    }
}
