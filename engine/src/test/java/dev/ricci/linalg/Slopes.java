package dev.ricci.linalg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ricci.autograd.GradientCheck;
import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.tensor.Shaping;
import dev.ricci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Gradients of matrix functions, and gradients of these, held against central differences. */
final class Slopes {
    private Slopes() {}

    /** The gradient of f, and that of the sum of squares of f's gradient for each input. */
    static void assertSlopes(String what, Function<Tensor[], Tensor> f, Tensor... inputs) {
        GradientCheck first = GradientCheck.of(f, inputs);
        assertTrue(first.error() < 1e-6, () -> what + ": gradient " + first);
        for (int i = 0; i < inputs.length; i++) {
            int input = i;
            GradientCheck second = GradientCheck.of(t -> gradient(f, input, t), inputs);
            assertTrue(second.error() < 1e-5, () -> what + ": gradient of the gradient for input " + input + " " + second);
        }
    }

    static void assertSlopes(String what, UnaryOperator<Tensor> f, Tensor a) {
        assertSlopes(what, (Function<Tensor[], Tensor>) t -> f.apply(t[0]), new Tensor[] {a});
    }

    private static Tensor gradient(Function<Tensor[], Tensor> f, int input, Tensor... t) {
        Tensor[] inner = t.clone();
        inner[input] = t[input].isTracked() ? t[input] : t[input].wanted();
        return Gradients.withHistory(f.apply(inner).square().sum()).get(inner[input]);
    }

    /** The gradient of the sum of f times weights that differ from element to element. */
    static Tensor gradient(UnaryOperator<Tensor> f, Tensor a) {
        Tensor x = a.wanted();
        Tensor y = f.apply(x);
        return Gradients.of(y, weights(y)).get(x);
    }

    /** Shapes, and others of sizes that devices cut into blocks. */
    static int[][] andLarger(int[][] shapes) {
        List<int[]> all = new ArrayList<>(List.of(shapes));
        all.addAll(List.of(new int[][] {{50, 50}, {130, 70}, {33, 90}, {3, 40, 17}}));
        return all.toArray(int[][]::new);
    }

    static Tensor weights(Tensor like) {
        double[] w = new double[(int) like.size()];
        for (int i = 0; i < w.length; i++) {
            w[i] = Math.cos(1.5 * i + 0.25);
        }
        return Tensor.of(w, like.shape()).to(like.dtype());
    }

    /** The elements of all tensors, one after the other. */
    static Tensor together(Tensor... parts) {
        Tensor[] flat = new Tensor[parts.length];
        for (int i = 0; i < parts.length; i++) {
            flat[i] = parts[i].reshape(-1);
        }
        return Shaping.concat(0, flat);
    }

    static Tensor symmetric(Tensor a) {
        return a.add(a.t()).mul(0.5);
    }

    /** Positive definite whatever a is. */
    static Tensor positive(Tensor a) {
        return a.matmul(a.t()).add(Tensor.eye(DType.FLOAT64, a.size(-1)));
    }

    /** Each column times the sign of its first element: what does not change when a column's sign does. */
    static Tensor signed(Tensor columns) {
        return columns.mul(columns.detach().slice(-2, 0, 1).sign());
    }
}
