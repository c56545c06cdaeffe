package dev.ricci.linalg;

import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/** Orthonormal columns, with more of them until there are as many as rows. */
final class Completed {
    private Completed() {}

    /** Of [.., m, k], [.., m, m]: the first k columns as they are, the others those of a complete QR. */
    static Tensor of(Tensor columns) {
        int m = Matrices.rows(columns);
        int k = Matrices.columns(columns);
        if (k == m) {
            return columns;
        }
        if (k == 0) {
            return Triangles.identity(columns.backend(), columns.dtype(), m).broadcastTo(Matrices.shape(Matrices.batch(columns), m, m));
        }
        return by(columns, Qr.complete(columns.detach()).q().slice(-1, k, m));
    }

    /**
     * The columns, and others that complete them. Where they have a history the others follow them: they are turned as little as keeps
     * all orthonormal, for functions that do not depend on the choice of the others.
     */
    static Tensor by(Tensor columns, Tensor others) {
        if (!Inputs.isTracked(columns)) {
            return Shaping.concat(-1, columns, others);
        }
        Tensor beside = others.sub(columns.matmul(columns.t().matmul(others)));
        return Shaping.concat(-1, columns, Qr.of(beside).q());
    }
}
