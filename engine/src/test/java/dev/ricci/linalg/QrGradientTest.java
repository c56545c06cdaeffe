package dev.ricci.linalg;

import static dev.ricci.linalg.Slopes.assertSlopes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.NumericalFailure;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class QrGradientTest {
    private static final int[][] SHAPES = {{1, 1}, {4, 1}, {1, 4}, {4, 4}, {5, 3}, {3, 5}, {2, 4, 3}, {2, 3, 4}};

    /** Signs do not change from one of two near matrices to the other. */
    @Test
    void bothFactors() {
        for (int[] shape : SHAPES) {
            assertSlopes("q", a -> Qr.of(a).q(), Near.random(shape));
            assertSlopes("r", a -> Qr.of(a).r(), Near.random(shape));
            assertSlopes("both", a -> {
                Qr qr = Qr.of(a);
                return Slopes.together(qr.q().square(), qr.r().sin());
            }, Near.random(shape));
        }
    }

    @Test
    void theTriangleAlone() {
        for (int[] shape : SHAPES) {
            assertSlopes("triangle", Qr::triangle, Near.random(shape));
            Tensor a = Near.random(shape);
            Near.assertNear(Slopes.gradient(x -> Qr.of(x).r().square(), a), Slopes.gradient(x -> Qr.triangle(x).square(), a), 1e-11);
        }
    }

    @Test
    void columnsInAnOrder() {
        for (int[] shape : SHAPES) {
            assertSlopes("q", a -> PivotedQr.of(a).q(), Near.random(shape));
            assertSlopes("r", a -> PivotedQr.of(a).r(), Near.random(shape));
            Tensor a = Near.random(shape);
            Near.assertNear(Slopes.weights(a), Slopes.gradient(x -> PivotedQr.of(x).product(), a), 1e-11);
        }
    }

    /** The columns of Q beyond A's follow the others: the projection on them has the gradient that differences show. */
    @Test
    void allOfQ() {
        for (int[] shape : SHAPES) {
            int k = Math.min(shape[shape.length - 1], shape[shape.length - 2]);
            assertSlopes("complete", a -> {
                Qr qr = Qr.complete(a);
                Tensor others = qr.q().slice(-1, k, qr.q().size(-1));
                return Slopes.together(qr.q().slice(-1, 0, k), others.matmul(others.t()), qr.r());
            }, Near.random(shape));
        }
    }

    @Test
    void theProductHasTheGradientOfTheMatrix() {
        for (int[] shape : SHAPES) {
            Tensor a = Near.random(shape);
            Near.assertNear(Slopes.weights(a), Slopes.gradient(x -> Qr.of(x).product(), a), 1e-12);
        }
    }

    @Test
    void dependentColumnsAreANumericalFailure() {
        Tensor a = Tensor.of(new double[] {1, 0, 2, 0, 3, 0}, 3, 2);
        String solver = "solve: the matrix is singular: element 2 of its diagonal is zero; drop the rows and columns of zeros on the diagonal";
        assertEquals(solver, Near.failed(() -> Slopes.gradient(x -> Qr.of(x).q(), a)));
        Near.assertNear(Slopes.weights(a), Slopes.gradient(x -> Svd.of(x).product(), a), 0);
    }
}
