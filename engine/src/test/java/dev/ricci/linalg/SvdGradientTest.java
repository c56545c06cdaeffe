package dev.ricci.linalg;

import static dev.ricci.linalg.Slopes.assertSlopes;
import static dev.ricci.linalg.Slopes.signed;
import static dev.ricci.linalg.Slopes.together;

import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SvdGradientTest {
    private static final int[][] SHAPES = {{1, 1}, {1, 3}, {3, 1}, {4, 4}, {5, 3}, {3, 5}, {2, 3, 4}, {2, 4, 3}};

    @Test
    void valuesAlone() {
        for (int[] shape : SHAPES) {
            assertSlopes("s of " + shape.length, a -> Svd.of(a).s(), Near.random(shape));
        }
    }

    @Test
    void whatDoesNotDependOnSigns() {
        for (int[] shape : SHAPES) {
            assertSlopes("squares", a -> {
                Svd svd = Svd.of(a);
                return together(svd.u().square(), svd.s(), svd.vt().square());
            }, Near.random(shape));
            assertSlopes("u s^2 vt", a -> {
                Svd svd = Svd.of(a);
                return Matrices.scaleColumns(svd.u(), svd.s().square()).matmul(svd.vt());
            }, Near.random(shape));
        }
    }

    @Test
    void vectorsWithSignsHeldFast() {
        for (int[] shape : SHAPES) {
            assertSlopes("u", a -> signed(Svd.of(a).u()), Near.random(shape));
            assertSlopes("v", a -> signed(Svd.of(a).vt().t()), Near.random(shape));
        }
    }

    @Test
    void valuesByThemselvesAndFewerOrMoreVectors() {
        for (int[] shape : SHAPES) {
            assertSlopes("values", Svd::values, Near.random(shape));
            assertSlopes("jacobi", a -> Svd.jacobi(a).u().square(), Near.random(shape));
            assertSlopes("largest", a -> Svd.largest(a, 1).product(), Near.random(shape));
            int k = Math.min(shape[shape.length - 1], shape[shape.length - 2]);
            assertSlopes("full", a -> {
                Svd svd = Svd.full(a);
                return together(svd.u().slice(-1, 0, k).square(), projection(svd.u(), k), projection(svd.vt().t(), k));
            }, Near.random(shape));
        }
        assertSlopes("truncated", a -> Svd.truncated(a, 0.2).product(), Near.random(4, 3));
    }

    /** The projection on the space of the columns from the k-th on. */
    private static Tensor projection(Tensor columns, int k) {
        Tensor part = columns.slice(-1, k, columns.size(-1));
        return part.matmul(part.t());
    }

    @Test
    void normsAndThePseudoInverse() {
        for (int[] shape : new int[][] {{3, 3}, {5, 3}, {3, 5}, {2, 3, 2}}) {
            assertSlopes("spectral", MatrixNorm::spectral, Near.random(shape));
            assertSlopes("nuclear", MatrixNorm::nuclear, Near.random(shape));
            assertSlopes("frobenius", MatrixNorm::frobenius, Near.random(shape));
            assertSlopes("condition", MatrixNorm::condition, Near.random(shape));
            assertSlopes("pseudoInverse", a -> Svd.of(a).pseudoInverse(), Near.random(shape));
        }
    }

    /** Values whose squares are beyond the range of the type. */
    @Test
    void verySmallAndLargeMatrices() {
        Tensor a = Near.random(4, 3);
        Tensor wanted = Slopes.gradient(x -> Svd.of(x).u().square(), a);
        for (double size : new double[] {1e-250, 1e250}) {
            Near.assertNear(wanted, Slopes.gradient(x -> Svd.of(x).u().square(), a.mul(size)).mul(size), 1e-11);
        }
    }

    /** U S V^T is A, whatever the values. */
    @Test
    void theProductHasTheGradientOfTheMatrix() {
        for (int[] shape : Slopes.andLarger(SHAPES)) {
            Tensor a = Near.random(shape);
            Near.assertNear(Slopes.weights(a), Slopes.gradient(x -> Svd.of(x).product(), a), 1e-10);
        }
    }
}
