package dev.ricci.cpu;

import static org.junit.jupiter.api.Assertions.*;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DType;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Reduction;
import dev.ricci.backend.View;
import dev.ricci.cpu.Samples.Lie;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Selection, counts and recurrences against their definitions in basic operations, on lines short and long and of every layout. */
class RunningDefinitionsTest {
    private static final Cpu CPU = new Cpu(new DeviceOptions(3, 0));
    private static final Backend DEFINED = new Defined(CPU);
    private static final int[][] SHAPES = {{1, 1}, {2, 7}, {3, 100}, {9, 600}, {1, 40_000}};

    @AfterAll
    static void end() {
        CPU.close();
    }

    /** Many equal elements, both zeros, infinities and NaN among them. */
    private static double[] values(int n, DType type, int kind) {
        Random random = new Random(n + kind);
        return IntStream.range(0, n).mapToDouble(i -> switch (kind) {
            case 0 -> random.nextGaussian();
            case 1 -> random.nextInt(5) - 2;
            case 2 -> type.isFloat() ? new double[] {0, -0.0, Double.NaN, 1, Double.NEGATIVE_INFINITY}[random.nextInt(5)] : i % 3;
            default -> 1 + random.nextInt(4000) * 0x1p-22;
        }).map(v -> type == DType.FLOAT32 ? (float) v : type.isFloat() ? v : (int) v).toArray();
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOL", "INT32", "FLOAT32", "FLOAT64"})
    void selectionIsSorting(DType type) {
        for (int[] shape : new int[][] {{1, 1}, {2, 7}, {3, 100}, {9, 600}, {1, 70_000}}) {
            for (int kind = 0; kind < 4; kind++) {
                double[] v = values(shape[0] * shape[1], type, kind);
                if (type == DType.BOOL) {
                    v = Arrays.stream(v).map(x -> x > 0 ? 1 : 0).toArray();
                }
                int n = shape[1];
                int[] ranks = {0, n / 3, Math.min(n - 1, n / 3 + 1), n / 2, n / 2, n - 1};
                for (Lie lie : n > 10_000 ? new Lie[] {Lie.DENSE} : new Lie[] {Lie.DENSE, Lie.TRANSPOSED}) {
                    View in = Samples.of(type, lie, v, shape);
                    View[] got = selected(CPU, in, ranks);
                    View[] expected = selected(DEFINED, in, ranks);
                    String what = type + " " + Arrays.toString(shape) + " " + lie + " kind " + kind;
                    assertArrayEquals(Samples.values(expected[1]), Samples.values(got[1]), what + ": order");
                    assertArrayEquals(Samples.values(expected[0]), Samples.values(got[0]), what + ": values");
                }
            }
        }
    }

    private static View[] selected(Backend b, View in, int... ranks) {
        View values = CPU.allocate(in.dtype(), in.size(0), ranks.length);
        View order = CPU.allocate(DType.INT32, in.size(0), ranks.length);
        b.select(values, order, in, 1, ranks);
        return new View[] {values, order};
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOL", "INT32", "INT64", "FLOAT16", "FLOAT32", "FLOAT64"})
    void runningExtremesAreTheirDefinition(DType type) {
        for (int[] shape : SHAPES) {
            for (int kind = 0; kind < 3; kind++) {
                double[] v = values(shape[0] * shape[1], type, kind);
                if (type == DType.BOOL) {
                    v = Arrays.stream(v).map(x -> x > 0 ? 1 : 0).toArray();
                }
                View in = Samples.of(type, kind == 0 ? Lie.DENSE : Lie.TRANSPOSED, v, shape);
                for (Reduction r : new Reduction[] {Reduction.MAX, Reduction.MIN}) {
                    View[] got = extremes(CPU, r, in);
                    View[] expected = extremes(DEFINED, r, in);
                    String what = type + " " + Arrays.toString(shape) + " " + r + " kind " + kind;
                    assertArrayEquals(Samples.values(expected[1]), Samples.values(got[1]), what + ": positions");
                    assertArrayEquals(Samples.values(expected[0]), Samples.values(got[0]), 1e-300, what + ": values"); // 0 may be -0
                }
            }
        }
    }

    private static View[] extremes(Backend b, Reduction r, View in) {
        View values = CPU.allocate(in.dtype(), in.shape());
        View positions = CPU.allocate(DType.INT32, in.shape());
        b.extremes(r, values, positions, in, 1);
        return new View[] {values, positions};
    }

    @Test
    void countsAreScatteredOnes() {
        for (int n : new int[] {0, 1, 1000, 70_000, 300_001}) {
            for (int length : new int[] {1, 7, 3000}) {
                Random random = new Random(n);
                double[] v = random.ints(n, 0, length).asDoubleStream().toArray();
                View index = Samples.of(DType.INT32, Lie.DENSE, v, n);
                View got = CPU.allocate(DType.INT32, length);
                View expected = CPU.allocate(DType.INT32, length);
                CPU.bincount(got, index);
                DEFINED.bincount(expected, index);
                assertArrayEquals(Samples.values(expected), Samples.values(got), n + " numbers below " + length);
            }
        }
        double[] v = new double[100_000];
        v[90_000] = 3;
        View three = Samples.of(DType.INT32, Lie.DENSE, v, v.length);
        assertEquals("bincount: numbers are 0 to 2, got 3",
                assertThrows(IllegalArgumentException.class, () -> CPU.bincount(CPU.allocate(DType.INT32, 3), three)).getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void recurrencesAreTheirDefinition(DType type) {
        for (int[] shape : SHAPES) {
            for (Lie lie : shape[1] > 10_000 ? new Lie[] {Lie.REVERSED} : new Lie[] {Lie.DENSE, Lie.TRANSPOSED, Lie.REVERSED}) {
                View in = Samples.of(type, lie, values(shape[0] * shape[1], type, 0), shape);
                double[] small = Arrays.stream(values(shape[0] * (shape[1] - 1), type, 3)).map(x -> 1.01 - x).toArray();
                View factor = Samples.of(type, lie, small, shape[0], shape[1] - 1);
                View got = CPU.allocate(type, shape.clone());
                View expected = CPU.allocate(type, shape.clone());
                CPU.recurrence(got, factor, in, 1);
                DEFINED.recurrence(expected, factor, in, 1);
                assertArrayEquals(Samples.values(expected), Samples.values(got), 16 * type.epsilon() * 4, Arrays.toString(shape) + lie);
            }
        }
    }
}
