package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ricci.autograd.GradientCheck;
import dev.ricci.autograd.Gradients;
import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.cuda.CudaUnderTest;
import dev.ricci.tensor.Comparing;
import dev.ricci.tensor.Elementwise;
import dev.ricci.tensor.Indexing;
import dev.ricci.tensor.Normalizing;
import dev.ricci.tensor.Products;
import dev.ricci.tensor.Reductions;
import dev.ricci.tensor.Shaping;
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

/** Five questions asked of every row of {@link OpCases}. */
class OpCasesTest {
    private static final DType[] FLOATS = {DType.FLOAT32, DType.FLOAT64};

    static List<OpCase> rows() {
        return OpCases.all();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void question1_agreesWithTheDefinitionInDouble(OpCase row) {
        for (DType dtype : FLOATS) {
            for (int[][] sample : row.samples) {
                try (Scope _ = Scope.open()) {
                    Grid[] in = row.inputs(sample, dtype, 1);
                    Grid expected = row.definition.apply(in);
                    assertNear(row, dtype, expected, row.op.apply(tensors(row, in, dtype)), describe(sample));
                }
            }
        }
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
            if (Arrays.stream(sample).mapToInt(Grid::size).max().orElse(0) > 150) {
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
            GradientCheck second = GradientCheck.of(t -> gradient(f, t), start);
            assertTrue(second.error() < 1e-5, () -> row + " " + describe(sample) + ": gradient of the gradient " + second);
        }
    }

    /** The gradient of the sum of squares with respect to the first input, itself with a history. */
    private static Tensor gradient(Function<Tensor[], Tensor> f, Tensor[] t) {
        Tensor[] inner = t.clone();
        inner[0] = t[0].isTracked() ? t[0] : t[0].wanted();
        Tensor start = inner[0];
        return Gradients.withHistory(f.apply(inner).square().sum()).get(start);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void question4_viewsGiveWhatCopiesGive(OpCase row) {
        for (DType dtype : FLOATS) {
            for (int[][] sample : row.samples) {
                try (Scope _ = Scope.open()) {
                    Tensor[] plain = tensors(row, row.inputs(sample, dtype, 4), dtype);
                    Grid expected = Grid.of(row.op.apply(plain));
                    for (Function<Tensor, Tensor> strided : Views.SAME_NUMBERS) {
                        Tensor[] in = Arrays.stream(plain).map(strided).toArray(Tensor[]::new);
                        assertNear(row, dtype, expected, row.op.apply(in), describe(sample) + " strided");
                    }
                    Tensor[] repeated = Arrays.stream(plain).map(Views::repeated).toArray(Tensor[]::new);
                    Tensor[] copied = Arrays.stream(repeated).map(Tensor::copy).toArray(Tensor[]::new);
                    assertNear(row, dtype, Grid.of(row.op.apply(copied)), row.op.apply(repeated), describe(sample) + " repeated");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void question5_aRecordedRunGivesTheEagerBits(OpCase row) {
        for (int[][] sample : row.samples) {
            try (Scope _ = Scope.open()) {
                Tensor[] in = tensors(row, row.inputs(sample, DType.FLOAT32, 5), DType.FLOAT32);
                double[] eager = row.op.apply(in).toDoubles();
                Tensor[] out = new Tensor[1];
                try (Replay replay = Devices.current().record(() -> out[0] = row.op.apply(in))) {
                    replay.run();
                    assertArrayEquals(eager, out[0].toDoubles(), describe(sample));
                }
            }
        }
    }

    @Test
    void everyOperationHasARow() {
        Set<String> named = OpCases.all().stream().map(OpCase::method).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        List<Class<?>> families = List.of(Elementwise.class, Comparing.class, Reductions.class, Shaping.class, Indexing.class,
                Products.class, Normalizing.class);
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

    private static Tensor[] tensors(OpCase row, Grid[] in, DType tried) {
        Tensor[] t = new Tensor[in.length];
        for (int i = 0; i < t.length; i++) {
            t[i] = in[i].tensor(row.type(i, tried));
        }
        return t;
    }

    private static void assertNear(OpCase row, DType dtype, Grid expected, Tensor got, String where) {
        assertArrayEquals(expected.shape(), got.shape(), row + " " + where + ": shape");
        double[] y = got.toDoubles();
        for (int i = 0; i < y.length; i++) {
            double e = expected.values()[i];
            double allowed = row.tolerance.factor() * dtype.epsilon() * 2 * (Math.abs(e) + row.tolerance.scale());
            boolean same = Double.compare(e, y[i]) == 0 || Math.abs(e - y[i]) <= allowed;
            int at = i;
            assertTrue(same, () -> row + " " + dtype + " " + where + " element " + at + ": expected " + e + ", got " + y[at]
                    + ", off by " + Math.abs(e - y[at]) / dtype.epsilon() / 2 + " ulp of 1");
        }
    }

    private static String describe(int[][] sample) {
        return Arrays.deepToString(sample);
    }
}
