package dev.ricci.linalg;

import static dev.ricci.linalg.Slopes.assertSlopes;
import static dev.ricci.linalg.Slopes.signed;
import static dev.ricci.linalg.Slopes.symmetric;
import static dev.ricci.linalg.Slopes.together;

import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EigenGradientTest {
    private static final int[][] SHAPES = {{1, 1}, {2, 2}, {5, 5}, {2, 3, 3}};

    @Test
    void values() {
        for (int[] shape : SHAPES) {
            assertSlopes("values", a -> SymmetricEigen.of(symmetric(a)).values(), Near.random(shape));
            assertSlopes("values alone", a -> SymmetricEigen.values(symmetric(a)), Near.random(shape));
        }
    }

    @Test
    void vectors() {
        for (int[] shape : SHAPES) {
            assertSlopes("signed", a -> signed(SymmetricEigen.of(symmetric(a)).vectors()), Near.random(shape));
            assertSlopes("squares with values", a -> {
                SymmetricEigen eigen = SymmetricEigen.of(symmetric(a));
                return together(eigen.values().square(), eigen.vectors().square());
            }, Near.random(shape));
        }
    }

    /** exp of a matrix by its values. */
    @Test
    void aFunctionOfAMatrix() {
        assertSlopes("exp", a -> {
            SymmetricEigen eigen = SymmetricEigen.of(symmetric(a));
            return Matrices.scaleColumns(eigen.vectors(), eigen.values().exp()).matmul(eigen.vectors().t());
        }, Near.random(4, 4));
    }

    @Test
    void theGradientIsSymmetricThoughOneTriangleIsRead() {
        Tensor g = Slopes.gradient(a -> signed(SymmetricEigen.of(a).vectors()), symmetric(Near.random(4, 4)));
        Near.assertNear(g, g.t(), 1e-13);
        Tensor product = Slopes.gradient(a -> SymmetricEigen.of(a).product(), symmetric(Near.random(4, 4)));
        Near.assertNear(symmetric(Slopes.weights(product)), product, 1e-12);
    }
}
