package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static dev.ricci.linalg.Slopes.symmetric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.autograd.GradientCheck;
import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Where singular values or eigenvalues are equal: what has a gradient keeps it, and nothing is NaN. */
class EqualValuesTest {
    /** m by n with given singular values. */
    private static Tensor withValues(int m, int n, double... s) {
        Tensor u = Qr.of(Near.random(m, s.length)).q();
        Tensor v = Qr.of(Near.random(n, s.length)).q();
        return u.mul(Tensor.of(s, 1, s.length)).matmul(v.t());
    }

    private static Tensor symmetricWithValues(double... w) {
        Tensor v = Qr.of(Near.random(w.length, w.length)).q();
        return symmetric(v.mul(Tensor.of(w, 1, w.length)).matmul(v.t()));
    }

    private static void assertSlope(UnaryOperator<Tensor> f, Tensor a) {
        GradientCheck check = GradientCheck.of(t -> f.apply(t[0]), a);
        assertTrue(check.error() < 1e-6, check::toString);
    }

    /** The projection on the space of vectors from column i to j. */
    private static Tensor projection(Tensor vectors, int i, int j) {
        Tensor part = vectors.slice(-1, i, j);
        return part.matmul(part.t());
    }

    @Test
    void spacesOfEqualEigenvaluesHaveGradients() {
        Tensor a = symmetricWithValues(2, 2, 2, 5, 7);
        assertSlope(x -> projection(SymmetricEigen.of(symmetric(x)).vectors(), 0, 3), a);
        assertSlope(x -> projection(SymmetricEigen.of(symmetric(x)).vectors(), 3, 4), a);
        assertSlope(x -> SymmetricEigen.of(symmetric(x)).values().exp().sum(), a);
        assertSlope(x -> SymmetricEigen.of(symmetric(x)).values().slice(-1, 3, 5), a);
    }

    @Test
    void spacesOfEqualSingularValuesHaveGradients() {
        for (Tensor a : List.of(withValues(4, 4, 3, 3, 1, 0.5), withValues(5, 3, 3, 3, 1), withValues(3, 5, 3, 3, 1))) {
            assertSlope(x -> projection(Svd.of(x).u(), 0, 2), a);
            assertSlope(x -> projection(Svd.of(x).vt().t(), 0, 2), a);
            assertSlope(x -> projection(Svd.of(x).vt().t(), 2, 3), a);
            assertSlope(x -> Svd.of(x).s().square().sum(), a);
            assertSlope(MatrixNorm::nuclear, a);
        }
    }

    /** Rank 2: the vectors of the value that is zero turn freely, those of the others do not. */
    @Test
    void zerosAmongSingularValuesOfATallMatrix() {
        Tensor a = withValues(5, 3, 3, 2, 0);
        assertSlope(x -> projection(Svd.of(x).u(), 0, 2), a);
        assertSlope(x -> projection(Svd.of(x).vt().t(), 2, 3), a);
        assertSlope(x -> Svd.of(x).s().slice(-1, 0, 2), a);
    }

    /** U S V^T is A, and its gradient that of A, which no difference of values divides; of any order. */
    @Test
    void productsHaveTheGradientOfTheMatrix() {
        for (Tensor a : List.of(withValues(4, 4, 3, 3, 1, 1), withValues(5, 3, 2, 2, 0), withValues(3, 5, 3, 3, 3), Tensor.eye(DType.FLOAT64, 3))) {
            Tensor wanted = Slopes.weights(a);
            assertNear(wanted, Slopes.gradient(x -> Svd.of(x).product(), a), 0);
            assertNear(wanted, Slopes.gradient(x -> Svd.full(x).product(), a), 0);
            Slopes.assertSlopes("product", x -> Svd.of(x).product().sin(), a);
        }
        Tensor symmetric = symmetricWithValues(2, 2, 2, 5, 7);
        assertNear(symmetric(Slopes.weights(symmetric)), Slopes.gradient(x -> SymmetricEigen.of(x).product(), symmetric), 0);
        Slopes.assertSlopes("product", x -> SymmetricEigen.of(symmetric(x)).product().sin(), symmetric);
    }

    /** Two of three values that are equal are kept with all of theirs, or the cut would go through a space. */
    @Test
    void productsOfTheLargestValues() {
        for (Tensor a : List.of(withValues(4, 4, 3, 3, 1, 0.5), withValues(5, 3, 3, 3, 1), withValues(3, 5, 3, 3, 1))) {
            assertSlope(x -> Svd.largest(x, 2).product(), a);
            assertSlope(x -> Svd.largest(x, 2).pseudoInverse(), a);
            assertSlope(x -> Svd.truncated(x, 0.5).product(), a);
        }
    }

    @Test
    void pseudoInverses() {
        for (Tensor a : List.of(withValues(4, 4, 3, 3, 1, 1), withValues(5, 3, 3, 3, 1), withValues(3, 5, 3, 3, 1))) {
            assertSlope(x -> Svd.of(x).pseudoInverse(), a);
            assertSlope(x -> Svd.full(x).pseudoInverse(), a);
            assertSlope(x -> Svd.of(x).pseudoInverse(0.5), a);
            assertSlope(x -> PseudoInverse.of(x, 0.5), a);
        }
        Tensor low = withValues(4, 3, 3, 3, 0);
        assertNear(Slopes.gradient(PseudoInverse::of, low), Slopes.gradient(x -> Svd.of(x).pseudoInverse(), low), 1e-14);
    }

    /** Factors that were changed since, or belong to two matrices, are multiplied as they are. */
    @Test
    void otherFactorsAreNoMatrixTheyCameOf() {
        Tensor a = withValues(4, 3, 3, 2, 1);
        assertSlope(x -> {
            Svd svd = Svd.of(x);
            return new Svd(svd.u(), svd.s().square(), svd.vt()).product();
        }, a);
        assertSlope(x -> new Svd(Svd.of(x).u(), Svd.of(x.mul(2)).s(), Svd.of(x).vt()).product(), a);
        Tensor x = a.wanted();
        Svd svd = Svd.of(x);
        Gradients.of(svd.s().sum());
        assertNear(a, svd.product(), 1e-13); // its history is let go
    }

    /** At the identity U V^T is the gradient of the nuclear norm; at 0 any matrix with spectral norm of 1 at most is a subgradient. */
    @Test
    void theIdentityAndZero() {
        Tensor eye = Tensor.eye(DType.FLOAT64, 4);
        assertNear(eye, Slopes.gradient(x -> MatrixNorm.nuclear(x).mul(1 / Math.cos(0.25)), eye), 1e-13);
        Tensor g = Slopes.gradient(x -> MatrixNorm.nuclear(x).mul(1 / Math.cos(0.25)), eye.mul(0));
        assertEquals(1, MatrixNorm.spectral(g).item(), 1e-13);
    }

    @Test
    void nothingIsNotANumber() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor eye = Tensor.eye(dtype, 4);
            List<Tensor> samples = List.of(eye, eye.mul(0), eye.mul(1 + dtype.epsilon()), withValues(4, 4, 1, 1, 0, 0).to(dtype),
                    withValues(6, 4, 1, 1, 0, 0).to(dtype), withValues(3, 4, 1, 1 + 1e-15, 1e-300).to(dtype));
            for (Tensor a : samples) {
                assertFinite(Slopes.gradient(x -> Svd.of(x).u(), a));
                assertFinite(Slopes.gradient(x -> Svd.of(x).vt(), a));
                assertFinite(Slopes.gradient(x -> Svd.of(x).s(), a));
                assertFinite(Slopes.gradient(x -> SymmetricEigen.of(x.matmul(x.t())).vectors(), a));
                assertFinite(ofGradient(x -> Svd.of(x).u(), a));
                assertFinite(ofGradient(x -> SymmetricEigen.of(x.matmul(x.t())).vectors(), a));
            }
        }
    }

    private static Tensor ofGradient(UnaryOperator<Tensor> f, Tensor a) {
        Tensor x = a.wanted();
        Tensor g = Gradients.withHistory(f.apply(x).square().sum()).get(x);
        return Gradients.of(g.mul(Slopes.weights(g)).sum()).get(x);
    }

    private static void assertFinite(Tensor g) {
        assertTrue(Arrays.stream(g.toDoubles()).allMatch(Double::isFinite), () -> "" + g);
    }
}
