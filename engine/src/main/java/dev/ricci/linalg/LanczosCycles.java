package dev.ricci.linalg;

import static dev.ricci.formula.Formula.*;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/**
 * The work of {@link Lanczos}: an orthonormal basis V, A V beside it, and the eigenvectors of A within its span (Rayleigh and Ritz).
 *
 * <p>A V is kept, so that the projected matrix V^T A V and the residuals are computed from the vectors as they are, whatever rounding has
 * done to recurrences.
 */
final class LanczosCycles {
    /** Rounding of a residual, in units of epsilon times the root of n times the largest value. */
    private static final double ROUNDING = 8;

    private final Lanczos options;
    private final LinearOperator a;
    private final int k;
    private final int n;
    private final int space;
    private final int kept;
    private final double tolerance;
    private final Generator random;
    private final Tensor v;
    private final Tensor av;
    private int count;
    private int width;

    LanczosCycles(Lanczos options, LinearOperator a, int k) {
        this.options = options;
        this.a = a;
        this.k = k;
        n = a.rows();
        long wanted = options.space() > 0 ? options.space() : 2L * k + 10L * options.block();
        space = (int) Math.min(n, whole(wanted));
        kept = (int) Math.min(space, whole(k + options.block()));
        tolerance = Math.max(options.tolerance(), ROUNDING * a.dtype().epsilon() * Math.sqrt(n));
        random = new Generator(a.device(), options.seed());
        v = Tensor.of(a.device().allocate(a.dtype(), n, space));
        av = Tensor.of(a.device().allocate(a.dtype(), n, space));
    }

    /** In whole blocks: a block cut short would lose directions in which the vectors kept are still wrong. */
    private long whole(long vectors) {
        return Math.ceilDiv(vectors, options.block()) * options.block();
    }

    SymmetricEigen run() {
        width = Math.min(options.block(), n);
        Iterate next = new Iterate(Qr.of(random.normal(a.dtype(), n, width)).q());
        for (int cycle = 0; cycle < options.cycles(); cycle++) {
            try (Scope scope = Scope.open()) {
                grow(next);
                SymmetricEigen found = restart();
                if (found != null) {
                    return new SymmetricEigen(scope.keep(found.values()), scope.keep(found.vectors()));
                }
            }
        }
        throw new NumericalFailure(Lanczos.NAME + ": " + options.cycles() + " cycles have not found " + k + " eigenvalues to a residual of "
                + tolerance + "; allow more cycles, a larger space, or a larger residual");
    }

    /** Takes in blocks until the space is full; next is then what would have come. */
    private void grow(Iterate next) {
        while (count < space) {
            try (Scope _ = Scope.open()) {
                Tensor q = next.value().slice(1, 0, Math.min(width, space - count));
                Tensor product = a.apply(q);
                put(v, count, q);
                put(av, count, product);
                count += q.size(1);
                if (count < n) {
                    Tensor block = orthogonal(product);
                    width = block.size(1);
                    put(next.value(), 0, block);
                }
            }
        }
    }

    /**
     * A whole block of orthonormal columns, or as many as n dimensions leave, orthogonal to V: those of the product, made so twice.
     * Noise at the level of rounding gives directions where the product has none left, as in an invariant space.
     */
    private Tensor orthogonal(Tensor product) {
        Tensor basis = v.slice(1, 0, count);
        int most = Math.min(options.block(), n - count);
        Tensor noise = random.normal(a.dtype(), n, most);
        Tensor size = product.norm().mul(a.dtype().epsilon());
        Tensor left = noise.mul(Tensor.map(X.equal(of(0)).select(of(1), X), size));
        int made = Math.min(most, product.size(1));
        Tensor first = left.slice(1, 0, made).add(without(basis, product.slice(1, 0, made)));
        Tensor once = Qr.of(Shaping.concat(1, first, left.slice(1, made, most))).q();
        return Qr.of(without(basis, once)).q();
    }

    private static Tensor without(Tensor basis, Tensor block) {
        return block.sub(basis.matmul(basis.t().matmul(block)));
    }

    private static void put(Tensor into, int column, Tensor block) {
        block.backend().map(X, into.slice(1, column, column + block.size(1)).view(), block.view());
    }

    /** The best vectors of the space: the answer where their residuals are small, else null, and the space begins with them. */
    private SymmetricEigen restart() {
        Tensor projected = v.t().matmul(av);
        Tensor mirrored = projected.add(projected.t()).mul(0.5);
        SymmetricEigen all = SymmetricEigen.of(mirrored);
        Tensor best = all.vectors().slice(1, space - kept, space);
        Tensor values = all.values().slice(0, space - kept, space);
        Tensor x = v.matmul(best);
        Tensor ax = av.matmul(best);
        double[] told = Shaping.concat(0, ax.sub(Matrices.scaleColumns(x, values)).slice(1, kept - k, kept).norm(0),
                all.values().abs().max().unsqueeze(0), projected.sub(mirrored).norm().unsqueeze(0),
                projected.norm().unsqueeze(0)).toDoubles();
        checkSymmetric(told[k + 1], told[k + 2]);
        boolean small = true;
        for (int i = 0; i < k; i++) {
            small &= told[i] <= tolerance * told[k];
        }
        if (small || space == n) {
            return new SymmetricEigen(values.slice(0, kept - k, kept).copy(), x.slice(1, kept - k, kept).copy());
        }
        put(v, 0, x);
        put(av, 0, ax);
        count = kept;
        return null;
    }

    private void checkSymmetric(double skew, double size) {
        if (skew > Math.sqrt(a.dtype().epsilon()) * size) {
            throw new IllegalArgumentException(Lanczos.NAME + ": the operator is not symmetric: of its projection of size " + size
                    + " a part of " + skew + " is not; take the normal operator, or gmres for equations");
        }
    }
}
