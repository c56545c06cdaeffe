package dev.ricci.linalg;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/**
 * The pullbacks of A = Q R (Walter &amp; Lehmann 2012, "Algorithmic differentiation of linear algebra functions"; docs/MATH.md).
 *
 * <p>For m at least n and R regular. A wide A = [X, Y] is X = Q U beside Y = Q V with R = [U, V], and so is its gradient.
 */
final class QrGradient {
    private final Tensor a;
    private final Tensor q;
    private final Tensor r;

    /** Without Q, which is then computed again when it is needed. */
    private QrGradient(Tensor a, Tensor q, Tensor r) {
        this.a = a;
        this.q = q == null ? null : Tensor.result("qr q", q.view(), (i, g) -> ofQ(g.to(a.dtype())), a);
        this.r = Tensor.result("qr r", r.view(), (i, g) -> ofR(g.to(a.dtype())), a);
    }

    /** Q and R with the history that a asks for. */
    static Qr tracked(Tensor a, Qr plain) {
        if (!Inputs.isTracked(a)) {
            return plain;
        }
        QrGradient g = new QrGradient(a, plain.q(), plain.r());
        return new Qr(g.q, g.r);
    }

    /** R with the history that a asks for; Q is not kept. */
    static Tensor tracked(Tensor a, Tensor plainR) {
        return Inputs.isTracked(a) ? new QrGradient(a, null, plainR).r : plainR;
    }

    private Tensor ofQ(Tensor g) {
        Tensor front = throughQ(q(), g);
        int extra = Matrices.columns(a) - Matrices.columns(front);
        return extra == 0 ? front : Shaping.concat(-1, front, a.detach().slice(-1, 0, extra).fullLike(0));
    }

    private Tensor ofR(Tensor g) {
        int k = Matrices.rows(r);
        int n = Matrices.columns(r);
        Tensor q = q();
        if (k == n) {
            return throughR(q, g);
        }
        Tensor beside = g.slice(-1, k, n);
        Tensor front = throughR(q, g.slice(-1, 0, k)).add(throughQ(q, a.slice(-1, k, n).matmul(beside.t())));
        return Shaping.concat(-1, front, q.matmul(beside));
    }

    /** Q mirrored(R G^T) R^-T, G the upper triangle of what arrives. */
    private Tensor throughR(Tensor q, Tensor g) {
        return byR(q.matmul(Triangles.mirrored(square().matmul(Triangles.upper(g).t()))));
    }

    /** (G - Q mirrored(G^T Q)) R^-T. */
    private Tensor throughQ(Tensor q, Tensor g) {
        return byR(g.sub(q.matmul(Triangles.mirrored(g.t().matmul(q)))));
    }

    private Tensor q() {
        if (q != null) {
            return q;
        }
        // A R^-1 would lose digits twice: once here, once in R^-T
        Qr again = Qr.of(Matrices.columns(a) == Matrices.rows(r) ? a : a.slice(-1, 0, Matrices.rows(r)));
        Tensor signs = Matrices.diagonal(again.r()).detach().sign().mul(Matrices.diagonal(r).detach().sign());
        return Matrices.scaleColumns(again.q(), signs);
    }

    /** X R^-T. @throws NumericalFailure of {@link Solve#upper} where a column depends on those before it */
    private Tensor byR(Tensor x) {
        return Solve.upper(square(), x.t()).t();
    }

    /** The first columns of R. */
    private Tensor square() {
        return Matrices.rows(r) == Matrices.columns(r) ? r : r.slice(-1, 0, Matrices.rows(r));
    }
}
