package dev.ricci.linalg;

import static dev.ricci.linalg.Slopes.assertSlopes;
import static dev.ricci.linalg.Slopes.positive;
import static dev.ricci.linalg.Slopes.symmetric;

import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SolveGradientTest {
    private static final int[][][] SHAPES = {
        {{1, 1}, {1, 1}}, {{3, 3}, {3, 2}}, {{4, 4}, {4}}, {{2, 3, 3}, {3, 1}}, {{3, 3}, {2, 3, 2}}, {{2, 1, 2, 2}, {3, 2, 1}},
        {{2, 3, 3}, {3}}
    };

    /** Far from singular, and not symmetric. */
    private static Tensor regular(int... shape) {
        return Near.random(shape).add(Tensor.eye(DType.FLOAT64, shape[shape.length - 1]).mul(4));
    }

    @Test
    void everyKindOfMatrix() {
        for (int[][] s : SHAPES) {
            Tensor a = regular(s[0]);
            Tensor b = Near.random(s[1]);
            assertSlopes("general", t -> Solve.general(t[0], t[1]), a, b);
            assertSlopes("lower", t -> Solve.lower(t[0], t[1]), a, b);
            assertSlopes("upper", t -> Solve.upper(t[0], t[1]), a, b);
            assertSlopes("positiveDefinite", t -> Solve.positiveDefinite(positive(t[0]), t[1]), a, b);
        }
    }

    @Test
    void oneInputAlone() {
        Tensor a = regular(3, 3);
        Tensor b = Near.random(3, 2);
        assertSlopes("a", t -> Solve.general(t, b), a);
        assertSlopes("b", t -> Solve.general(a, t), b);
    }

    @Test
    void theGradientOfASymmetricMatrixIsSymmetric() {
        Tensor b = Near.random(4, 2);
        Tensor a = Near.positiveDefinite(4);
        Tensor g = Slopes.gradient(x -> Solve.positiveDefinite(x, b), a);
        Near.assertNear(symmetric(Slopes.gradient(x -> Solve.general(x, b), a)), g, 1e-12);
        Near.assertNear(g, g.t(), 0);
    }

    @Test
    void cholesky() {
        for (int[] shape : new int[][] {{1, 1}, {4, 4}, {2, 3, 3}}) {
            assertSlopes("l", a -> Cholesky.of(positive(a)).l(), Near.random(shape));
            assertSlopes("logDeterminant", a -> Cholesky.of(positive(a)).logDeterminant(), Near.random(shape));
            assertSlopes("product", a -> Cholesky.of(positive(a)).product(), Near.random(shape));
        }
        assertSlopes("solve", t -> Cholesky.of(positive(t[0])).solve(t[1]), Near.random(3, 3), Near.random(3, 2));
        Tensor g = Slopes.gradient(x -> Cholesky.of(x).l(), Near.positiveDefinite(5));
        Near.assertNear(g, g.t(), 0);
    }

    /** The gradient of log det A is the inverse. */
    @Test
    void theGradientOfALogDeterminant() {
        Tensor a = Near.secondDifference(6);
        Tensor x = a.wanted();
        Tensor g = Gradients.of(Cholesky.of(x).logDeterminant()).get(x);
        double[] inverse = new double[36]; // of the second difference: min(i, j) (7 - max(i, j)) / 7
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                inverse[i * 6 + j] = (Math.min(i, j) + 1) * (6.0 - Math.max(i, j)) / 7;
            }
        }
        Near.assertNear(Tensor.of(inverse, 6, 6), g, 1e-13);
    }

    @Test
    void leastSquares() {
        int[][][] shapes = {{{1, 1}, {1, 1}}, {{5, 3}, {5, 2}}, {{3, 3}, {3}}, {{6, 2}, {6}}, {{2, 5, 3}, {5, 1}}, {{4, 2}, {3, 4, 2}}};
        for (int[][] s : shapes) {
            assertSlopes("leastSquares", t -> LeastSquares.solve(t[0], t[1]), Near.random(s[0]), Near.random(s[1]));
        }
        Tensor b = Near.random(7, 2);
        assertSlopes("a", t -> LeastSquares.solve(t, b), Near.random(7, 3));
        Tensor a = Near.random(7, 3);
        assertSlopes("b", t -> LeastSquares.solve(a, t), b);
    }

    /** What is read as float32 gets a gradient of float32. */
    @Test
    void typesArePromotedAndBack() {
        Tensor a = regular(3, 3).to(DType.FLOAT32);
        Tensor g = Slopes.gradient(x -> Solve.general(x, Near.random(3, 2)), a);
        Near.assertNear(Slopes.gradient(x -> Solve.general(x, Near.random(3, 2)), a.to(DType.FLOAT64)).to(DType.FLOAT32), g, 1e-6);
    }
}
