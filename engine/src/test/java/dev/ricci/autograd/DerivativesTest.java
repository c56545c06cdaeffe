package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.backend.Devices;
import dev.ricci.backend.DType;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.formula.Formula;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Parameter;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DerivativesTest {
    private static Tensor vector(double... v) {
        return Tensor.of(v, v.length);
    }

    /** Rosenbrock 1960: sum of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2. */
    private static Tensor rosenbrock(Tensor x) {
        int n = x.size(0);
        Tensor a = x.slice(0, 0, n - 1);
        Tensor b = x.slice(0, 1, n);
        return b.sub(a.square()).square().mul(100).add(a.mul(-1).add(1).square()).sum();
    }

    @Test
    void rosenbrocksGradientAndHessian() {
        Tensor x = vector(-1.2, 1);
        double a = -1.2;
        double[] gradient = {-400 * a * (1 - a * a) - 2 * (1 - a), 200 * (1 - a * a)};
        assertArrayEquals(gradient, Derivatives.gradient(DerivativesTest::rosenbrock, x).toDoubles(), 1e-11);
        double[] hessian = {1200 * a * a - 400 + 2, -400 * a, -400 * a, 200};
        Tensor h = Derivatives.hessian(DerivativesTest::rosenbrock, x);
        assertArrayEquals(new int[] {2, 2}, h.shape());
        assertArrayEquals(hessian, h.toDoubles(), 1e-11);
        double[] product = {hessian[0] * 3 - hessian[1] * 2, hessian[2] * 3 - hessian[3] * 2};
        assertArrayEquals(product, Derivatives.hvp(DerivativesTest::rosenbrock, x, vector(3, -2)).toDoubles(), 1e-11);
    }

    @Test
    void rosenbrocksHessianIsSymmetricAndThatOfItsProducts() {
        Tensor x = new Generator(3).normal(DType.FLOAT64, 7);
        double[] h = Derivatives.hessian(DerivativesTest::rosenbrock, x).toDoubles();
        for (int i = 0; i < 7; i++) {
            double[] e = new double[7];
            e[i] = 1;
            double[] row = Derivatives.hvp(DerivativesTest::rosenbrock, x, vector(e)).toDoubles();
            for (int j = 0; j < 7; j++) {
                assertEquals(h[7 * i + j], h[7 * j + i], 1e-12 * (1 + Math.abs(h[7 * i + j])));
                assertEquals(h[7 * i + j], row[j], 1e-12 * (1 + Math.abs(row[j])));
            }
        }
    }

    @Test
    void theHessianOfAQuadraticIsItsMatrix() {
        Tensor a = Tensor.of(new double[] {4, 1, 0, 1, 3, -2, 0, -2, 5}, 3, 3);
        Tensor b = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
        // x^T A x / 2 + x^T B y over two inputs
        Function<Tensor[], Tensor> f = in -> in[0].unsqueeze(0).matmul(a).matmul(in[0].unsqueeze(1)).sum().mul(0.5)
                .add(in[0].unsqueeze(0).matmul(b).matmul(in[1].unsqueeze(1)).sum());
        Tensor[][] h = Derivatives.hessian(f, vector(0.3, -1, 2), vector(7, -5));
        assertArrayEquals(a.toDoubles(), h[0][0].toDoubles(), 1e-14);
        assertArrayEquals(b.toDoubles(), h[0][1].toDoubles(), 1e-14);
        assertArrayEquals(b.t().toDoubles(), h[1][0].toDoubles(), 1e-14);
        assertArrayEquals(new double[4], h[1][1].toDoubles());
        Tensor[] product = Derivatives.hvp(f, new Tensor[] {vector(0.3, -1, 2), vector(7, -5)},
                new Tensor[] {vector(1, 0, 0), vector(0, 1)});
        assertArrayEquals(new double[] {4 + 2, 1 + 4, 6}, product[0].toDoubles(), 1e-14);
        assertArrayEquals(new double[] {1, 2}, product[1].toDoubles(), 1e-14);
    }

    @Test
    void theJacobianByRowsAndByColumns() {
        Tensor wide = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor x = vector(0.5, -1, 2);
        double[] byRows = Derivatives.jacobian(t -> wide.matmul(t.unsqueeze(1)).squeeze(1), x).toDoubles();
        assertArrayEquals(wide.toDoubles(), byRows, 1e-15);
        Tensor y = vector(0.5, -1);
        double[] byColumns = Derivatives.jacobian(t -> wide.t().matmul(t.unsqueeze(1)).squeeze(1), y).toDoubles();
        assertArrayEquals(wide.t().toDoubles(), byColumns, 1e-15);
    }

    @Test
    void rowsAreCountedInEveryType() {
        int n = 300; // bfloat16 counts to 256
        Tensor x = Tensor.full(DType.BFLOAT16, 0.5, n);
        float[] j = Derivatives.jacobian(t -> t.mul(2), x).toFloats();
        for (int i = 0; i < n * n; i++) {
            assertEquals(i / n == i % n ? 2 : 0, j[i], i / n + " " + i % n);
        }
    }

    @Test
    void theJacobianHasTheShapesOfResultAndInput() {
        Tensor x = new Generator(1).normal(DType.FLOAT64, 2, 3);
        Tensor s = Derivatives.jacobian(t -> t.softmax(1), x);
        assertArrayEquals(new int[] {2, 3, 2, 3}, s.shape());
        double[] y = x.softmax(1).toDoubles();
        double[] j = s.toDoubles();
        for (int p = 0; p < 6; p++) {
            for (int q = 0; q < 6; q++) {
                double expected = p / 3 != q / 3 ? 0 : y[p] * ((p == q ? 1 : 0) - y[q]);
                assertEquals(expected, j[6 * p + q], 1e-15, p + " " + q);
            }
        }
    }

    @Test
    void theJacobianForSeveralInputs() {
        Tensor a = vector(2, 3);
        Tensor b = vector(5);
        Tensor[] j = Derivatives.jacobian(in -> Shaping.concat(0, in[0].mul(in[1]), in[0].square(), in[1].exp()), a, b);
        assertArrayEquals(new double[] {5, 0, 0, 5, 4, 0, 0, 6, 0, 0}, j[0].toDoubles(), 1e-14); // by columns: 5 results, 3 inputs
        assertArrayEquals(new double[] {2, 3, 0, 0, Math.exp(5)}, j[1].toDoubles(), 1e-12);
        assertArrayEquals(new int[] {5, 1}, j[1].shape());
    }

    @Test
    void productsWithTheJacobianAgreeWithIt() {
        Tensor x = new Generator(4).normal(DType.FLOAT64, 3, 4);
        Tensor v = new Generator(5).normal(DType.FLOAT64, 3, 4);
        Tensor w = new Generator(6).normal(DType.FLOAT64, 4, 4);
        Function<Tensor, Tensor> f = t -> t.t().matmul(t.tanh()).logSoftmax(0);
        Tensor j = Derivatives.jacobian(f, x).reshape(16, 12);
        assertArrayEquals(j.matmul(v.reshape(12, 1)).toDoubles(), Derivatives.jvp(f, x, v).toDoubles(), 1e-12);
        assertArrayEquals(w.reshape(1, 16).matmul(j).toDoubles(), Derivatives.vjp(f, x, w).toDoubles(), 1e-12);
    }

    @Test
    void whatDoesNotDependGivesZeros() {
        Tensor x = vector(1, 2);
        Tensor c = vector(3, 4, 5);
        assertArrayEquals(new double[3], Derivatives.jvp(t -> c, x, vector(1, 1)).toDoubles());
        assertArrayEquals(new double[2], Derivatives.vjp(t -> c, x, c).toDoubles());
        assertArrayEquals(new double[6], Derivatives.jacobian(t -> c, x).toDoubles());
        assertArrayEquals(new double[2], Derivatives.gradient(t -> c.sum(), x).toDoubles());
        assertArrayEquals(new double[4], Derivatives.hessian(t -> t.sum(), x).toDoubles());
        assertArrayEquals(new double[2], Derivatives.hvp(t -> t.sum(), x, x).toDoubles());
        assertArrayEquals(new double[] {1, 0, 0, 1}, Derivatives.jacobian(t -> t, x).toDoubles());
        assertArrayEquals(new double[] {3, 3}, Derivatives.jvp(t -> t, x, vector(3, 3)).toDoubles());
        assertArrayEquals(new int[] {0, 2}, Derivatives.jacobian(t -> t.slice(0, 0, 0), x).shape());
        assertArrayEquals(new int[] {2, 0}, Derivatives.jacobian(t -> x.add(t.sum()), x.slice(0, 0, 0)).shape());
    }

    @Test
    void callsInsideEachOtherGiveHigherDerivatives() {
        Function<Tensor, Tensor> sine = t -> t.sin().sum();
        Tensor x = vector(0.7);
        Function<Tensor, Tensor> first = t -> Derivatives.gradient(sine, t).sum();
        Function<Tensor, Tensor> second = t -> Derivatives.gradient(first, t).sum();
        assertEquals(-Math.cos(0.7), Derivatives.gradient(second, x).item(), 1e-15);
        assertEquals(-Math.cos(0.7), Derivatives.hessian(first, x).item(), 1e-15);
        assertEquals(Math.sin(0.7), Derivatives.hvp(second, x, vector(1)).item(), 1e-15);
        assertEquals(-Math.sin(0.7) * 2, Derivatives.jvp(t -> Derivatives.gradient(sine, t), x, vector(2)).item(), 1e-15);
        assertEquals(-Math.sin(0.7), Derivatives.gradient(t -> Derivatives.jvp(Tensor::sin, t, vector(1)).sum(), x).item(), 1e-15);
        assertEquals(-Math.cos(0.7), Derivatives.gradient(t -> Derivatives.hessian(sine, t).sum(), x).item(), 1e-15);
    }

    @Test
    void anInnerDerivativeDoesNotConfuseItsVariableWithTheOuter() {
        // d/dx (x d/dy (x y)) = d/dx x^2 = 2 x; mixing both variables up would give more
        Tensor x = vector(3);
        Tensor d = Derivatives.gradient(t -> t.mul(Derivatives.gradient(y -> t.mul(y).sum(), t)).sum(), x);
        assertEquals(6, d.item());
    }

    @Test
    void parametersOfTheFunctionGetGradientsToo() {
        Parameter w = new Parameter(vector(2, 3));
        Tensor x = vector(5, 7);
        Tensor slope = Derivatives.gradient(t -> w.value().mul(t.square()).sum(), x); // 2 w x
        assertTrue(slope.isTracked());
        assertArrayEquals(new double[] {10, 14}, Gradients.of(slope.sum()).get(w).toDoubles());
        assertFalse(Derivatives.gradient(t -> t.square().sum(), x).isTracked(), "nothing outside has a history");
        assertFalse(History.off(() -> Derivatives.gradient(t -> w.value().mul(t).sum(), x)).isTracked());
    }

    @Test
    void anOuterHistoryIsLeftAlone() {
        Tensor a = vector(1, 2).wanted();
        Tensor b = a.exp();
        Tensor slope = Derivatives.gradient(t -> t.mul(b).sum(), vector(3, 4));
        assertArrayEquals(b.toDoubles(), slope.toDoubles());
        assertArrayEquals(b.toDoubles(), Gradients.of(b.sum()).get(a).toDoubles(), 1e-15);
    }

    @Test
    void theyCanBeRecorded() {
        try (Scope _ = Scope.open()) {
            Tensor x = vector(0.5, -1, 2);
            Tensor[] eager = all(x);
            Tensor[][] out = new Tensor[1][];
            try (Replay replay = Devices.current().record(() -> out[0] = all(x))) {
                replay.run();
                for (int i = 0; i < eager.length; i++) {
                    assertArrayEquals(eager[i].toDoubles(), out[0][i].toDoubles(), "" + i);
                }
            }
        }
    }

    private static Tensor[] all(Tensor x) {
        return new Tensor[] {Derivatives.gradient(DerivativesTest::rosenbrock, x), Derivatives.jvp(Tensor::exp, x, x),
            Derivatives.vjp(Tensor::exp, x, x), Derivatives.hvp(DerivativesTest::rosenbrock, x, x),
            Derivatives.jacobian(t -> t.softmax(0), x), Derivatives.hessian(DerivativesTest::rosenbrock, x)};
    }

    @Test
    void theyWorkInAScopeAndLeaveNothingElse() {
        try (Scope scope = Scope.open()) {
            Tensor x = vector(1, 2, 3);
            int before = scope.owned();
            Tensor j = Derivatives.jacobian(t -> t.exp().mul(t.sum()), x);
            assertTrue(scope.owned() - before < 30, scope.owned() + " buffers");
            assertEquals(9, j.size());
        }
    }

    @Test
    void mistakesAreNamed() {
        Tensor x = vector(1, 2);
        mistake("hessian: of a loss of one element, got shape [2]", () -> Derivatives.hessian(Tensor::exp, x));
        mistake("gradient: of a loss of one element, got shape [2]", () -> Derivatives.gradient(Tensor::exp, x));
        mistake("hvp: of a loss of one element, got shape [2]", () -> Derivatives.hvp(Tensor::exp, x, x));
        mistake("jvp: wants a floating-point type", () -> Derivatives.jvp(t -> t, Tensor.of(new int[] {1, 2}, 2), x));
        mistake("vjp: wants a floating-point type", () -> Derivatives.vjp(t -> t, Tensor.of(new int[] {1}, 1), x));
        mistake("jacobian (the result of the function): wants a floating-point type", () -> Derivatives.jacobian(t -> t.argmax(0), x));
        mistake("jvp: the function gave null", () -> Derivatives.jvp(t -> null, x, x));
        mistake("vjp (the result of the function and the seed): shapes", () -> Derivatives.vjp(Tensor::sum, x, x));
        mistake("jvp (input 0 and its direction): shapes", () -> Derivatives.jvp(t -> t, x, vector(1)));
        mistake("hvp: the number of inputs and of directions", () -> Derivatives.hvp(in -> in[0].sum(), new Tensor[] {x}, new Tensor[0]));
        mistake("gradient: at least one tensor", () -> Derivatives.gradient(in -> x.sum(), new Tensor[0]));
    }

    private static void mistake(String beginning, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(beginning), message);
    }

    @Test
    void newtonsStepSolvesAQuadratic() {
        Tensor a = Tensor.of(new double[] {4, 1, 1, 3}, 2, 2);
        Function<Tensor, Tensor> f = t -> Tensor.sum(Formula.X.mul(Formula.Y), t, a.matmul(t.unsqueeze(1)).squeeze(1).mul(0.5).sub(1));
        Tensor x = vector(10, -20);
        double[] g = Derivatives.gradient(f, x).toDoubles();
        double[] h = Derivatives.hessian(f, x).toDoubles();
        double det = h[0] * h[3] - h[1] * h[2];
        double[] step = {(h[3] * g[0] - h[1] * g[1]) / det, (h[0] * g[1] - h[2] * g[0]) / det};
        assertArrayEquals(new double[] {2.0 / 11, 3.0 / 11}, new double[] {10 - step[0], -20 - step[1]}, 1e-13);
    }
}
