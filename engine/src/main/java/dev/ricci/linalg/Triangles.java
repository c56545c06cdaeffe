package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Tensor;

/** Parts of floating-point matrices [.., m, n] by the place of an element; gradients pass. */
public final class Triangles {
    private Triangles() {}

    /** The n by n identity on a device. */
    static Tensor identity(Backend device, DType dtype, int n) {
        Tensor places = places(device, n);
        return Tensor.map(X.equal(Y), places.unsqueeze(1), places).to(dtype);
    }

    /** The identity in the type and on the device of square matrices, for all of them [n, n]. */
    static Tensor identity(Tensor like) {
        return identity(like.backend(), like.dtype(), Matrices.rows(like));
    }

    /** The elements on and above the diagonal, zeros below. */
    public static Tensor upper(Tensor a) {
        return part(Y.lessEqual(Z).select(X, of(0)), a);
    }

    /** The elements on and below the diagonal, zeros above. */
    public static Tensor lower(Tensor a) {
        return part(Z.lessEqual(Y).select(X, of(0)), a);
    }

    /** The elements below the diagonal, zeros on and above it. */
    static Tensor strictlyLower(Tensor a) {
        return part(Z.less(Y).select(X, of(0)), a);
    }

    /** The elements beside the diagonal, ones on it. */
    static Tensor unitDiagonal(Tensor a) {
        return part(Y.equal(Z).select(of(1), X), a);
    }

    /** The symmetric matrix whose lower triangle is that of a square one. */
    static Tensor mirrored(Tensor a) {
        Tensor half = part(Z.less(Y).select(X, Y.equal(Z).select(X.mul(0.5), of(0))), a);
        return half.add(half.t());
    }

    /** (A + A^T) / 2. */
    static Tensor symmetric(Tensor a) {
        return Tensor.map(X.add(Y).mul(0.5), a, a.t());
    }

    /** The m by n matrices with given diagonals [.., min(m, n)], zeros beside them. */
    static Tensor diagonal(Tensor values, int m, int n) {
        Tensor rows = places(values.backend(), m).to(values.dtype()).unsqueeze(1);
        return Tensor.map(Y.equal(Z).select(X, of(0)), values.unsqueeze(m >= n ? -2 : -1), rows,
                places(values.backend(), n).to(values.dtype()));
    }

    /** The elements below the diagonal, ones on it, zeros above. */
    static Tensor unitLower(Tensor a) {
        return part(Z.less(Y).select(X, Y.equal(Z).select(of(1), of(0))), a);
    }

    private static Tensor part(Formula elementRowColumn, Tensor a) {
        Inputs.matrices("triangles", a);
        Tensor rows = places(a.backend(), Matrices.rows(a)).to(a.dtype()).unsqueeze(1);
        return Tensor.map(elementRowColumn, a, rows, places(a.backend(), Matrices.columns(a)).to(a.dtype()));
    }

    /** 0, 1, ..., n - 1 in int32 on a device. */
    static Tensor places(Backend device, int n) {
        View v = device.allocate(DType.INT32, n);
        if (n > 0) {
            device.map(Formula.of(1), v);
            device.scan(Reduction.SUM, v, v, 0);
            device.map(X.sub(1), v, v);
        }
        return Tensor.of(v);
    }
}
