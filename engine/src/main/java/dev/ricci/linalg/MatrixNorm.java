package dev.ricci.linalg;

import dev.ricci.backend.Check;
import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/**
 * The size of matrices [.., m, n], [..]; 0 for a matrix without elements. Norms by elements are NaN or infinite where an element is; those
 * by singular values refuse it.
 */
public final class MatrixNorm {
    private MatrixNorm() {}

    /** A norm by name, for {@link #condition(Tensor, Kind)}. */
    public enum Kind {
        ONE,
        INFINITY,
        FROBENIUS,
        SPECTRAL,
        NUCLEAR;

        /** That norm of matrices. */
        public Tensor of(Tensor a) {
            return switch (this) {
                case ONE -> one(a);
                case INFINITY -> infinity(a);
                case FROBENIUS -> frobenius(a);
                case SPECTRAL -> spectral(a);
                case NUCLEAR -> nuclear(a);
            };
        }
    }

    /** The largest sum of absolute values in a column: how much A can stretch by the 1-norm of vectors. */
    public static Tensor one(Tensor a) {
        Inputs.matrices("matrixNorm one", a);
        return largest(a.abs().sum(-2));
    }

    /** The largest sum of absolute values in a row: how much A can stretch by the maximum norm of vectors. */
    public static Tensor infinity(Tensor a) {
        Inputs.matrices("matrixNorm infinity", a);
        return largest(a.abs().sum(-1));
    }

    private static Tensor largest(Tensor sums) {
        return sums.size(-1) == 0 ? sums.sum(-1) : sums.max(-1);
    }

    /** The root of the sum of squares; of a matrix of zeros the gradient is 0. */
    public static Tensor frobenius(Tensor a) {
        Inputs.matrices("matrixNorm frobenius", a);
        return Matrices.length(a, -2, -1);
    }

    /** The largest singular value: how much A can stretch a vector. */
    public static Tensor spectral(Tensor a) {
        return Inputs.scoped(() -> {
            Tensor s = Svd.values(a);
            return s.size(-1) == 0 ? s.sum(-1) : s.select(-1, 0).copy();
        }, a);
    }

    /** The sum of the singular values. */
    public static Tensor nuclear(Tensor a) {
        return Inputs.scoped(() -> Svd.values(a).sum(-1), a);
    }

    /** The largest singular value over the smallest, infinite for a singular A: how much A X = B can amplify relative errors of B. */
    public static Tensor condition(Tensor a) {
        Inputs.matrices("condition", a);
        Check.notEmpty("condition", a.shape(), a.size());
        return Inputs.scoped(() -> LeastSquaresMethods.condition(Svd.values(a)), a);
    }

    /**
     * The norm of A times the norm of its inverse, for A [.., n, n], infinite where a pivot of A's LU is zero; for
     * {@link Kind#SPECTRAL} as {@link #condition(Tensor)}, of any shape.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor condition(Tensor a, Kind kind) {
        if (kind == Kind.SPECTRAL) {
            return condition(a);
        }
        Inputs.square("condition", a);
        Check.notEmpty("condition", a.shape(), a.size());
        return Inputs.scoped(() -> {
            Tensor singular = Lu.of(a.detach()).pivots().equal(0).to(DType.INT32).max(-1).greater(0);
            Tensor regular = singular.unsqueeze(-1).unsqueeze(-1).where(Triangles.identity(a), a);
            Tensor product = kind.of(regular).mul(kind.of(Inverse.of(regular)));
            return singular.where(product.fullLike(Double.POSITIVE_INFINITY), product);
        }, a);
    }
}
