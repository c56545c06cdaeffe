package dev.ricci.linalg;

import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;

/** The randomized search for the k largest singular values of one matrix or a batch, and what it tells of its own error. */
final class RangeFinder {
    private final Tensor a;
    private final RandomProjection options;
    private final Tensor directions;
    /** Random vectors that the search never sees, and what A makes of them. */
    private final Tensor tests;
    private Tensor tested;

    /** @param tests how many vectors judge the result, 0 for none */
    RangeFinder(Tensor a, int directions, int tests, RandomProjection options) {
        this.a = a;
        this.options = options;
        Generator random = new Generator(a.backend(), options.seed());
        this.directions = random.normal(a.dtype(), Matrices.columns(a), directions);
        this.tests = tests == 0 ? null : random.normal(a.dtype(), Matrices.columns(a), tests);
    }

    /** Algorithm 5.1 upon 4.4. */
    Svd svd(int k) {
        Tensor q = range();
        Tensor projected = q.t().matmul(a);
        if (!TallBasis.isTall(projected.t())) {
            Svd small = Svd.of(projected);
            return new Svd(q.matmul(small.u().slice(-1, 0, k)), small.s().slice(-1, 0, k).copy(), small.vt().slice(-2, 0, k).copy());
        }
        Tensor rows = TallBasis.of(projected.t());
        Svd small = Svd.of(projected.matmul(rows));
        return new Svd(q.matmul(small.u().slice(-1, 0, k)), small.s().slice(-1, 0, k).copy(),
                small.vt().slice(-2, 0, k).matmul(rows.t()));
    }

    /** (A - U S V^T) times the test vectors, in columns: the products with A were made along with the search. */
    Tensor remainder(Svd found) {
        Tensor back = Matrices.scaleColumns(found.u(), found.s()).matmul(found.vt().matmul(tests));
        return tested.sub(back);
    }

    /**
     * Algorithm 4.4: an orthonormal basis of what A makes of random directions. Directions are made orthonormal anew after every
     * A^T A, on the short side: values below sqrt(epsilon) times the largest are not told apart, and no QR of a tall matrix is spent.
     */
    private Tensor range() {
        if (Matrices.rows(a) >= Matrices.columns(a)) {
            return TallBasis.of(testing(repeated(a, directions)));
        }
        return repeated(a.t(), TallBasis.of(testing(directions)));
    }

    /** A times directions, and in the same product A times the test vectors. */
    private Tensor testing(Tensor v) {
        if (tests == null) {
            return a.matmul(v);
        }
        int[] batch = Matrices.batch(a);
        int n = Matrices.columns(a);
        int count = Matrices.columns(v);
        Tensor both = Shaping.concat(-1, v.broadcastTo(Matrices.shape(batch, n, count)),
                tests.broadcastTo(Matrices.shape(batch, n, Matrices.columns(tests))));
        Tensor made = a.matmul(both);
        tested = made.slice(-1, count, count + Matrices.columns(tests));
        return made.slice(-1, 0, count);
    }

    /** (A^T A) to the power of the iterations, applied to directions. */
    private Tensor repeated(Tensor m, Tensor start) {
        Tensor v = start;
        for (int i = 0; i < options.powerIterations(); i++) {
            v = TallBasis.of(m.t().matmul(m.matmul(v)));
        }
        return v;
    }
}
