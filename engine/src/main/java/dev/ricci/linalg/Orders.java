package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;

/** Rows put into an order that a factorisation found, [.., n] in int32, each matrix of a batch into its own. */
final class Orders {
    private Orders() {}

    /** B[order]: row i of the result is row order[i] of B [.., n, r]; leading axes broadcast. */
    static Tensor apply(Tensor order, Tensor b) {
        if (order.rank() == 1) {
            return b.gather(order, -2);
        }
        int n = Matrices.rows(b);
        int[] batch = Check.broadcast("order (leading axes)", leading(order), Matrices.batch(b));
        int[] full = Matrices.shape(batch, n, Matrices.columns(b));
        int count = Inputs.count(batch);
        Tensor lines = order.broadcastTo(Matrices.shape(batch, n)).reshape(count, n)
                .add(Triangles.places(order.backend(), count).mul(n).unsqueeze(1));
        return b.broadcastTo(full).reshape(count * n, Matrices.columns(b)).gather(lines.reshape(count * n), 0).reshape(full);
    }

    /** The rows of B back from where {@link #apply} took them: row order[i] of the result is row i of B. */
    static Tensor undo(Tensor order, Tensor b) {
        return apply(order.argsort(-1), b);
    }

    private static int[] leading(Tensor order) {
        return Arrays.copyOf(order.shape(), order.rank() - 1);
    }
}
