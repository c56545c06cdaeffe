package dev.ricci.autograd;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/** Jacobians by rows: for each element of a result the gradient of the targets, the history being walked again and again. */
final class Rows {
    private final Trace trace;
    private final long since;
    private final Tensor[] targets;

    /** For targets of which results have been made since a place in the history. */
    Rows(Trace trace, long since, Tensor... targets) {
        this.trace = trace;
        this.since = since;
        this.targets = targets;
    }

    /** For each target a matrix: the elements of the result by the elements of the target. */
    Tensor[] matrices(Tensor result) {
        return trace.derive(() -> trace.isTracked() ? all(result) : scoped(result));
    }

    /** Of all that is made, only the matrices stay. */
    private Tensor[] scoped(Tensor result) {
        try (Scope scope = Scope.open()) {
            Tensor[] matrices = all(result);
            for (Tensor m : matrices) {
                scope.keep(m);
            }
            return matrices;
        }
    }

    private Tensor[] all(Tensor result) {
        int m = Math.toIntExact(result.size());
        Tensor[][] rows = new Tensor[targets.length][m];
        // made on the device, so that it can be recorded, and in int32, which counts further than float16
        Tensor place = m == 0 || !result.isTracked() ? null : result.fullLike(1).reshape(-1).to(DType.INT32).cumsum(0);
        for (int r = 0; place != null && r < m; r++) {
            Tensor[] row = trace.isTracked() ? row(result, place, r) : scopedRow(result, place, r);
            for (int i = 0; i < row.length; i++) {
                rows[i][r] = row[i];
            }
        }
        Tensor[] matrices = new Tensor[targets.length];
        for (int i = 0; i < matrices.length; i++) {
            matrices[i] = place != null ? Shaping.concat(0, rows[i]) : zeros(m, targets[i]);
        }
        return matrices;
    }

    private static Tensor zeros(int m, Tensor target) {
        int n = Math.toIntExact(target.size());
        return target.fullLike(0).reshape(1, n).broadcastTo(m, n);
    }

    private Tensor[] scopedRow(Tensor result, Tensor place, int r) {
        try (Scope scope = Scope.open()) {
            Tensor[] row = row(result, place, r);
            for (Tensor t : row) {
                scope.keep(t);
            }
            return row;
        }
    }

    /** The gradients for the element r, each as a matrix of one row. */
    private Tensor[] row(Tensor result, Tensor place, int r) {
        Tensor one = Tensor.map(X.equal(Y).select(of(1), of(0)), place, place.slice(0, r, r + 1)).to(result.dtype());
        Tensor[] row = Trace.pull(since, new Tensor[] {result}, new Tensor[] {one.reshape(result.shape())}, true, targets);
        for (int i = 0; i < row.length; i++) {
            row[i] = row[i].reshape(1, Math.toIntExact(targets[i].size()));
        }
        return row;
    }
}
