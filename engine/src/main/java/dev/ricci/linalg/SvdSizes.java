package dev.ricci.linalg;

import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.function.ToIntFunction;

/** Singular value decompositions of more or fewer vectors than the thin one has. */
final class SvdSizes {
    private SvdSizes() {}

    static Svd full(Tensor a) {
        if (Inputs.isTracked(a)) {
            Svd thin = Svd.of(a);
            return SvdGradient.marked(a, new Svd(Completed.of(thin.u()), thin.s(), Completed.of(thin.vt().t()).t()));
        }
        try (Scope scope = Scope.open()) {
            Svd thin = Svd.of(a);
            Tensor v = Completed.of(thin.vt().t());
            return new Svd(scope.keep(Completed.of(thin.u())), scope.keep(thin.s()), scope.keep(v).t());
        }
    }

    static Svd largest(Tensor a, int k) {
        Inputs.matrices("svd", a);
        if (k < 0 || k > Matrices.least(a)) {
            throw new IllegalArgumentException("svd: 0 to " + Matrices.least(a) + " values of a " + Matrices.rows(a) + " by "
                    + Matrices.columns(a) + " matrix, got " + k);
        }
        return first(a, _ -> k);
    }

    static Svd truncated(Tensor a, double tolerance) {
        Tolerance.check("svd", tolerance);
        return first(a, s -> needed(s, tolerance));
    }

    /** In units of the largest value, so that no square overflows. */
    private static int needed(Tensor values, double tolerance) {
        int k = values.size(-1);
        double[] s = values.detach().toDoubles();
        int most = 0;
        for (int from = 0; from < s.length; from += k) {
            double all = 0;
            for (int i = k - 1; i >= 0 && s[from] > 0; i--) {
                all += square(s[from + i] / s[from]);
            }
            double left = 0;
            int count = k;
            while (count > 0 && left + square(s[from + count - 1] / s[from]) <= tolerance * tolerance * all) {
                left += square(s[from + count - 1] / s[from]);
                count--;
            }
            most = Math.max(most, s[from] > 0 ? count : 0);
        }
        return most;
    }

    private static double square(double x) {
        return x * x;
    }

    /** As many as a rule asks for that sees the values. */
    private static Svd first(Tensor a, ToIntFunction<Tensor> count) {
        if (Inputs.isTracked(a)) {
            Svd all = Svd.of(a);
            return SvdGradient.marked(a, first(all, count.applyAsInt(all.s())));
        }
        try (Scope scope = Scope.open()) {
            Svd all = Svd.of(a);
            Svd some = first(all, count.applyAsInt(all.s()));
            return new Svd(scope.keep(some.u().copy()), scope.keep(some.s().copy()), scope.keep(some.vt().copy()));
        }
    }

    private static Svd first(Svd all, int k) {
        return new Svd(all.u().slice(-1, 0, k), all.s().slice(-1, 0, k), all.vt().slice(-2, 0, k));
    }
}
