package dev.ricci.linalg;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;

/**
 * A = V diag(values) V^T for a symmetric A.
 *
 * @param values [.., n], ascending
 * @param vectors [.., n, n], orthonormal, in columns
 */
public record SymmetricEigen(Tensor values, Tensor vectors) {
    /**
     * Of a matrix [.., n, n] of which the lower triangle is read; what stands above is taken to be its mirror image
     * ({@link Symmetric#checked} refuses a matrix where it is not).
     *
     * <p>Gradients pass, as symmetric matrices. Where values are equal, those of vectors are right for losses that depend on the space of
     * the vectors only and treat the values alike (docs/MATH.md). {@link #product} has its own; for V f(values) V^T, whose gradient would
     * be wrong there, take {@link SymmetricFunction}.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static SymmetricEigen of(Tensor a) {
        Inputs.square("symmetricEigen", a);
        Tensor[] made = Matrices.factor(Factorisation.SYMMETRIC_EIGEN, a);
        return EigenGradient.tracked(a, new SymmetricEigen(made[0], made[1]));
    }

    /**
     * The values alone, [.., n], ascending, of such a matrix: a fraction of the work, unless a gradient is wanted, which needs the vectors.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor values(Tensor a) {
        Inputs.square("symmetricEigen", a);
        return Inputs.isTracked(a) ? of(a).values() : Matrices.factor(Factorisation.EIGENVALUES, a)[0];
    }

    /** V diag(values) V^T, [.., n, n]; of what {@link #of} gave its gradient is that of A, also where values are equal. */
    public Tensor product() {
        return EigenGradient.product(this);
    }

    /**
     * The k largest values, ascending, and their vectors [n, k], of one matrix [n, n] that is symmetric as a whole, by
     * {@link Lanczos#DEFAULT}: a few products with A where {@link #of} works through all of it. Up to a few hundred rows, and for
     * more than a tenth of the values, {@link #of} is faster.
     *
     * @throws NumericalFailure where it does not converge, or for NaN or infinity
     */
    public static SymmetricEigen largest(Tensor a, int k) {
        Inputs.matricesWithoutHistory("symmetricEigen", a);
        return Lanczos.DEFAULT.largest(LinearOperator.of(a), k);
    }

    /** {@link #largest(Tensor, int)} of an operator; the smallest, and other settings, by {@link Lanczos}. */
    public static SymmetricEigen largest(LinearOperator a, int k) {
        return Lanczos.DEFAULT.largest(a, k);
    }
}
