package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.autograd.Derivatives;
import dev.ricci.autograd.Gradients;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.History;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pullback of every row of {@link OpCases} is linear in the gradient of the result, and the adjoint of its Jacobian-vector product:
 * {@code <J v, w> = <v, J^T w>}. The right side takes the pullbacks that devices make in one pass, the left those made of tensor operations.
 */
class AdjointTest {
    private static final int MOST_ELEMENTS = 60;
    private static final int MOST_SAMPLES = 4;

    static List<OpCase> rows() {
        return OpCases.all();
    }

    /** A row as a function of those inputs that have gradients. */
    private record Point(Function<Tensor[], Tensor> f, Tensor[] x) {
        static Point of(OpCase row, int[][] sample) {
            Tensor[] all = OpQuestions.tensors(row, row.inputs(sample, DType.FLOAT64, 7), DType.FLOAT64);
            int[] moving = IntStream.range(0, all.length).filter(i -> all[i].dtype() == DType.FLOAT64).toArray();
            return new Point(in -> {
                Tensor[] own = all.clone();
                for (int k = 0; k < moving.length; k++) {
                    own[moving[k]] = in[k];
                }
                return row.op.apply(own);
            }, Arrays.stream(moving).mapToObj(i -> all[i]).toArray(Tensor[]::new));
        }

        Tensor[] pulled(Tensor seed) {
            return History.off(() -> Derivatives.vjp(f, x, seed));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void thePullbackIsLinearAndTheAdjointOfTheTangent(OpCase row) {
        assumeTrue(row.differentiable, row + " has no gradient");
        List<int[][]> small = row.samples.stream().filter(s -> Arrays.stream(s).mapToInt(Grid::size).sum() <= MOST_ELEMENTS).toList();
        int n = Math.min(MOST_SAMPLES, small.size());
        for (int k = 0; k < n; k++) {
            int[][] sample = small.get(k * small.size() / n);
            try (Scope _ = Scope.open()) {
                Generator random = new Generator(3);
                Point p = Point.of(row, sample);
                Tensor[] v = Arrays.stream(p.x).map(t -> random.normal(DType.FLOAT64, t.shape())).toArray(Tensor[]::new);
                int[] shape = p.f.apply(p.x).shape();
                Tensor w = random.normal(DType.FLOAT64, shape);
                Tensor u = random.normal(DType.FLOAT64, shape);
                String where = row + " " + Arrays.deepToString(sample);
                Tensor[] ofW = p.pulled(w);
                near(where + ": <J v, w>", new Tensor[] {Derivatives.jvp(p.f, p.x, v)}, new Tensor[] {w}, v, ofW);
                linear(where, ofW, p.pulled(u), p.pulled(w.mul(2).sub(u.mul(3))));
            }
        }
    }

    /** The sums of products of both sides agree, as rounding of their terms allows. */
    private static void near(String what, Tensor[] a, Tensor[] b, Tensor[] c, Tensor[] d) {
        double[] left = products(a, b);
        double[] right = products(c, d);
        assertEquals(left[0], right[0], 1e-12 * (1 + left[1] + right[1]), what);
    }

    private static double[] products(Tensor[] a, Tensor[] b) {
        double[] sums = new double[2];
        for (int i = 0; i < a.length; i++) {
            double[] p = a[i].mul(b[i]).toDoubles();
            for (double e : p) {
                sums[0] += e;
                sums[1] += Math.abs(e);
            }
        }
        return sums;
    }

    private static void linear(String where, Tensor[] ofW, Tensor[] ofU, Tensor[] ofBoth) {
        for (int i = 0; i < ofW.length; i++) {
            double[] w = ofW[i].toDoubles();
            double[] u = ofU[i].toDoubles();
            double[] both = ofBoth[i].toDoubles();
            double size = Arrays.stream(w).map(Math::abs).max().orElse(0) + Arrays.stream(u).map(Math::abs).max().orElse(0);
            for (int e = 0; e < both.length; e++) {
                assertEquals(2 * w[e] - 3 * u[e], both[e], 1e-12 * (1 + size), where + ": linear in the gradient, input " + i + " at " + e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsNotDifferentiableGivesNoGradient(OpCase row) {
        assumeFalse(row.differentiable, row + " has a gradient");
        for (int[][] sample : row.samples) {
            Point p = Point.of(row, sample);
            Tensor[] wanted = Arrays.stream(p.x).map(Tensor::wanted).toArray(Tensor[]::new);
            Tensor y = p.f.apply(wanted);
            if (!y.isTracked()) {
                continue;
            }
            try {
                Gradients g = Gradients.of(y, y.detach().fullLike(1));
                for (Tensor t : wanted) {
                    assertEquals(0, g.get(t).abs().sum().item(), row + ": it has a gradient, but its row says it is not differentiable");
                }
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains(row.method()), "refused for one of the inputs: " + e.getMessage());
            }
        }
    }
}
