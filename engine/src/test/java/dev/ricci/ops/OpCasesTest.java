package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.autograd.GradientCheck;
import dev.ricci.autograd.Gradients;
import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.tensor.Tensor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Five questions asked of every row of {@link OpCases}: three on the device in use, and these two. */
class OpCasesTest extends OpQuestions {
    static final int MOST_ELEMENTS = 150;

    /** Small enough for central differences, which take two runs for each element. */
    static boolean isSmall(int[][] sample) {
        return Arrays.stream(sample).mapToInt(Grid::size).max().orElse(0) <= MOST_ELEMENTS;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void question2_cudaAgreesWithTheCpu(OpCase row) {
        Backend device = CudaUnderTest.device();
        for (int[][] sample : row.samples) {
            try (Scope _ = Scope.open()) {
                Grid[] in = row.inputs(sample, DType.FLOAT32, 2);
                Tensor[] here = tensors(row, in, DType.FLOAT32);
                Tensor[] there = Arrays.stream(here).map(t -> t.to(device)).toArray(Tensor[]::new);
                assertNear(row, DType.FLOAT32, Grid.of(row.op.apply(here)), row.op.apply(there), describe(sample));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void question3_gradientAgreesWithCentralDifferences(OpCase row) {
        assumeTrue(row.differentiable, row + " has no gradient");
        for (int[][] sample : row.samples) {
            if (!isSmall(sample)) {
                continue;
            }
            Grid[] in = row.inputs(sample, DType.FLOAT64, 3);
            Tensor[] fixed = tensors(row, in, DType.FLOAT64);
            int[] moving = java.util.stream.IntStream.range(0, in.length).filter(i -> fixed[i].dtype() == DType.FLOAT64).toArray();
            Function<Tensor[], Tensor> f = t -> {
                Tensor[] all = fixed.clone();
                for (int k = 0; k < moving.length; k++) {
                    all[moving[k]] = t[k];
                }
                return row.op.apply(all);
            };
            Tensor[] start = Arrays.stream(moving).mapToObj(i -> fixed[i]).toArray(Tensor[]::new);
            GradientCheck first = GradientCheck.of(f, start);
            assertTrue(first.error() < 1e-6, () -> row + " " + describe(sample) + ": gradient " + first);
            // by symmetry those of the first input hold most; all of them where that is cheap
            int elements = Arrays.stream(start).mapToInt(t -> (int) t.size()).sum();
            for (int k = 0; k < (elements <= 40 ? start.length : Math.min(1, start.length)); k++) {
                int input = k;
                GradientCheck second = GradientCheck.of(t -> gradient(f, t, input), start);
                assertTrue(second.error() < 1e-5, () -> row + " " + describe(sample) + ": gradient of the gradient of input " + input
                        + ": " + second);
            }
        }
    }

    /** The gradient of the sum of squares with respect to an input, itself with a history. */
    private static Tensor gradient(Function<Tensor[], Tensor> f, Tensor[] t, int input) {
        Tensor[] inner = t.clone();
        inner[input] = t[input].isTracked() ? t[input] : t[input].wanted();
        Tensor start = inner[input];
        Tensor loss = f.apply(inner).square().sum();
        return loss.isTracked() ? Gradients.withHistory(loss).get(start) : start.fullLike(0);
    }

    @Test
    void everyOperationHasARow() {
        Set<String> named = OpCases.all().stream().map(OpCase::method).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        List<Class<?>> families = Arrays.stream(Tensor.class.getInterfaces()).filter(Class::isSealed).toList();
        for (Class<?> family : families) {
            for (Method m : family.getDeclaredMethods()) {
                boolean operation = Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Tensor.class && !m.getName().equals("self");
                if (operation && !named.contains(m.getName())) {
                    missing.add(family.getSimpleName() + "." + m.getName());
                }
            }
        }
        assertEquals(Set.of(), missing, "operations without a row in OpCases");
    }

}
