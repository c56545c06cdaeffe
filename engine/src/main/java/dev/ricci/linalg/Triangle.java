package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Tensor;

/** Parts of matrices [.., m, n] by where elements stand: triangles, and the diagonal. Gradients of any order pass. */
final class Triangle {
    private static final Formula ROW = Y;
    private static final Formula COLUMN = Z;

    private Triangle() {}

    /** What stands on and below the diagonal, 0 elsewhere. */
    static Tensor lower(Tensor a) {
        return where(COLUMN.lessEqual(ROW).select(X, of(0)), a);
    }

    /** What stands below the diagonal, 0 elsewhere. */
    static Tensor strictlyLower(Tensor a) {
        return where(COLUMN.less(ROW).select(X, of(0)), a);
    }

    /** What stands on and above the diagonal, 0 elsewhere. */
    static Tensor upper(Tensor a) {
        return where(ROW.lessEqual(COLUMN).select(X, of(0)), a);
    }

    /** The symmetric matrix whose lower triangle is that of a square one. */
    static Tensor mirrored(Tensor a) {
        Tensor half = where(COLUMN.less(ROW).select(X, COLUMN.equal(ROW).select(X.mul(0.5), of(0))), a);
        return half.add(half.t());
    }

    /** (A + A^T) / 2. */
    static Tensor symmetric(Tensor a) {
        return Tensor.map(X.add(Y).mul(0.5), a, a.t());
    }

    /** The m by n matrices with given diagonals [.., min(m, n)], 0 elsewhere. */
    static Tensor diagonal(Tensor values, int m, int n) {
        Tensor along = values.unsqueeze(m >= n ? -2 : -1);
        return Tensor.map(ROW.equal(COLUMN).select(X, of(0)), along, numbers(values.backend(), m).unsqueeze(1),
                numbers(values.backend(), n));
    }

    private static Tensor where(Formula f, Tensor a) {
        Tensor rows = numbers(a.backend(), Matrices.rows(a));
        return Tensor.map(f, a, rows.unsqueeze(1), numbers(a.backend(), Matrices.columns(a)));
    }

    /** int32 0, 1, ..., n - 1 on a device. */
    static Tensor numbers(Backend device, int n) {
        View v = device.allocate(DType.INT32, n);
        device.map(of(1), v);
        device.scan(Reduction.SUM, v, v, 0);
        device.map(X.sub(1), v, v);
        return Tensor.of(v);
    }
}
