package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;

/** A function of a symmetric matrix by its eigenvalues, V f(W) V^T: its square root, logarithm, inverse square root and the like. */
public final class SymmetricFunction {
    /** f(w + h) - f(w - h) over 2 h misses f prime by h^2 / 6 f triple prime: with a gap of 2 h, a 24th of its square. */
    private static final double CUBE = 24;

    private SymmetricFunction() {}

    /**
     * Of a matrix [.., n, n] of which the lower triangle is read, {@code SymmetricFunction.of(a, X.sqrt())}; NaN where f of an eigenvalue
     * is. Gradients pass, as symmetric matrices, also where eigenvalues are equal (Daleckii &amp; Krein 1965, docs/MATH.md); those of
     * gradients not there.
     *
     * @param f of X alone
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor of(Tensor a, Formula f) {
        Inputs.square("symmetricFunction", a);
        if (!f.inputs().stream().allMatch(i -> i == 0)) {
            throw new IllegalArgumentException("symmetricFunction: a formula of X alone, got one of the inputs " + f.inputs());
        }
        if (!Inputs.isTracked(a)) {
            return Inputs.scoped(() -> whole(SymmetricEigen.of(a), f));
        }
        SymmetricEigen eigen = SymmetricEigen.of(a);
        Tensor plain = History.off(() -> whole(eigen, f));
        return Tensor.result("symmetricFunction", plain.view(), (i, g) -> pullback(eigen, f, g.to(a.dtype())), a);
    }

    private static Tensor whole(SymmetricEigen eigen, Formula f) {
        return Matrices.scaleColumns(eigen.vectors(), Tensor.map(f, eigen.values())).matmul(eigen.vectors().t());
    }

    /** V [D o (V^T sym(G) V)] V^T, d_ij the difference quotient of f between values i and j, its derivative where they are equal. */
    private static Tensor pullback(SymmetricEigen eigen, Formula f, Tensor g) {
        Tensor w = eigen.values();
        if (w.size() == 0) {
            return g;
        }
        Tensor v = eigen.vectors();
        double unit = w.dtype().epsilon();
        double near = Math.cbrt(CUBE * unit);
        Formula gap = Y.sub(Z).abs();
        Formula share = Y.abs().min(Z.abs()).min(Formula.of(1)).mul(near);
        Formula middle = f.derivative(0).substitute(x -> Y.add(Z).mul(0.5));
        Formula quotient = at(f, Y).sub(at(f, Z)).div(Y.sub(Z));
        double tolerance = Tolerance.of(w.size(-1), w.size(-1), w.dtype());
        Formula d = gap.lessEqual(share.max(W.mul(tolerance))).select(middle, quotient);
        Tensor inside = v.t().matmul(Triangles.symmetric(g)).matmul(v);
        Tensor largest = w.detach().abs().maxKeeping(-1).unsqueeze(-1);
        return v.matmul(Tensor.map(X.mul(d), inside, w.unsqueeze(-1), w.unsqueeze(-2), largest)).matmul(v.t());
    }

    private static Formula at(Formula f, Formula place) {
        return f.substitute(x -> place);
    }
}
