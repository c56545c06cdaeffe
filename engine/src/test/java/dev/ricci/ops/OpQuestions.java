package dev.ricci.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ricci.backend.DType;
import dev.ricci.backend.Devices;
import dev.ricci.backend.Replay;
import dev.ricci.backend.Scope;
import dev.ricci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The questions about every row of {@link OpCases} that are asked of each device by itself, the one in use. */
abstract class OpQuestions {
    static final DType[] FLOATS = {DType.FLOAT32, DType.FLOAT64};

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
                } catch (IllegalStateException e) {
                    assumeFalse(row.mayReadBack && !Devices.current().name().equals("cpu"), e.getMessage());
                    throw e;
                }
            }
        }
    }

    static Tensor[] tensors(OpCase row, Grid[] in, DType tried) {
        Tensor[] t = new Tensor[in.length];
        for (int i = 0; i < t.length; i++) {
            t[i] = in[i].tensor(row.type(i, tried));
        }
        return t;
    }

    static void assertNear(OpCase row, DType dtype, Grid expected, Tensor got, String where) {
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

    static String describe(int[][] sample) {
        return Arrays.deepToString(sample);
    }
}
