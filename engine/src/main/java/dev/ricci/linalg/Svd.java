package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.Factorisation;
import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;

/**
 * The singular value decomposition A = U diag(S) V^T, for the k = min(m, n) values or the largest few.
 *
 * @param u [.., m, k], orthonormal columns
 * @param s [.., k], descending, none negative
 * @param vt [.., k, n], orthonormal rows
 */
public record Svd(Tensor u, Tensor s, Tensor vt) {
    /**
     * Of any floating-point matrix [.., m, n]. The sign of a column of U together with its row of V^T is not determined.
     *
     * <p>Gradients pass. Where values are equal, those of vectors are right for losses that depend on the space of the vectors only and
     * treat the values alike (docs/MATH.md). {@link #product} and {@link #pseudoInverse} have their own; U f(S) V^T put together in
     * another way has a wrong one there.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Svd of(Tensor a) {
        Inputs.matrices("svd", a);
        Tensor[] made = Matrices.factor(Factorisation.SVD, a);
        return SvdGradient.tracked(a, new Svd(made[0], made[1], made[2]));
    }

    /**
     * The same by one-sided Jacobi rotations, slower: every singular value keeps its digits, however small, where the columns of A (the
     * rows of a wide A, either of a square one) only differ in size and are well conditioned once they are brought to one length
     * (Demmel &amp; Veselic 1992); one below 1e-120 times the largest may come out as 0. {@link #of} promises an error of a few units in
     * the last place of the largest value for all.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Svd jacobi(Tensor a) {
        Inputs.matrices("svd", a);
        Tensor[] made = Matrices.factor(Factorisation.JACOBI_SVD, a);
        return SvdGradient.tracked(a, new Svd(made[0], made[1], made[2]));
    }

    /**
     * With all of U [.., m, m] and V^T [.., n, n]: their last columns and rows, for which there is no value, complete the bases.
     * Gradients of what they add are those of the spaces they span.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Svd full(Tensor a) {
        return SvdSizes.full(a);
    }

    /**
     * The values alone, [.., k]: a fraction of the work, unless a gradient is wanted, which needs the vectors.
     *
     * @throws NumericalFailure for NaN or infinity
     */
    public static Tensor values(Tensor a) {
        Inputs.matrices("svd", a);
        return Inputs.isTracked(a) ? of(a).s() : Matrices.factor(Factorisation.SINGULAR_VALUES, a)[0];
    }

    /**
     * The k largest values and their vectors, exactly: no matrix of rank k is nearer to A (Eckart &amp; Young 1936).
     *
     * @param k from 0 to min(m, n)
     * @throws NumericalFailure for NaN or infinity
     */
    public static Svd largest(Tensor a, int k) {
        return SvdSizes.largest(a, k);
    }

    /**
     * As few of the largest values as leave |A - U diag(S) V^T| at most tolerance times |A|, in the Frobenius norm; in a batch, as many
     * for all as the matrix needs that needs most. Waits for the device.
     *
     * @param tolerance from 0 to below 1; at 0 as many as are not zero
     * @throws NumericalFailure for NaN or infinity
     */
    public static Svd truncated(Tensor a, double tolerance) {
        return SvdSizes.truncated(a, tolerance);
    }

    /**
     * The k largest values and their vectors, nearly: by random projection (Halko, Martinsson &amp; Tropp 2011), in a few products with A.
     *
     * <p>Gradients do not pass. Good where values fall off after k; more power iterations cost two products each and sharpen slow falls.
     * {@link RandomizedSvd} also says how much is left of A.
     *
     * @param k from 1 to min(m, n)
     * @throws NumericalFailure for NaN or infinity
     */
    public static Svd randomized(Tensor a, int k, RandomProjection options) {
        return RandomizedSvd.plain(a, k, options);
    }

    /** {@link #randomized(Tensor, int, RandomProjection)} with {@link RandomProjection#DEFAULT}. */
    public static Svd randomized(Tensor a, int k) {
        return randomized(a, k, RandomProjection.DEFAULT);
    }

    /**
     * U diag(S) V^T, [.., m, n]; of what the methods of this class gave its gradient is that of A, or of A cut off behind the values that
     * are there, also where values are equal (but not where the cut goes between equal ones: there is none).
     */
    public Tensor product() {
        Tensor a = SvdGradient.origin(this);
        return a == null ? multiplied() : SvdGradient.product(this, a, History.off(this::multiplied));
    }

    private Tensor multiplied() {
        return Matrices.scaleColumns(thinU(), s).matmul(thinVt());
    }

    /** Without the columns for which there is no value. */
    private Tensor thinU() {
        return u.slice(-1, 0, s.size(-1));
    }

    private Tensor thinVt() {
        return vt.slice(-2, 0, s.size(-1));
    }

    /** How many values exceed tolerance times the largest, int32 [..]; zero for a matrix without elements. */
    public Tensor rank(double tolerance) {
        Tolerance.check("svd", tolerance);
        return above(tolerance).sum(-1);
    }

    /** {@link #rank(double)} with the tolerance of {@link #tolerance}. */
    public Tensor rank() {
        return rank(tolerance());
    }

    /** max(m, n) units in the last place: what rounding leaves of a value that is zero. */
    public double tolerance() {
        return Tolerance.of(u.size(-2), vt.size(-1), s.dtype());
    }

    /**
     * The matrix of least size (Moore and Penrose) that undoes {@link #product}, [.., n, m]; values up to tolerance times the largest count
     * as zero. Gradients as for {@link PseudoInverse#of(Tensor, double)}.
     */
    public Tensor pseudoInverse(double tolerance) {
        Tolerance.check("svd", tolerance);
        Tensor a = SvdGradient.origin(this);
        if (a == null) {
            return inverted(tolerance);
        }
        Tensor plain = History.off(() -> inverted(tolerance));
        return PseudoInverseGradient.tracked(kept(a, tolerance), plain);
    }

    /** What is left of A without the values that count as zero. */
    private Tensor kept(Tensor a, double tolerance) {
        if (s.size(-1) == Matrices.least(a) && tolerance <= tolerance()) {
            return a;
        }
        Tensor counts = above(tolerance).to(s.dtype());
        return SvdGradient.projected(a, Matrices.scaleColumns(thinU(), counts), Matrices.scaleRows(thinVt(), counts));
    }

    private Tensor inverted(double tolerance) {
        Tensor inverse = above(tolerance).where(s.reciprocal(), s.fullLike(0));
        return Matrices.scaleColumns(thinVt().t(), inverse).matmul(thinU().t());
    }

    /** {@link #pseudoInverse(double)} with the tolerance of {@link #tolerance}. */
    public Tensor pseudoInverse() {
        return pseudoInverse(tolerance());
    }

    private Tensor above(double tolerance) {
        return s.size(-1) == 0 ? s.greater(0) : Tensor.map(Y.mul(tolerance).less(X), s, s.slice(-1, 0, 1));
    }
}
