package dev.ricci.linalg;

import static dev.ricci.linalg.Near.assertNear;
import static dev.ricci.linalg.Slopes.assertSlopes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.DType;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Gradients through inverses, determinants and LU. */
class InverseGradientTest {
    private static final int[][] SQUARE = {{1, 1}, {2, 2}, {5, 5}, {2, 3, 3}};
    private static final int[][] SHAPES = {{1, 1}, {1, 3}, {3, 1}, {4, 4}, {5, 3}, {3, 5}, {2, 4, 3}, {2, 3, 4}};

    private static Tensor regular(int... shape) {
        return Near.random(shape).add(Tensor.eye(DType.FLOAT64, shape[shape.length - 1]).mul(3));
    }

    @Test
    void inverse() {
        for (int[] shape : SQUARE) {
            assertSlopes("inverse", Inverse::of, regular(shape));
        }
    }

    @Test
    void pseudoInverseOfFullRank() {
        for (int[] shape : SHAPES) {
            if (shape[shape.length - 1] != shape[shape.length - 2]) {
                assertSlopes("pseudoInverse", PseudoInverse::of, Near.random(shape));
            }
        }
        assertSlopes("square", PseudoInverse::of, regular(3, 3));
    }

    /** Where the rank stays the same: of X Y^T with two columns each, whatever they are. */
    @Test
    void pseudoInverseBelowFullRank() {
        assertSlopes("rank 2", t -> PseudoInverse.of(t[0].matmul(t[1].t()), 1e-8), Near.random(5, 2), Near.random(4, 2).add(0.5));
        assertSlopes("rank 2", t -> PseudoInverse.of(t[0].matmul(t[1].t()), 1e-8), Near.random(3, 2), Near.random(5, 2).add(0.5));
    }

    /** Where the gradient through the SVD has lost what turns equal singular values into each other. */
    @Test
    void pseudoInverseOfTheIdentity() {
        Tensor eye = Tensor.eye(DType.FLOAT64, 4);
        assertNear(Slopes.weights(eye).neg(), Slopes.gradient(PseudoInverse::of, eye), 1e-14);
        Tensor tall = Tensor.of(new double[] {1, 0, 0, 1, 0, 0}, 3, 2);
        assertSlopes("equal values", PseudoInverse::of, tall);
    }

    @Test
    void determinants() {
        for (int[] shape : SQUARE) {
            assertSlopes("determinant", Determinant::of, Near.random(shape));
            assertSlopes("logarithm", a -> LogDeterminant.of(a).logarithm(), regular(shape));
        }
        assertTrue(!LogDeterminant.of(regular(3, 3).wanted()).sign().isTracked(), "a sign stays as it is");
    }

    /** The cofactors are there where the inverse is not: at rank n - 1, and as zeros below. */
    @Test
    void determinantsOfSingularMatrices() {
        Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3);
        double[] cofactors = {-3, 6, -3, 6, -12, 6, -3, 6, -3};
        assertNear(Tensor.of(cofactors, 3, 3), Slopes.gradient(x -> Determinant.of(x).mul(1 / Math.cos(0.25)), a), 1e-12);
        Tensor exact = Tensor.of(new double[] {2, 1, 0, 0, 3, 0, 0, 0, 0}, 3, 3);
        assertSlopes("a row of zeros", Determinant::of, exact);
        Tensor large = Samples.diagonal(1e160, 1e150); // of which the determinant is beyond the range, and no cofactor is
        assertNear(Samples.diagonal(1, 1e10), Slopes.gradient(x -> Determinant.of(x).mul(1e-150 / Math.cos(0.25)), large), 1e-4);
        Tensor both = Shaping.stack(0, exact, a);
        assertSlopes("a batch", Determinant::of, both);
        Tensor zero = Tensor.zeros(DType.FLOAT64, 3, 3);
        assertNear(zero, Slopes.gradient(Determinant::of, zero), 0);
        Tensor rank1 = Tensor.full(DType.FLOAT64, 1, 3, 3);
        assertNear(zero, Slopes.gradient(Determinant::of, rank1), 1e-14);
        Near.failed(() -> Slopes.gradient(x -> LogDeterminant.of(x).logarithm(), zero));
    }

    @Test
    void lu() {
        for (int[] shape : SHAPES) {
            assertSlopes("l", a -> Lu.of(a).l(), Near.random(shape));
            assertSlopes("u", a -> Lu.of(a).u(), Near.random(shape));
            assertSlopes("product", a -> Lu.of(a).product(), Near.random(shape));
            Tensor a = Near.random(shape);
            assertNear(Slopes.weights(a), Slopes.gradient(x -> Lu.of(x).product(), a), 1e-12);
        }
        assertSlopes("solve", t -> Lu.of(t[0]).solve(t[1]), regular(3, 3), Near.random(3, 2));
        assertSlopes("determinant", a -> Lu.of(a).determinant(), regular(3, 3));
        Near.failed(() -> Slopes.gradient(x -> Lu.of(x).u(), Tensor.zeros(DType.FLOAT64, 2, 2)));
    }

    /** Made of operations that have gradients. */
    @Test
    void powersAndTheExponential() {
        for (int[] shape : SQUARE) {
            assertSlopes("third power", a -> MatrixPower.of(a, 3), Near.random(shape));
            assertSlopes("power -2", a -> MatrixPower.of(a, -2), regular(shape));
            assertSlopes("exponential", a -> MatrixExponential.of(a), Near.random(shape));
        }
        assertSlopes("of a large matrix beside a small one", MatrixExponential::of,
                Near.random(2, 3, 3).mul(Tensor.of(new double[] {2.5, 0.1}, 2, 1, 1)));
    }

    @Test
    void normsAndConditions() {
        for (MatrixNorm.Kind kind : MatrixNorm.Kind.values()) {
            assertSlopes("norm " + kind, kind::of, Near.random(4, 4));
            assertTrue(Slopes.gradient(kind::of, Tensor.zeros(DType.FLOAT64, 3, 2)).abs().max().item() <= 1, "at zero a subgradient of " + kind);
            assertSlopes("condition " + kind, a -> MatrixNorm.condition(a, kind), regular(3, 3));
        }
    }
}
