package dev.ricci.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Generator;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients that a device makes in one pass against the same made of tensor operations. */
class FusedGradientsTest {
    private static final int[][] SHAPES = {{1, 1}, {3, 5}, {17, 7}, {0, 4}, {2, 33}, {1, 131}, {5, 1025}};

    /** An operation of floating-point inputs; the first has a shape of the list, the shapes of the others follow from it. */
    private record Case(String name, Function<Tensor[], Tensor> op, boolean gainAndShift) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("softmax", in -> in[0].softmax(-1), false),
                new Case("softmax first", in -> in[0].softmax(0), false),
                new Case("logSoftmax", in -> in[0].logSoftmax(-1), false),
                new Case("logSoftmax first", in -> in[0].logSoftmax(0), false),
                new Case("crossEntropy", in -> in[0].crossEntropy(labels(in[0])), false),
                new Case("layerNorm", in -> in[0].layerNorm(in[1], in[2], 1e-5), true),
                new Case("layerNorm plain", in -> in[0].layerNorm(1e-5), false));
    }

    private static Tensor labels(Tensor x) {
        int classes = x.size(1);
        int[] labels = new int[x.size(0)];
        Arrays.setAll(labels, i -> (i * 7 + 3) % classes);
        return Tensor.of(labels, labels.length);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothWaysAgree(Case c) {
        for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int[] shape : SHAPES) {
                try (Scope _ = Scope.open()) {
                    Generator generator = new Generator(5);
                    Tensor[] in = new Tensor[c.gainAndShift ? 3 : 1];
                    Arrays.setAll(in, i -> (i == 0 ? generator.normal(type, shape).mul(3) : generator.normal(type, shape[1])).wanted());
                    Tensor result = c.op.apply(in);
                    for (Tensor seed : seeds(generator, type, result.shape())) {
                        Gradients byTensors = Gradients.withHistory(result, seed);
                        Gradients byDevice = Gradients.of(c.op.apply(in), seed);
                        for (Tensor t : in) {
                            String where = c + " " + type + Arrays.toString(shape);
                            agree(where, byTensors.get(t), byDevice.get(t), Math.max(type.epsilon(), seed.dtype().epsilon()));
                        }
                    }
                }
            }
        }
    }

    /** Gradients of the result laid out in every way, and once of the other type. */
    private static List<Tensor> seeds(Generator generator, DType type, int[] shape) {
        int[] turned = new int[shape.length];
        int[] spaced = shape.clone();
        Arrays.setAll(turned, i -> shape[shape.length - 1 - i]);
        spaced[shape.length - 1] *= 2;
        DType other = type == DType.FLOAT32 ? DType.FLOAT64 : DType.FLOAT32;
        Tensor wide = generator.normal(type, spaced);
        return Stream.of(
                generator.normal(type, shape),
                shape.length == 1 ? generator.normal(type, shape).flip(0) : generator.normal(type, turned).t(),
                wide.slice(-1, 0, spaced[shape.length - 1], 2),
                Tensor.full(type, 0.75, 1).broadcastTo(shape),
                generator.normal(other, shape)).toList();
    }

    private static void agree(String where, Tensor expected, Tensor got, double epsilon) {
        double[] e = expected.toDoubles();
        double[] g = got.toDoubles();
        assertEquals(e.length, g.length, where);
        double largest = Arrays.stream(e).map(Math::abs).max().orElse(0);
        for (int i = 0; i < e.length; i++) {
            double allowed = 64 * epsilon * Math.max(1, largest);
            int at = i;
            assertEquals(e[i], g[i], allowed, () -> where + " at " + at);
        }
    }
}
