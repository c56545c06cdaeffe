package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;

/**
 * The pullbacks of A = V diag(w) V^T for symmetric A (Giles 2008, "Collected matrix derivative results", 3.1; docs/MATH.md), as
 * symmetric matrices.
 *
 * <p>Values that differ by less than the rounding of the largest count as equal, and the terms that would divide by their difference
 * are left out.
 */
final class EigenGradient {
    private final Tensor values;
    private final Tensor vectors;

    private EigenGradient(Tensor a, SymmetricEigen plain) {
        values = Tensor.result("symmetricEigen values", plain.values().view(), (i, g) -> ofValues(g.to(a.dtype())), a);
        vectors = Tensor.result("symmetricEigen vectors", plain.vectors().view(), (i, g) -> ofVectors(g.to(a.dtype())), a);
    }

    /** The decomposition with the history that a asks for. */
    static SymmetricEigen tracked(Tensor a, SymmetricEigen plain) {
        if (!Inputs.isTracked(a)) {
            return plain;
        }
        EigenGradient g = new EigenGradient(a, plain);
        return new SymmetricEigen(g.values, g.vectors);
    }

    /** V diag(w) V^T; of a decomposition of A with history, with the gradient of A as a symmetric matrix: right where values are equal. */
    static Tensor product(SymmetricEigen eigen) {
        Tensor a = Origin.of("symmetricEigen ", eigen.values(), eigen.vectors());
        if (a == null) {
            return multiplied(eigen);
        }
        Tensor plain = History.off(() -> multiplied(eigen));
        return Tensor.result("symmetricEigen product", plain.view(), (i, g) -> Triangles.symmetric(g.to(a.dtype())), a);
    }

    private static Tensor multiplied(SymmetricEigen eigen) {
        return Matrices.scaleColumns(eigen.vectors(), eigen.values()).matmul(eigen.vectors().t());
    }

    private Tensor ofValues(Tensor g) {
        return Matrices.scaleColumns(vectors, g).matmul(vectors.t());
    }

    /** V K V^T, k_ij = (m_ij - m_ji) / (2 (w_j - w_i)) with M = V^T G, 0 where w_i and w_j count as equal. */
    private Tensor ofVectors(Tensor g) {
        if (values.size() == 0) {
            return g;
        }
        Tensor m = vectors.t().matmul(g);
        int n = values.size(-1);
        Tensor ends = values.detach();
        Tensor largest = Tensor.map(X.abs().max(Y.abs()), ends.slice(-1, 0, 1), ends.slice(-1, n - 1, n));
        Tensor rows = values.unsqueeze(-1);
        Tensor columns = values.unsqueeze(-2);
        double tolerance = Tolerance.of(n, n, values.dtype());
        Tensor coupling = Tensor.map(W.mul(tolerance).less(Z.sub(Y).abs()).select(X.div(Z.sub(Y).mul(2)), of(0)),
                m.sub(m.t()), rows, columns, largest.unsqueeze(-1));
        return vectors.matmul(coupling).matmul(vectors.t());
    }
}
