package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.DType;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/**
 * Orthonormal columns that span those of a tall matrix, by products alone where its columns are independent enough (CholeskyQR2:
 * Yamamoto, Nakatsukasa, Yanagisawa &amp; Fukaya 2015), else by Householder reflectors.
 *
 * <p>The Gram matrix is made in float64 and scaled to a diagonal of ones, so that float32 columns of any lengths may be as near to
 * dependent as {@link #LEAST}; the second round takes away what rounding has left of the first.
 */
final class TallBasis {
    /** The least diagonal of the scaled Cholesky factor that is still taken: below, digits of the first round are lost. */
    private static final double LEAST = 1e-4;
    /** Rows for each column from which products are faster than reflectors. */
    private static final int TALL = 8;

    private TallBasis() {}

    static boolean isTall(Tensor a) {
        return Matrices.rows(a) >= TALL * (long) Matrices.columns(a);
    }

    static Tensor of(Tensor a) {
        if (isTall(a)) {
            try {
                Tensor once = once(a, DType.FLOAT64);
                if (once != null) {
                    return once(once, a.dtype());
                }
            } catch (NumericalFailure dependent) { // columns of zeros, or dependent within rounding
                return Qr.of(a).q();
            }
        }
        return Qr.of(a).q();
    }

    /** A D^-1 L^-T with L L^T the Gram matrix of A D^-1, whose columns have length 1; null where L is near to singular. */
    private static Tensor once(Tensor a, DType dtype) {
        Tensor wide = a.to(dtype);
        Tensor gram = wide.t().matmul(wide);
        Tensor lengths = Matrices.diagonal(gram).sqrt();
        Tensor scaled = Tensor.map(X.div(Y.mul(Z)), gram, lengths.unsqueeze(-1), lengths.unsqueeze(-2));
        Tensor l = Cholesky.of(scaled).l();
        if (!(Matrices.diagonal(l).min().item() > LEAST)) {
            return null;
        }
        Tensor inverse = Solve.lower(l, Tensor.eye(dtype, Matrices.columns(a)).to(a.backend())).t();
        return a.matmul(inverse.div(lengths.unsqueeze(-1)).to(a.dtype()));
    }
}
