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
        return Shaping.concat(-1, columns, Qr.complete(columns).q().slice(-1, k, m));
    }
}
