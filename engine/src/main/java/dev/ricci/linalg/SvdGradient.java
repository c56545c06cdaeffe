package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.tensor.Tensor;

/**
 * The pullbacks of A = U diag(S) V^T (Townsend 2016, "Differentiating the singular value decomposition"; docs/MATH.md).
 *
 * <p>Values that differ by less than the rounding of the largest count as equal, and the terms that would divide by their difference
 * are left out; so are those that would divide by a value which counts as zero.
 */
final class SvdGradient {
    private final double tolerance;
    private final Tensor u;
    private final Tensor s;
    private final Tensor vt;

    private SvdGradient(Tensor a, Svd plain) {
        tolerance = plain.tolerance();
        u = Tensor.result("svd u", plain.u().view(), (i, g) -> ofU(g.to(a.dtype())), a);
        s = Tensor.result("svd s", plain.s().view(), (i, g) -> ofS(g.to(a.dtype())), a);
        vt = Tensor.result("svd vt", plain.vt().view(), (i, g) -> ofVt(g.to(a.dtype())), a);
    }

    /** The decomposition with the history that a asks for. */
    static Svd tracked(Tensor a, Svd plain) {
        if (!Inputs.isTracked(a)) {
            return plain;
        }
        SvdGradient g = new SvdGradient(a, plain);
        return new Svd(g.u, g.s, g.vt);
    }

    /** Fewer or more vectors and values of a decomposition, marked as those of a. */
    static Svd marked(Tensor a, Svd other) {
        return new Svd(Origin.marked("svd u", other.u(), a), Origin.marked("svd s", other.s(), a), Origin.marked("svd vt", other.vt(), a));
    }

    /** The matrix of a decomposition with history, or null. */
    static Tensor origin(Svd svd) {
        return Origin.of("svd ", svd.u(), svd.s(), svd.vt());
    }

    /**
     * U diag(S) V^T of a decomposition of A, with the gradient of A where all values are there, of U U^T A or A V V^T where they are not:
     * right where values of those that are there are equal. The shorter projection, since it divides by no value.
     */
    static Tensor product(Svd svd, Tensor a, Tensor plain) {
        if (svd.s().size(-1) == Matrices.least(a)) {
            return Tensor.result("svd product", plain.view(), (i, g) -> g.to(a.dtype()), a);
        }
        return projected(a, svd.u(), svd.vt());
    }

    /** A upon the space of some of its vectors, others zero. */
    static Tensor projected(Tensor a, Tensor u, Tensor vt) {
        return Matrices.rows(a) <= Matrices.columns(a) ? u.matmul(u.t().matmul(a)) : a.matmul(vt.t()).matmul(vt);
    }

    private Tensor ofS(Tensor g) {
        return Matrices.scaleColumns(u, g).matmul(vt);
    }

    /** (U K S + (I - U U^T) G S^-1) V^T, K as in {@link #coupling} of U^T G. */
    private Tensor ofU(Tensor g) {
        Tensor inside = u.t().matmul(g);
        Tensor left = u.matmul(Matrices.scaleColumns(coupling(inside), shares())).div(unit().unsqueeze(-1));
        if (u.size(-2) > u.size(-1)) {
            left = left.add(Matrices.scaleColumns(g.sub(u.matmul(inside)), inverse()));
        }
        return left.matmul(vt);
    }

    /** U (S K V^T + S^-1 G^T (I - V V^T)), K as in {@link #coupling} of V^T G; what arrives is G^T. */
    private Tensor ofVt(Tensor g) {
        Tensor inside = vt.matmul(g.t());
        Tensor right = Matrices.scaleRows(coupling(inside), shares()).matmul(vt).div(unit().unsqueeze(-1));
        if (vt.size(-1) > vt.size(-2)) {
            right = right.add(Matrices.scaleRows(g.sub(inside.t().matmul(vt)), inverse()));
        }
        return u.matmul(right);
    }

    /**
     * (m_ij - m_ji) / (s_j^2 - s_i^2), 0 where s_i and s_j count as equal: how turning vectors i and j into each other changes A. Values
     * are taken in units of the largest, whose square may be beyond the range of the type.
     */
    private Tensor coupling(Tensor m) {
        Tensor skew = m.sub(m.t());
        if (s.size() == 0) {
            return skew;
        }
        Tensor shares = shares();
        return Tensor.map(of(tolerance).less(Z.sub(Y).abs()).select(X.div(Z.sub(Y).mul(Z.add(Y))), of(0)),
                skew, shares.unsqueeze(-1), shares.unsqueeze(-2));
    }

    /** 1 / s, 0 where s counts as zero. */
    private Tensor inverse() {
        return s.size() == 0 ? s : Tensor.map(Y.mul(tolerance).less(X).select(of(1).div(X), of(0)), s, largest());
    }

    private Tensor shares() {
        return s.div(unit());
    }

    /** The largest value, or 1 where it is 0, [.., 1]. */
    private Tensor unit() {
        return s.size() == 0 ? s.detach().sum(-1).add(1).unsqueeze(-1) : Tensor.map(X.equal(of(0)).select(of(1), X), largest());
    }

    private Tensor largest() {
        return s.detach().slice(-1, 0, 1);
    }
}
