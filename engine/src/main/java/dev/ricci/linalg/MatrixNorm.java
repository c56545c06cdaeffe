package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Check;
import dev.ricci.tensor.Tensor;

/** The size of matrices [.., m, n], [..]; 0 for a matrix without elements. */
public final class MatrixNorm {
    private MatrixNorm() {}

    /** The root of the sum of squares. */
    public static Tensor frobenius(Tensor a) {
        Matrices.floating("frobenius", a);
        return a.norm(-2, -1);
    }

    /** The largest singular value: how much A can stretch a vector. */
    public static Tensor spectral(Tensor a) {
        Tensor s = Svd.of(a).s();
        return s.size(-1) == 0 ? s.sum(-1) : s.select(-1, 0);
    }

    /** The sum of the singular values. */
    public static Tensor nuclear(Tensor a) {
        return Svd.of(a).s().sum(-1);
    }

    /** The largest singular value over the smallest, infinite for a singular A: how much A X = B can amplify relative errors of B. */
    public static Tensor condition(Tensor a) {
        Matrices.floating("condition", a);
        Check.notEmpty("condition", a.shape(), a.size());
        Tensor s = Svd.of(a).s();
        return Tensor.map(Y.equal(of(0)).select(of(Double.POSITIVE_INFINITY), X.div(Y)), s.select(-1, 0), s.select(-1, -1));
    }
}
